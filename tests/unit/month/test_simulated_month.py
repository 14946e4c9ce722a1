"""A month of escalations, each act by its use case, each instant exact.

What was said is compared with what should have been, reckoned from the same acts by other means:
each alert and each call at its instant, none missing, none twice, none while a clock was paused or
after it had ended. `make month` does it with 5,000 escalations.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from csopsbot.app.ports import Work
from csopsbot.domain import events as e
from csopsbot.domain.events import Recorded
from csopsbot.domain.heard import signals_of
from csopsbot.reports.outcomes import Case, Outcome, Period, as_it_was, as_replayed
from csopsbot.storage.schema import metadata
from csopsbot.storage.work import SqlWork
from tests.unit.month.acts import Story, stories
from tests.unit.month.driving import drive
from tests.unit.month.minutes import START
from tests.unit.month.promises import desk
from tests.unit.month.reckoning import Said, reckoned

BEGINNING = int(START.timestamp())
ESCALATIONS = int(os.environ.get("CSOPSBOT_TEST_MONTH", "200"))  # noqa: TID251 - a test's effort
DESK = desk()

pytestmark = pytest.mark.timeout(900)


@dataclass(frozen=True)
class Month:
    """What was to happen, and what was kept of it."""

    stories: list[Story]
    work: Work

    def histories(self) -> Iterator[tuple[Story, list[Recorded]]]:
        """Yield each story with its history."""
        for story in self.stories:
            yield story, self.work.escalations.history(story.id)


# Each part is driven once, by one of the processes that share the tests.
_PARTS = [pytest.param(seed, marks=pytest.mark.xdist_group(f"month {seed}")) for seed in range(5)]


@pytest.fixture(scope="module", params=_PARTS)
def month(request: pytest.FixtureRequest) -> Iterator[Month]:
    """Return a part of the month, over and done with; driving it takes seconds."""
    engine = sa.create_engine("sqlite://", poolclass=sa.StaticPool)
    metadata.create_all(engine)
    with engine.begin() as connection:
        work = SqlWork(connection)
        told = stories(ESCALATIONS // len(_PARTS), BEGINNING, seed=request.param)
        drive(work, told, DESK)
        yield Month(told, work)
    engine.dispose()


def said(history: list[Recorded]) -> Iterator[Said]:
    """Yield the alerts that were raised and the calls that were made."""
    alerts: dict[int, Said] = {}
    for record in history:
        at = int(record.at.timestamp())
        if isinstance(record.event, e.ThresholdPassed):
            key = record.event.key
            alerts[record.seq] = Said(at, key.clock, key.cycle, key.threshold)
            yield alerts[record.seq]
        elif isinstance(record.event, e.Alerted):
            yield alerts[record.event.alert]._replace(at=at, channel=record.event.channel)


def test_everything_is_said_once_at_its_instant_and_nothing_else(month: Month) -> None:
    for story, history in month.histories():
        assert sorted(said(history), key=repr) == sorted(reckoned(story), key=repr), story


def test_only_what_an_act_put_behind_is_said_late(month: Month) -> None:
    for story, history in month.histories():
        acts = {act.at for act in story.acts}
        for record in history:
            late = isinstance(record.event, e.ThresholdPassed) and record.event.late_s
            assert not late or int(record.at.timestamp()) in acts


def test_playing_the_history_again_tells_what_was_said(month: Month) -> None:
    period = Period(0, BEGINNING + 60 * 86_400)
    plain = [(story, history) for story, history in month.histories() if _is_plain(story)]
    assert len(plain) > len(month.stories) / 2
    for story, history in plain:
        case = Case(month.work.escalations.get(story.id), history, signals_of(history))
        was = as_it_was(case, DESK.agreements, period)
        assert _figures(was) == _figures(as_replayed(case, DESK.agreements, period)), story


def _is_plain(story: Story) -> bool:
    """Return whether nothing is taken back and nothing closed begins again.

    Calls that had ended are then made up for, which a report does not imagine.
    """
    whats = [act.what for act in story.acts]
    began_again = "resolved" in whats and "started" in whats[whats.index("resolved") :]
    return "undone" not in whats and not began_again


def _figures(outcomes: Iterator[Outcome]) -> list[tuple[object, ...]]:
    return [(one.clock, one.status, one.late_by, one.alerts, one.calls) for one in outcomes]
