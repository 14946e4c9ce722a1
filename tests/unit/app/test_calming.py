from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from csopsbot.app import effects as fx
from csopsbot.app.deadlines import fire_due
from csopsbot.app.ports import Work
from csopsbot.app.receipts import IssueRead
from csopsbot.app.tracking import issue_read
from csopsbot.domain import events as e
from csopsbot.domain.document import plain
from csopsbot.domain.issue import Category, IssueComment, TrackerUser
from csopsbot.domain.stage import Stage
from tests.unit.app.house import DESK, NOON, happened, issue, owed, state

ROBOT = TrackerUser("robot", "Bridge")
MINUTE = timedelta(minutes=1)


pytestmark = pytest.mark.usefixtures("linked")


def comments(count: int, apart: timedelta, first: int = 0) -> tuple[IssueComment, ...]:
    return tuple(
        IssueComment(f"c{number}", ROBOT, plain(f"No {number}"), at, at)
        for number in range(first, first + count)
        for at in [NOON + number * apart]
    )


def reads(
    work: Work,
    said: tuple[IssueComment, ...],
    category: Category = Category.OPEN,
    at: datetime = NOON,
) -> None:
    seen = replace(issue(category, category.value), comments=said)
    issue_read(work, IssueRead("local", "17", seen), DESK, at)


def passed(work: Work) -> int:
    return sum(isinstance(one, e.IssueCommented) for one in happened(work))


def fires(work: Work, at: datetime) -> None:
    fire_due(work, DESK, at)


STORM = comments(25, timedelta(seconds=1))


def test_of_a_storm_the_first_twenty_comments_are_passed_on_and_the_team_is_told_once(
    work: Work,
) -> None:
    reads(work, STORM)
    reads(work, (*STORM, *comments(5, timedelta(seconds=1), 25)))
    assert passed(work) == 20
    assert happened(work).count(e.MirrorPaused()) == 1


def test_what_people_wrote_in_two_hours_that_nobody_looked_is_no_storm(work: Work) -> None:
    reads(work, comments(30, 4 * MINUTE))
    assert passed(work) == 30


def test_while_comments_stay_in_the_tracker_moves_go_on(work: Work) -> None:
    reads(work, STORM)
    reads(work, STORM, Category.IN_PROGRESS)
    assert state(work).stage is Stage.IN_PROGRESS


def test_after_ten_quiet_minutes_comments_are_passed_on_again_and_that_is_said(work: Work) -> None:
    reads(work, STORM)
    owed(work)
    fires(work, NOON + 10 * MINUTE)
    assert state(work).mirror_paused_at == NOON
    fires(work, NOON + 11 * MINUTE)
    assert owed(work) == [fx.TellTeam(state(work).version), fx.ShowTeamCard()]
    reads(work, (*STORM, *comments(1, MINUTE, 25)))
    assert passed(work) == 21


def test_a_storm_that_goes_on_is_waited_for(work: Work) -> None:
    reads(work, STORM)
    reads(work, (*STORM, *comments(1, MINUTE, 25)))
    for minute in range(10, 35):
        fires(work, NOON + minute * MINUTE)
    assert state(work).mirror_paused_at == NOON
    fires(work, NOON + 35 * MINUTE)
    assert state(work).mirror_paused_at is None


def test_what_is_read_late_of_a_storm_that_is_over_tells_of_it_no_more(work: Work) -> None:
    over = NOON + 11 * MINUTE
    reads(work, STORM)
    fires(work, over)
    reads(work, (*STORM, *comments(2, timedelta(seconds=1), 25)), at=over + MINUTE)
    assert [happened(work).count(one()) for one in (e.MirrorPaused, e.MirrorResumed)] == [1, 1]
    assert passed(work) == 20


def test_another_storm_is_told_again(work: Work) -> None:
    over = NOON + 11 * MINUTE
    reads(work, STORM)
    fires(work, over)
    reads(work, (*STORM, *comments(25, timedelta(seconds=1), 1200)), at=over + 10 * MINUTE)
    assert happened(work).count(e.MirrorPaused()) == 2
