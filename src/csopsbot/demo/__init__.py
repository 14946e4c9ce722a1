"""The main job, played on one machine: a local Slack, the bot over real HTTP, one story."""
