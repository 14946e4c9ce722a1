"""The desk file: teams, channels, trackers, severities, reactions and promises, checked."""

from csopsbot.desk.loading import Reading, examine, load, parse
from csopsbot.desk.problems import DeskError, Problem

__all__ = ["DeskError", "Problem", "Reading", "examine", "load", "parse"]
