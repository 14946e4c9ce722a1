# frozen_string_literal: true

# Redmine as the package installed it, with the folder of one site of ours for everything it keeps.
Dir.chdir(ENV.fetch("CSOPS_REDMINE_HOME"))
require File.expand_path("config/application")
Rails.application.config.eager_load = false
Rails.application.initialize!
