"""An issue that was deleted or hidden, and can be seen again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from csopsbot.app import effects as fx
from csopsbot.app.opening import OpenEscalation, open_escalation
from csopsbot.app.ports import Work
from csopsbot.app.receipts import IssueMade, IssueRead
from csopsbot.app.steering import OnEscalation, merge
from csopsbot.app.tracking import issue_made, issue_read
from csopsbot.domain import events as e
from csopsbot.domain.issue import Category, Issue
from csopsbot.domain.stage import Stage
from tests.unit.app.house import ADA, DESK, INTAKE, MIA, NOON, issue, owed, reacts, state

pytestmark = pytest.mark.usefixtures("linked")


def is_lost(work: Work, reason: str = "gone") -> None:
    issue_read(work, IssueRead("local", "17", None, reason), DESK, NOON)
    owed(work)


def is_seen_again(work: Work, shows: Issue | None = None) -> list[fx.Effect]:
    issue_read(work, IssueRead("local", "17", shows or issue()), DESK, NOON)
    return owed(work)


def another_is_merged_into_it(work: Work) -> None:
    command = OpenEscalation("E2", "V2", MIA, INTAKE, e.Place("C_SUP"))
    open_escalation(work, command, DESK, NOON)
    issue_made(work, "E2", IssueMade(issue()), DESK, NOON)
    merge(work, OnEscalation(ADA, "E2"), 1, DESK, NOON)


@pytest.mark.parametrize("reason", ["gone", "hidden"])
def test_it_is_brought_to_where_the_escalation_has_come_meanwhile(work: Work, reason: str) -> None:
    is_lost(work, reason)
    reacts(work, ADA, "white_check_mark")
    owed(work)
    shown = {fx.SyncIssue(), fx.LinkIssue(), fx.ShowDemand("local", "17")}
    assert shown <= set(is_seen_again(work))


def test_who_moved_it_meanwhile_takes_the_escalation_along(work: Work) -> None:
    is_lost(work)
    reacts(work, ADA, "white_check_mark")
    owed(work)
    moved = replace(issue(Category.IN_PROGRESS, "Doing"), updated_at=NOON + timedelta(seconds=1))
    is_seen_again(work, moved)
    assert state(work).stage is Stage.IN_PROGRESS


def test_what_was_merged_into_another_hears_of_it_as_well(work: Work) -> None:
    another_is_merged_into_it(work)
    is_lost(work)
    assert work.escalations.get("E2").issue_trouble == "gone"
    is_seen_again(work)
    assert work.escalations.get("E2").issue_trouble == ""
