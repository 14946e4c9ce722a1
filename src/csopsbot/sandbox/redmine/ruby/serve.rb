# frozen_string_literal: true

# Serves Redmine on a free port of loopback, and says on standard output which it is.
require_relative "boot"
require "rack/handler/webrick"
Rails.logger.level = Logger::ERROR

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
# Lets time pass: POST the seconds, and every clock in here goes on by as many.
module Ahead
  class << self
    attr_accessor :seconds
  end
  self.seconds = 0

  def now(...) = super + Ahead.seconds
end
Time.singleton_class.prepend(Ahead)
pass = lambda do |env|
  Ahead.seconds += env["rack.input"].read.to_i
  [200, { "Content-Type" => "text/plain" }, [Ahead.seconds.to_s]]
end
# Forgets every issue but the first, and whatever hangs on issues; people and projects stay.
forget = lambda do |_env|
  kept = Issue.order(:id).first
  ActiveRecord::Base.transaction do
    [Journal, JournalDetail, IssueRelation, TimeEntry, Attachment, Version].each(&:delete_all)
    CustomValue.where(customized_type: "Issue").where.not(customized_id: kept.id).delete_all
    Issue.where.not(id: kept.id).delete_all
  end
  [200, {}, []]
end
app = Rack::Builder.app do
  # One request after the other: two that write make SQLite refuse one, two that load a class may
  # wait for each other for ever.
  use Rack::Lock
  map("/-/pass") { run pass }
  map("/-/forget") { run forget }
  map("/-/shown") { run shown }
  run Rails.application
end
# A header that waits for the other side's acknowledgement before its body follows costs 40 ms.
at_once = ->(socket) { socket.setsockopt(Socket::IPPROTO_TCP, Socket::TCP_NODELAY, 1) }
log = WEBrick::Log.new($stderr, WEBrick::Log::WARN)
options = { Host: "127.0.0.1", Port: 0, AccessLog: [], Logger: log, AcceptCallback: at_once }
Rack::Handler::WEBrick.run(app, **options) do |server|
  trap("TERM") { server.shutdown }
  $stdout.puts server.listeners.first.addr[1]
  $stdout.flush
end
