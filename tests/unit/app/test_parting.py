"""What is said of it when an escalation that was merged into another is parted from it again."""

import pytest

from csopsbot.app import effects as fx
from csopsbot.app.opening import OpenEscalation, open_escalation
from csopsbot.app.ports import Entry, Work
from csopsbot.app.receipts import IssueMade
from csopsbot.app.staging import scene
from csopsbot.app.steering import OnEscalation, merge, unmerge
from csopsbot.app.tracking import issue_made
from csopsbot.domain import events as e
from tests.unit.app.house import ADA, DESK, INTAKE, MIA, NOON, REF, issue, owed, state

pytestmark = pytest.mark.usefixtures("_parted")


@pytest.fixture
def _parted(work: Work, linked: None) -> None:
    """Let ESC-1 have been merged into ESC-2, and be parted from it just now."""
    command = OpenEscalation("E2", "V2", MIA, INTAKE, e.Place("C_SUP"))
    open_escalation(work, command, DESK, NOON)
    issue_made(work, "E2", IssueMade(issue()), DESK, NOON)
    merge(work, OnEscalation(ADA, "E1"), 2, DESK, NOON)
    owed(work)
    unmerge(work, OnEscalation(ADA, "E1"), DESK, NOON)


def test_the_issue_and_the_team_of_what_was_parted_are_told(work: Work) -> None:
    seq = state(work).version
    assert {fx.TellTeam(seq), fx.CommentOnIssue(seq), fx.SyncIssue()} <= set(owed(work))


def test_the_issue_it_was_parted_from_is_told_where_it_goes_on(work: Work) -> None:
    left = work.escalations.history("E2")[-1]
    assert isinstance(left.event, e.DuplicateLeft)
    assert left.event.issue == REF
    assert fx.CommentOnIssue(left.seq) in owed(work)


def test_the_line_about_it_knows_the_other(work: Work) -> None:
    order = fx.Order("k", "lane", "slack", fx.TellTeam(state(work).version), None, "E1")
    other = scene(work, Entry(1, order, None, 0, NOON), NOON).other
    assert other is not None
    assert other.id == "E2"
