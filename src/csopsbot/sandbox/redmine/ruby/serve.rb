# frozen_string_literal: true

# Serves Redmine on a free port of loopback, and says on standard output which it is.
require_relative "boot"
require "rack/handler/webrick"

# What Redmine's own pages show of a text: POST it, and get the HTML.
shown = lambda do |env|
  text = env["rack.input"].read.force_encoding("UTF-8")
  helpers = ApplicationController.helpers
  format = env["QUERY_STRING"].delete_prefix("format=")
  Setting.text_formatting = format unless format.empty?
  html = helpers.textilizable(text, object: Issue.order(:id).first, only_path: true)
  [200, { "Content-Type" => "text/html; charset=utf-8" }, [html.to_s]]
ensure
  Setting.text_formatting = "textile"
end
app = Rack::Builder.app do
  map("/-/shown") { run shown }
  run Rails.application
end
options = { Host: "127.0.0.1", Port: 0, AccessLog: [], Logger: WEBrick::Log.new($stderr, WEBrick::Log::WARN) }
Rack::Handler::WEBrick.run(app, **options) do |server|
  trap("TERM") { server.shutdown }
  $stdout.puts server.listeners.first.addr[1]
  $stdout.flush
end
