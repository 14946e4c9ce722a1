from dataclasses import replace
from datetime import timedelta

import pytest

from csopsbot.app import effects as fx
from csopsbot.app.deadlines import fire_due
from csopsbot.app.ports import Work
from csopsbot.app.receipts import IssueMade, IssueRead
from csopsbot.app.rereading import next_reading
from csopsbot.app.tracker import Hint
from csopsbot.app.tracking import issue_made, issue_read, receive_hint
from csopsbot.domain import events as e
from csopsbot.domain.document import plain
from csopsbot.domain.issue import Category, Issue, IssueComment, TrackerUser
from csopsbot.domain.stage import Stage
from tests.unit.app.house import ADA, DESK, NOON, happened, issue, opened, owed, reacts, state

KIM = TrackerUser("kim", "Kim")
US = TrackerUser("bot", "csopsbot", is_self=True)


@pytest.fixture(autouse=True)
def _linked(work: Work) -> None:
    opened(work)
    issue_made(work, "E1", IssueMade(issue()), DESK, NOON)
    owed(work)


def reads(work: Work, seen: Issue) -> None:
    issue_read(work, IssueRead("local", "17", seen), DESK, NOON)


@pytest.mark.parametrize(
    ("category", "stage"),
    [
        (Category.IN_PROGRESS, Stage.IN_PROGRESS),
        (Category.DONE, Stage.RESOLVED),
        (Category.REJECTED, Stage.DECLINED),
    ],
)
def test_a_move_in_the_tracker_is_the_step_it_means(
    work: Work, category: Category, stage: Stage
) -> None:
    reads(work, issue(category, "Elsewhere"))
    assert state(work).stage is stage


def test_the_echo_of_our_own_move_changes_the_card_alone(work: Work) -> None:
    reacts(work, ADA, "white_check_mark")
    owed(work)
    reads(work, issue(Category.DONE, "Done"))
    assert owed(work) == [fx.ShowSupportCard(), fx.ShowTeamCard()]
    assert state(work).assignee == ADA.actor


def test_the_echo_of_an_older_move_of_ours_undoes_no_newer_step(work: Work) -> None:
    reacts(work, ADA, "hammer_and_wrench")
    reacts(work, ADA, "white_check_mark")
    reads(work, issue(Category.IN_PROGRESS, "In progress"))
    assert state(work).stage is Stage.RESOLVED


def test_the_echo_of_a_move_of_ours_that_was_taken_back_means_no_step(work: Work) -> None:
    reacts(work, ADA, "hammer_and_wrench")
    reacts(work, ADA, "hammer_and_wrench", added=False)
    reads(work, issue(Category.IN_PROGRESS, "In progress"))
    assert state(work).stage is Stage.NEW


def test_a_move_in_the_tracker_that_nobody_asked_for_counts_while_one_of_ours_is_owed(
    work: Work,
) -> None:
    reacts(work, ADA, "eyes")
    reads(work, issue(Category.IN_PROGRESS, "In progress"))
    assert state(work).stage is Stage.IN_PROGRESS


def test_where_an_issue_is_on_its_way_to_what_we_asked_for_means_no_step(work: Work) -> None:
    reacts(work, ADA, "white_check_mark")
    reads(work, issue(Category.IN_PROGRESS, "In progress"))
    assert state(work).stage is Stage.RESOLVED


def test_who_moves_the_issue_back_after_it_followed_us_means_it(work: Work) -> None:
    reacts(work, ADA, "hammer_and_wrench")
    reacts(work, ADA, "white_check_mark")
    owed(work)
    reads(work, issue(Category.DONE, "Done"))
    reads(work, issue(Category.IN_PROGRESS, "In progress"))
    assert state(work).stage is Stage.IN_PROGRESS


def test_a_reading_that_was_overtaken_by_a_newer_one_says_nothing(work: Work) -> None:
    newer = replace(issue(Category.DONE, "Done"), updated_at=NOON + timedelta(seconds=2))
    older = replace(issue(Category.IN_PROGRESS), updated_at=NOON + timedelta(seconds=1))
    reads(work, newer)
    reads(work, older)
    assert state(work).stage is Stage.RESOLVED


