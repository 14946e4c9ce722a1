"""The desk file: teams, channels, trackers, severities and reactions, read and checked."""

from csopsbot.desk.loading import load, parse
from csopsbot.desk.problems import DeskError, Problem

__all__ = ["DeskError", "Problem", "load", "parse"]
