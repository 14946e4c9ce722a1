"""Settings: the only reader of the environment. Everything else is handed a `Settings`."""

from csopsbot.settings.environment import load, unknown
from csopsbot.settings.model import (
    GitHub,
    GitLab,
    Jira,
    Linear,
    Local,
    Redmine,
    Settings,
    Slack,
    Trackers,
)
from csopsbot.settings.needs import why_not_serve
from csopsbot.settings.problems import Problem, SettingsError
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
    "load",
    "unknown",
    "variables",
    "why_not_serve",
]
