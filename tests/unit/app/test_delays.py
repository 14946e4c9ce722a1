from datetime import timedelta

import pytest

from csopsbot.app import effects as fx
from csopsbot.app.deadlines import fire_due
from csopsbot.app.delivery import failed, next_attempt, succeeded
from csopsbot.app.failures import AuthError, Failure, Unavailable
from csopsbot.app.opening import OpenEscalation, open_escalation
from csopsbot.app.patience import Patience
from csopsbot.app.ports import Call, Claim, Scene, Work
from csopsbot.app.receipts import Done, IssueMade, Receipt
from csopsbot.app.tracking import issue_made
from csopsbot.domain import events as e
from tests.unit.app.house import (
    ADA,
    DESK,
    INTAKE,
    MIA,
    NOON,
    happened,
    issue,
    opened,
    owed,
    reacts,
    state,
)

MINUTE = timedelta(minutes=1)


class Tracker:
    """An outlet that takes what it is given."""

    def prepare(self, effect: fx.Effect, scene: Scene) -> Call | None:
        return Call(scene.key, effect)

    async def send(self, call: Call) -> Receipt:
        raise NotImplementedError

    async def find(self, call: Call, since: object) -> Receipt | None:
        raise NotImplementedError


@pytest.fixture(autouse=True)
def _taken(work: Work) -> None:
    """Let the tracker owe a move since noon."""
    opened(work)
    issue_made(work, "E1", IssueMade(issue()), DESK, NOON)
    owed(work)
    reacts(work, ADA, "eyes")


def fails(work: Work, minutes: float, failure: Failure) -> None:
    now = NOON + minutes * MINUTE
    for claim in claims(work, minutes):
        attempt = next_attempt(work, claim, {"local": Tracker()}, Patience(), DESK, now)
        if attempt is not None:
            failed(work, attempt, failure, Patience(), lambda: 1.0, DESK, now)


def claims(work: Work, minutes: float) -> list[Claim]:
    now = NOON + minutes * MINUTE
    return work.outbox.claim(now, now + MINUTE, 10, ("local",))


def succeeds(work: Work, minutes: float) -> None:
    now = NOON + minutes * MINUTE
    for claim in claims(work, minutes):
        while attempt := next_attempt(work, claim, {"local": Tracker()}, Patience(), DESK, now):
            succeeded(work, attempt, Done(), DESK, now)


def told(work: Work) -> list[e.Event]:
    return [one for one in happened(work) if isinstance(one, e.TrackerDelayed | e.TrackerCaughtUp)]


DELAYED, CAUGHT_UP = e.TrackerDelayed(since=NOON), e.TrackerCaughtUp(since=NOON)


@pytest.mark.parametrize("failure", [Unavailable(), AuthError()])
def test_those_who_wait_are_told_once_that_the_tracker_takes_nothing(
    work: Work, failure: Failure
) -> None:
    for minute in range(120):
        fails(work, minute, failure)
        fire_due(work, DESK, NOON + minute * MINUTE)
    assert told(work) == [DELAYED]


def test_a_short_absence_is_told_to_nobody(work: Work) -> None:
    fails(work, 0, Unavailable())
    succeeds(work, 4)
    for minute in range(5, 20):
        fire_due(work, DESK, NOON + minute * MINUTE)
    assert told(work) == []


def test_when_the_tracker_has_everything_that_is_told_once(work: Work) -> None:
    fails(work, 0, Unavailable())
    fire_due(work, DESK, NOON + 5 * MINUTE)
    assert state(work).delayed_since == NOON
    succeeds(work, 7)
    for minute in range(6, 20):
        fire_due(work, DESK, NOON + minute * MINUTE)
    assert told(work) == [DELAYED, CAUGHT_UP]
    assert state(work).delayed_since is None


def test_who_waits_for_several_is_called_once(work: Work) -> None:
    fails(work, 0, Unavailable())
    fire_due(work, DESK, NOON + 5 * MINUTE)
    command = OpenEscalation("E2", "V2", MIA, INTAKE, e.Place("C_SUP", None))
    open_escalation(work, command, DESK, NOON)
    fails(work, 6, Unavailable())
    fire_due(work, DESK, NOON + 12 * MINUTE)
    known = [
        one.event.known
        for id in ("E1", "E2")
        for one in work.escalations.history(id)
        if isinstance(one.event, e.TrackerDelayed)
    ]
    assert known == [False, True]


def test_both_sides_are_told_and_shown(work: Work) -> None:
    fails(work, 0, Unavailable())
    fire_due(work, DESK, NOON + 5 * MINUTE)
    seq = state(work).version
    assert {fx.TellSupport(seq), fx.TellTeam(seq), fx.ShowSupportCard()} <= set(owed(work))
