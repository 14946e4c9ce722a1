"""What each event makes of an escalation; each file has the arms for the events of its name's file."""

from csopsbot.domain.folding import clocking, merging, steering, stepping, talking, tracking
from csopsbot.domain.folding.dispatch import after

ARMS = (stepping, talking, tracking, steering, clocking, merging)
"""The files whose arms are known, once they are imported."""

__all__ = ["ARMS", "after"]
