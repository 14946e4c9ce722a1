"""Closing an issue that another stands for now."""

from dataclasses import replace

import pytest

from csopsbot.app import effects as fx
from csopsbot.app.failures import Failure, Forbidden, Invalid
from csopsbot.app.ports import Call, Scene
from csopsbot.app.receipts import Done, IssueRead, OwnMove
from csopsbot.app.tracker import MoveResult
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import IssueLinked, Recorded
from csopsbot.domain.issue import Category
from csopsbot.trackers.calls import Closing
from csopsbot.trackers.outlet import TrackerOutlet
from tests.unit.trackers.owing import ADA_ACTOR, LINKED, NEW
from tests.unit.trackers.scripted import NOON, REF, ScriptedTracker, issue

OTHER = replace(REF, id="34", key="PAY-34")


def closing(outlet: TrackerOutlet, *waiting: Escalation) -> Call | None:
    linked = IssueLinked(ref=OTHER, status=issue().status, by=ADA_ACTOR, former=REF)
    moved_on = replace(NEW, issue=OTHER)
    scene = Scene("k", moved_on, Recorded(5, NOON, linked), waiting=waiting)
    return outlet.prepare(fx.CloseFormer(5), scene)


def test_what_nobody_waits_on_is_closed(outlet: TrackerOutlet) -> None:
    call = closing(outlet)
    assert call is not None
    assert call.body == Closing(REF)


def test_what_somebody_waits_on_by_now_stays_open(outlet: TrackerOutlet) -> None:
    assert closing(outlet, LINKED) is None


async def test_that_we_closed_it_comes_back_as_a_move_of_ours(tracker: ScriptedTracker) -> None:
    tracker.shows = issue(Category.DUPLICATE)
    reading = await Closing(REF).send(tracker)
    assert reading == IssueRead(
        "scripted", REF.id, tracker.shows, move=OwnMove(Category.DUPLICATE, arrived=False)
    )


@pytest.mark.parametrize(
    "answer", [MoveResult("impossible", "To do"), Invalid("no"), Forbidden("no")]
)
async def test_what_will_not_be_closed_is_left_to_engineers(
    tracker: ScriptedTracker, answer: MoveResult | Failure
) -> None:
    tracker.moves = answer
    assert await Closing(REF).send(tracker) == Done()
