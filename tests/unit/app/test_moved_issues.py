"""An issue that was moved has another id, and is heard of by either."""

from dataclasses import replace

import pytest

from csopsbot.app import effects as fx
from csopsbot.app.opening import OpenEscalation, open_escalation
from csopsbot.app.ports import Work
from csopsbot.app.receipts import IssueMade, IssueRead
from csopsbot.app.tracking import issue_made, issue_read, receive_hint
from csopsbot.app.webhooks import Hint
from csopsbot.domain import events as e
from csopsbot.domain.document import plain
from csopsbot.domain.issue import Category, Issue, IssueComment, IssueRef, TrackerUser
from csopsbot.domain.stage import Stage
from tests.unit.app.house import DESK, INTAKE, MIA, NOON, happened, issue, owed, state

ELSEWHERE = IssueRef("local", "34", "OPS-1", "http://board/OPS-1")
KIM = TrackerUser("kim", "Kim")
COMMENT = IssueComment("c1", KIM, plain("Root cause found"), NOON, NOON)


pytestmark = pytest.mark.usefixtures("linked")


def reads(work: Work, seen: Issue) -> None:
    """Read it by the id that it had first."""
    issue_read(work, IssueRead("local", "17", seen), DESK, NOON)


def moved(category: Category = Category.OPEN, name: str = "To do") -> Issue:
    """Return a reading of the issue at its new place."""
    return replace(issue(category, name), ref=ELSEWHERE)


def test_a_moved_issue_is_followed_to_its_new_place(work: Work) -> None:
    reads(work, moved())
    assert state(work).issue == ELSEWHERE


def test_what_happens_at_the_new_place_is_told_by_a_reading_of_the_old_one(work: Work) -> None:
    reads(work, moved())
    reads(work, moved(Category.DONE, "Done"))
    assert state(work).stage is Stage.RESOLVED


def test_what_is_told_of_both_places_is_told_once(work: Work) -> None:
    reads(work, moved())
    seen = replace(moved(), comments=(COMMENT,))
    reads(work, seen)
    issue_read(work, IssueRead("local", "34", seen), DESK, NOON)
    reads(work, seen)
    assert [type(one) for one in happened(work)].count(e.IssueCommented) == 1


def test_where_an_issue_was_before_it_moved_it_is_known_no_more(work: Work) -> None:
    reads(work, moved())
    assert work.issues.known("local", "17") is None
    assert work.issues.known("local", "34") == "34"


def test_a_moved_issue_goes_on_showing_what_it_showed(work: Work) -> None:
    work.issues.show("local", "17", "1 customer waits")
    reads(work, moved())
    assert work.issues.shown("local", "34") == "1 customer waits"


def test_each_hears_of_a_moved_issue_what_is_new_to_where_they_wait(work: Work) -> None:
    command = OpenEscalation("E2", "V2", MIA, INTAKE, e.Place("C_SUP"))
    open_escalation(work, command, DESK, NOON)
    issue_made(work, "E2", IssueMade(moved()), DESK, NOON)
    reads(work, moved(Category.DONE, "Done"))
    stages = [work.escalations.get(one).stage for one in ("E1", "E2")]
    assert stages == [Stage.RESOLVED, Stage.RESOLVED]
    assert state(work).issue == ELSEWHERE


def test_a_moved_issue_that_was_spoken_of_at_its_new_place_is_read_again(work: Work) -> None:
    receive_hint(work, "local", Hint("d1", ("34",)), NOON)
    reads(work, moved())
    assert fx.ReadIssue("local", "34") in owed(work)