def test_reading_the_same_again_is_nothing(work: Work) -> None:
    reads(work, issue())
    assert owed(work) == []


def test_the_assignee_of_the_issue_answers_for_what_nobody_took(work: Work) -> None:
    reads(work, replace(issue(), assignee=KIM))
    taken = state(work).assignee
    assert taken is not None
    assert (taken.name, taken.system, state(work).stage) == ("Kim", "tracker", Stage.TAKEN)


def test_an_assignment_of_our_own_takes_nothing(work: Work) -> None:
    reads(work, replace(issue(), assignee=US))
    assert state(work).assignee is None


def comment(author: TrackerUser, text: str, op: str | None = None) -> Issue:
    return replace(issue(), comments=(IssueComment("c1", author, plain(text), NOON, NOON, op),))


def test_a_comment_in_the_tracker_reaches_the_team(work: Work) -> None:
    reads(work, comment(KIM, "Found it"))
    assert owed(work) == [fx.TellTeam(3)]


def test_a_marked_comment_reaches_support_too(work: Work) -> None:
    reads(work, comment(KIM, "📣 Found it"))
    assert owed(work) == [fx.TellTeam(3), fx.TellSupport(4)]


@pytest.mark.parametrize(("author", "op"), [(US, None), (KIM, "E1:comment:2")])
def test_our_own_comment_comes_back_to_nobody(
    work: Work, author: TrackerUser, op: str | None
) -> None:
    reads(work, comment(author, "Which card?", op))
    assert owed(work) == []


def test_a_lost_issue_is_told_once(work: Work) -> None:
    gone = IssueRead("local", "17", None, "gone")
    issue_read(work, gone, DESK, NOON)
    issue_read(work, gone, DESK, NOON)
    assert [event for event in happened(work) if isinstance(event, e.IssueLost)] == [
        e.IssueLost(reason="gone")
    ]


def test_a_hint_about_an_issue_we_follow_owes_one_reading(work: Work) -> None:
    for delivery in ("d1", "d2", "d1"):
        receive_hint(work, "local", Hint(delivery, ("17",)), NOON)
    assert owed(work) == [fx.ReadIssue("local", "17")]


def test_a_hint_may_name_an_issue_by_its_key(work: Work) -> None:
    receive_hint(work, "local", Hint("d1", (issue().ref.key,)), NOON)
    assert owed(work) == [fx.ReadIssue("local", "17")]


def test_a_hint_about_a_strange_issue_costs_no_reading(work: Work) -> None:
    receive_hint(work, "local", Hint("d1", ("99",)), NOON)
    assert owed(work) == []


@pytest.mark.parametrize("name", ["18", "OPS-18"])
def test_an_issue_spoken_of_before_it_was_linked_is_read_when_it_is(work: Work, name: str) -> None:
    receive_hint(work, "local", Hint("d1", (name,)), NOON)
    early = replace(issue(), ref=replace(issue().ref, id="18", key="OPS-18"))
    issue_made(work, "E1", IssueMade(early), DESK, NOON)
    assert fx.ReadIssue("local", "18") in owed(work)


def test_an_issue_is_read_again_for_webhooks_get_lost(work: Work) -> None:
    assert fire_due(work, DESK, NOON + timedelta(minutes=4)) == 0
    assert fire_due(work, DESK, NOON + timedelta(minutes=5)) == 1
    assert owed(work) == [fx.ReadIssue("local", "17")]
    assert fire_due(work, DESK, NOON + timedelta(minutes=10)) == 1


def test_what_is_closed_is_read_hourly_and_in_the_end_no_more(work: Work) -> None:
    open_now = state(work)
    closed = replace(open_now, stage=Stage.RESOLVED, changed_at=NOON)
    assert next_reading(open_now, NOON) == NOON + timedelta(minutes=5)
    assert next_reading(closed, NOON) == NOON + timedelta(hours=1)
    assert next_reading(closed, NOON + timedelta(days=15)) is None


def test_an_issue_is_linked_to_its_card_whichever_comes_first(work: Work) -> None:
    issue_made(work, "E1", IssueMade(issue()), DESK, NOON)
    assert fx.LinkIssue() in owed(work)
