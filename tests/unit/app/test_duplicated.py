"""An issue that is closed as a duplicate of another: nobody is declined by that."""

from dataclasses import replace

import pytest

from csopsbot.app import effects as fx
from csopsbot.app.linking import issue_found, join, leave
from csopsbot.app.ports import Work
from csopsbot.app.receipts import IssueFound, IssueRead
from csopsbot.app.steering import OnEscalation
from csopsbot.app.tracking import issue_read
from csopsbot.domain import events as e
from csopsbot.domain.issue import Category, TrackerUser
from csopsbot.domain.stage import Stage
from tests.unit.app.house import ADA, DESK, NOON, REF, happened, issue, owed, reacts, state

KIM = TrackerUser("kim", "Kim")
ON = OnEscalation(ADA, "E1")
DUPLICATE = issue(Category.DUPLICATE, "Done")
OTHER = replace(issue(), ref=replace(REF, id="34", key="PAY-34"))

pytestmark = pytest.mark.usefixtures("linked")


def closed_as_duplicate(work: Work) -> None:
    owed(work)
    issue_read(work, IssueRead("local", "17", DUPLICATE, mover=KIM), DESK, NOON)


def test_it_is_declined_to_nobody_and_the_team_is_told_what_to_do(work: Work) -> None:
    closed_as_duplicate(work)
    assert state(work).stage is Stage.NEW
    told = next(one for one in happened(work) if isinstance(one, e.IssueDuplicated))
    assert (told.by.name, told.ref) == ("Kim", REF)
    assert set(owed(work)) == {
        fx.TellTeam(state(work).version),
        fx.ShowSupportCard(),
        fx.ShowTeamCard(),
    }


def test_it_can_be_linked_to_the_other_issue(work: Work) -> None:
    closed_as_duplicate(work)
    join(work, ON, "PAY-34", DESK, NOON)
    issue_found(work, "E1", IssueFound(state(work).version, OTHER), DESK, NOON)
    assert state(work).issue == OTHER.ref


def test_it_can_have_another_issue_of_its_own(work: Work) -> None:
    closed_as_duplicate(work)
    leave(work, ON, DESK, NOON)
    assert state(work).issue is None


def test_whoever_is_assigned_to_a_duplicate_has_not_taken_what_waits_on_it(work: Work) -> None:
    seen = replace(DUPLICATE, assignee=KIM)
    issue_read(work, IssueRead("local", "17", seen, mover=KIM), DESK, NOON)
    assert (state(work).stage, state(work).assignee) == (Stage.NEW, None)


def test_what_is_closed_already_hears_nothing_of_it(work: Work) -> None:
    reacts(work, ADA, "x")
    closed_as_duplicate(work)
    assert not any(isinstance(one, e.IssueDuplicated) for one in happened(work))
