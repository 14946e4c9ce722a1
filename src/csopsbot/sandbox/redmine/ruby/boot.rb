# frozen_string_literal: true

# Redmine as the package installed it, with the folder of one site of ours for everything it keeps.
Dir.chdir(ENV.fetch("CSOPS_REDMINE_HOME"))
require File.expand_path("config/application")
Rails.application.config.eager_load = false
# A job in a thread of its own locks the database, or waits for classes that are being loaded for ever.
Rails.application.config.active_job.queue_adapter = :inline
Rails.application.initialize!
