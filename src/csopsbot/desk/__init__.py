"""The desk file: teams, channels, trackers, severities, reactions and promises, checked."""

from csopsbot.desk.loading import Reading, examine, load, load_over, parse
from csopsbot.desk.problems import DeskError, Problem

__all__ = ["DeskError", "Problem", "Reading", "examine", "load", "load_over", "parse"]
