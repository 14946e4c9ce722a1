"""Which calls read an issue and write it by what they read: its text, its labels, its status."""

from csopsbot.domain.issue import IssueRef
from csopsbot.trackers.calls import Closing, Demanding, Linking
from csopsbot.trackers.farewell import Farewell
from csopsbot.trackers.syncing import Sync

_REWRITING = (Closing, Demanding, Farewell, Linking, Sync)


def rewritten(call: object) -> IssueRef | None:
    """Return the issue that CALL rewrites, None where it only adds to one or reads it."""
    return call.issue if isinstance(call, _REWRITING) else None
