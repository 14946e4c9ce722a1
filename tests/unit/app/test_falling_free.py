"""An issue that nobody waited on any more, and that somebody joins before it is closed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from csopsbot.app import effects as fx
from csopsbot.app.linking import issue_found, join
from csopsbot.app.opening import OpenEscalation, open_escalation
from csopsbot.app.ordering import in_turn, order
from csopsbot.app.ports import Entry, Work
from csopsbot.app.receipts import IssueFound, IssueMade, IssueRead, OwnMove
from csopsbot.app.staging import scene
from csopsbot.app.steering import OnEscalation
from csopsbot.app.tracking import issue_made, issue_read
from csopsbot.domain import events as e
from csopsbot.domain.issue import Category, Issue
from csopsbot.domain.stage import Stage
from tests.unit.app.house import ADA, DESK, INTAKE, MIA, NOON, REF, issue, owed, state

OTHER = replace(REF, id="34", key="PAY-34")
CLOSED = replace(issue(Category.DUPLICATE, "Done"), updated_at=NOON + timedelta(seconds=9))
OURS = OwnMove(Category.DUPLICATE, arrived=False)

pytestmark = pytest.mark.usefixtures("_left")


@pytest.fixture
def _left(work: Work, linked: None) -> None:
    """Let ESC-1 have left PAY-1, which was made for it, for PAY-34, on which ESC-2 waits."""
    there = replace(issue(), ref=OTHER)
    command = OpenEscalation("E2", "V2", MIA, INTAKE, e.Place("C_SUP"))
    open_escalation(work, command, DESK, NOON)
    issue_made(work, "E2", IssueMade(there), DESK, NOON)
    links(work, "E1", there)


def links(work: Work, id: str, to: Issue) -> None:
    join(work, OnEscalation(ADA, id), to.ref.key, DESK, NOON)
    asked = work.escalations.get(id).version
    issue_found(work, id, IssueFound(asked, to), DESK, NOON)


def closing(work: Work) -> fx.Order:
    seq = max(
        one.seq
        for one in work.escalations.history("E1")
        if isinstance(one.event, e.IssueLinked) and one.event.falls_free
    )
    return order(fx.CloseFormer(seq), state(work), seq, DESK)


def who_waits(work: Work) -> list[str]:
    """Return who is known to wait on PAY-1 when it is to be closed."""
    return [one.id for one in scene(work, Entry(1, closing(work), None, 0, NOON), NOON).waiting]


def is_being_closed(work: Work) -> None:
    """Let the call that closes PAY-1 have its turn, and perhaps be under way."""
    owed(work)
    work.outbox.put(in_turn(closing(work), REF), NOON)


def test_nobody_waits_on_what_fell_free(work: Work) -> None:
    assert who_waits(work) == []


@pytest.mark.parametrize("id", ["E1", "E2"])
def test_whoever_joined_it_by_then_waits_on_what_was_to_be_closed(work: Work, id: str) -> None:
    links(work, id, issue())
    assert who_waits(work) == [id]


def test_what_may_be_closed_at_this_moment_cannot_be_joined(work: Work) -> None:
    is_being_closed(work)
    links(work, "E2", issue())
    failed = work.escalations.history("E2")[-1].event
    assert isinstance(failed, e.LinkFailed)
    assert failed.why == "closing"


def test_what_was_closed_since_it_was_looked_up_cannot_be_joined(work: Work) -> None:
    is_being_closed(work)
    owed(work)
    issue_read(work, IssueRead("local", "17", CLOSED, move=OURS), DESK, NOON)
    links(work, "E2", issue())
    failed = work.escalations.history("E2")[-1].event
    assert isinstance(failed, e.LinkFailed)
    assert failed.why == "closed"


def test_that_we_closed_what_fell_free_declines_nobody(work: Work) -> None:
    links(work, "E2", issue())
    issue_read(work, IssueRead("local", "17", CLOSED, move=OURS), DESK, NOON)
    assert work.escalations.get("E2").stage is Stage.NEW
