"""Settings: the only reader of the environment. Everything else is handed a `Settings`."""

from csopsbot.settings.environment import load, unknown
from csopsbot.settings.model import Settings, Slack
from csopsbot.settings.needs import beyond_the_app, why_not_serve
from csopsbot.settings.problems import Problem, SettingsError
from csopsbot.settings.trackers import GitHub, GitLab, Jira, Linear, Local, Redmine, Trackers
from csopsbot.settings.variables import Variable, variables

__all__ = [
    "GitHub",
    "GitLab",
    "Jira",
    "Linear",
    "Local",
    "Problem",
    "Redmine",
    "Settings",
    "SettingsError",
    "Slack",
    "Trackers",
    "Variable",
    "beyond_the_app",
    "load",
    "unknown",
    "variables",
    "why_not_serve",
]
