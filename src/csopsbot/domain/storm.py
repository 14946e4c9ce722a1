"""When comments come faster than people write: two programs that answer each other, or an import."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from csopsbot.domain.issue import IssueComment, is_ours

MOST = 20
WITHIN = timedelta(minutes=1)
QUIET = timedelta(minutes=10)
"""So long nobody has to write, for a storm to be over."""


def too_many(comments: Iterable[IssueComment]) -> frozenset[str]:
    """Return the ids of those among others' COMMENTS that came after too many within a minute."""
    written = sorted((one.created_at, one.id) for one in comments if not is_ours(one))
    return frozenset(
        id
        for place, (at, id) in enumerate(written)
        if place >= MOST and at - written[place - MOST][0] < WITHIN
    )


def calm_at(comments: Iterable[IssueComment], since: datetime) -> datetime:
    """Return when a storm that was noticed at SINCE is over, if nobody writes any more."""
    return max((since, *(one.created_at for one in comments if not is_ours(one)))) + QUIET
