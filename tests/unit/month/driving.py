"""A month that passes at once: people act, and the sweep looks, each at its very instant."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from heapq import merge

from csopsbot.app.deadlines import fire_due
from csopsbot.app.ports import Work
from csopsbot.domain.desk import Desk
from tests.unit.month.acts import Act, Story, perform

BEYOND = timedelta(days=21)


def drive(work: Work, told: Iterable[Story], desk: Desk) -> int:
    """Let the stories happen, and time pass until long after; return how often the sweep fired."""
    fired, now = 0, datetime(2026, 3, 9, tzinfo=UTC)
    for act, story in _in_order(told):
        now = _moment(act.at)
        fired += _sweep(work, desk, now)
        perform(work, story, act, desk, now)
    return fired + _sweep(work, desk, now + BEYOND)


def _sweep(work: Work, desk: Desk, until: datetime) -> int:
    fired = 0
    while (due := work.deadlines.next_due()) is not None and due <= until:
        fired += fire_due(work, desk, due)
    return fired


def _in_order(told: Iterable[Story]) -> Iterator[tuple[Act, Story]]:
    every = ([(act, story) for act in story.acts] for story in told)
    return merge(*every, key=lambda pair: (pair[0].at, pair[1].number))


def _moment(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)
