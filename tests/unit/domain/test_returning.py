from dataclasses import replace
from datetime import timedelta

import pytest

from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.fold import begin
from csopsbot.domain.returning import left_for_good
from csopsbot.domain.stage import Stage
from tests.unit.app.house import DESK, INTAKE, MIA, NOON, REF

DAY = 86_400
BY = MIA.actor


def desk(within_s: int | None) -> Desk:
    team = DESK.teams[0]
    return replace(
        DESK, teams=(replace(team, project=replace(team.project, reopen_within_s=within_s)),)
    )


def closed(stage: Stage = Stage.RESOLVED) -> Escalation:
    opened = e.Opened(by=BY, intake=INTAKE, team="payments", support=e.Place("C"), language="en")
    return replace(begin("E1", 1, e.Recorded(1, NOON, opened)), stage=stage, issue=REF)


@pytest.mark.parametrize(
    ("within", "days", "leaves"),
    [(None, 400, False), (14 * DAY, 14, False), (14 * DAY, 15, True), (0, 1, True)],
)
def test_what_comes_back_late_gets_an_issue_of_its_own(
    within: int | None, days: int, leaves: bool
) -> None:
    later = NOON + timedelta(days=days)
    left = list(left_for_good(closed(), e.Reopened(by=BY), desk(within), later))
    assert [one.ref for one in left] == ([REF] if leaves else [])


def test_who_opens_the_issue_itself_wants_that_very_issue() -> None:
    late = NOON + timedelta(days=1)
    again = e.Reopened(by=BY, with_issue=True)
    assert not list(left_for_good(closed(), again, desk(0), late))


def test_what_goes_back_to_the_beginning_without_having_been_closed_keeps_its_issue() -> None:
    late = NOON + timedelta(days=1)
    begun = closed(Stage.IN_PROGRESS)
    assert not list(left_for_good(begun, e.Reopened(by=BY), desk(0), late))
