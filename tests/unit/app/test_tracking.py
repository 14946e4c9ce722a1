from dataclasses import replace
from datetime import timedelta

import pytest

from csopsbot.app import effects as fx
from csopsbot.app.deadlines import fire_due
from csopsbot.app.opening import OpenEscalation, open_escalation
from csopsbot.app.ports import Deadline, Work
from csopsbot.app.receipts import IssueMade, IssueRead, OwnMove
from csopsbot.app.steering import OnEscalation, customer_wrote, withdraw
from csopsbot.app.tracking import issue_made, issue_read, receive_hint
from csopsbot.app.webhooks import Hint
from csopsbot.domain import events as e
from csopsbot.domain.document import plain
from csopsbot.domain.issue import (
    Attachment,
    Category,
    Issue,
    IssueComment,
    TrackerUser,
    Version,
)
from csopsbot.domain.people import Actor
from csopsbot.domain.stage import Stage
from tests.unit.app.house import (
    ADA,
    DESK,
    INTAKE,
    MIA,
    NOON,
    happened,
    issue,
    owed,
    reacts,
    state,
)

KIM = TrackerUser("kim", "Kim")
LEE = TrackerUser("lee", "Lee")
US = TrackerUser("bot", "csopsbot", is_self=True)


pytestmark = pytest.mark.usefixtures("linked")


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


def test_what_was_closed_and_is_worked_on_is_said_to_be_open_again(work: Work) -> None:
    reads(work, issue(Category.DONE))
    owed(work)
    reads(work, issue(Category.IN_PROGRESS))
    assert [one.again for one in happened(work) if isinstance(one, e.Started)] == [True]


@pytest.mark.parametrize(("mover", "name"), [(KIM, "Kim"), (US, "PAY-1"), (None, "PAY-1")])
def test_who_moved_it_is_told_where_the_tracker_tells(
    work: Work, mover: TrackerUser | None, name: str
) -> None:
    moved = IssueRead("local", "17", issue(Category.DONE, "Done"), mover=mover)
    issue_read(work, moved, DESK, NOON)
    resolved = next(one for one in happened(work) if isinstance(one, e.Resolved))
    assert resolved.by.name == name


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


def moves(work: Work, seen: Issue, asked: Category, *, arrived: bool = True) -> None:
    """Move the issue for E1, and read it."""
    ours = OwnMove(asked, arrived=arrived)
    issue_read(work, IssueRead("local", "17", seen, move=ours), DESK, NOON, "E1")


def also_waits(work: Work) -> None:
    """Let E2 wait on the issue of E1."""
    command = OpenEscalation("E2", "V2", MIA, INTAKE, e.Place("C_SUP"))
    open_escalation(work, command, DESK, NOON)
    issue_made(work, "E2", IssueMade(issue()), DESK, NOON)
    owed(work)


DOING = issue(Category.IN_PROGRESS, "Doing")


def test_what_our_move_reached_before_it_was_stuck_is_a_step_of_nobody(work: Work) -> None:
    also_waits(work)
    reacts(work, ADA, "white_check_mark")
    owed(work)
    moves(work, DOING, Category.DONE, arrived=False)
    reads(work, DOING)
    assert [work.escalations.get(one).stage for one in ("E1", "E2")] == [Stage.RESOLVED, Stage.NEW]


def test_where_our_move_passes_by_is_a_step_of_nobody_who_waits(work: Work) -> None:
    also_waits(work)
    reacts(work, ADA, "white_check_mark")
    reads(work, DOING)
    assert work.escalations.get("E2").stage is Stage.NEW


def test_our_move_means_to_others_what_was_asked_though_it_was_seen_on_its_way(work: Work) -> None:
    also_waits(work)
    reads(work, issue(Category.DONE, "Done"))
    customer_wrote(work, OnEscalation(MIA, "E1"), None, DESK, NOON)
    reads(work, DOING)
    owed(work)
    moves(work, DOING, Category.OPEN)
    both = [work.escalations.get(one) for one in ("E1", "E2")]
    assert [(one.stage, one.nearest) for one in both] == [(Stage.TAKEN, DOING.status)] * 2


def test_what_we_move_for_one_is_told_to_others_in_the_name_of_who_asked(work: Work) -> None:
    also_waits(work)
    reads(work, replace(issue(Category.DONE, "Done"), assignee=KIM))
    customer_wrote(work, OnEscalation(MIA, "E1"), None, DESK, NOON)
    owed(work)
    moves(work, replace(issue(), assignee=KIM), Category.OPEN)
    assert _last(work, "E2") == e.Reopened(by=MIA.actor, with_issue=True)


@pytest.mark.parametrize("mover", [US, None])
def test_what_we_were_about_to_move_is_told_in_the_name_of_who_asked(
    work: Work, mover: TrackerUser | None
) -> None:
    also_waits(work)
    reacts(work, ADA, "white_check_mark")
    done = replace(issue(Category.DONE, "Done"), assignee=KIM)
    issue_read(work, IssueRead("local", "17", done, mover=mover), DESK, NOON)
    assert _last(work, "E2") == e.Resolved(by=ADA.actor)


def test_nobody_answers_for_work_that_nobody_is_known_to_have_begun(work: Work) -> None:
    issue_read(work, IssueRead("local", "17", DOING, mover=US), DESK, NOON)
    assert (state(work).stage, state(work).assignee) == (Stage.IN_PROGRESS, None)


def _last(work: Work, escalation: str) -> e.Event:
    return work.escalations.history(escalation)[-1].event


def test_an_issue_whose_workflow_reopens_into_work_was_started_by_nobody(work: Work) -> None:
    reads(work, issue(Category.DONE, "Done"))
    customer_wrote(work, OnEscalation(MIA, "E1"), None, DESK, NOON)
    owed(work)
    moves(work, DOING, Category.OPEN)
    reads(work, DOING)
    assert (state(work).stage, state(work).nearest) == (Stage.TAKEN, DOING.status)


def test_an_issue_that_somebody_moved_on_is_not_where_we_brought_it(work: Work) -> None:
    moves(work, DOING, Category.OPEN)
    reads(work, issue())
    assert state(work).nearest is None


def test_an_issue_is_not_where_we_brought_it_for_another_stage(work: Work) -> None:
    moves(work, DOING, Category.OPEN)
    reacts(work, ADA, "white_check_mark")
    assert state(work).nearest is None


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


def test_who_was_assigned_and_mended_it_since_the_last_reading_says_that_it_is_mended(
    work: Work,
) -> None:
    reads(work, replace(issue(Category.DONE, "Done"), assignee=KIM))
    assert [type(one) for one in happened(work)[-2:]] == [e.IssueChanged, e.Resolved]
    assert [(one.about, one.state) for one in state(work).drafts] == [("resolved", "open")]


def test_who_was_assigned_since_the_last_reading_has_it_before_another_starts(work: Work) -> None:
    begun = replace(issue(Category.IN_PROGRESS, "Doing"), assignee=KIM)
    issue_read(work, IssueRead("local", "17", begun, mover=LEE), DESK, NOON)
    steps = [one for one in happened(work) if isinstance(one, e.Taken | e.Started)]
    assert steps == [
        e.Taken(by=Actor("kim", "Kim", "tracker")),
        e.Started(by=Actor("lee", "Lee", "tracker")),
    ]


def test_who_is_assigned_to_what_is_opened_again_answers_for_it(work: Work) -> None:
    withdraw(work, OnEscalation(MIA, "E1"), "", DESK, NOON)
    reads(work, issue(Category.REJECTED, "Will not be done"))
    owed(work)
    reads(work, replace(issue(), assignee=KIM))
    assert [type(one) for one in happened(work)[-2:]] == [e.Reopened, e.Taken]


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


def test_a_file_in_the_tracker_is_told_of_and_brought_to_the_team(work: Work) -> None:
    file = Attachment("f1", "a.log", "http://board/f1", KIM, NOON)
    reads(work, replace(issue(), attachments=(file,)))
    assert owed(work) == [fx.TellTeam(3), fx.BringFile(3)]


PLANNED, OUT = Version("4.2"), Version("4.2", released=True)
FIX = e.FixReleased(version="4.2")


@pytest.mark.parametrize(
    ("category", "told"),
    [
        (Category.DONE, [FIX]),
        (Category.OPEN, [replace(FIX, still_open=True)]),
        (Category.IN_PROGRESS, [replace(FIX, still_open=True)]),
        (Category.REJECTED, []),
    ],
)
def test_a_version_that_is_out_has_the_fix_in_it_where_the_issue_is_done(
    work: Work, category: Category, told: list[e.Event]
) -> None:
    reads(work, replace(issue(category), versions=frozenset({PLANNED})))
    reads(work, replace(issue(category), versions=frozenset({OUT})))
    assert [one for one in happened(work) if isinstance(one, e.FixReleased)] == told


def test_what_engineering_says_is_fixed_is_out_with_the_version_wherever_the_issue_is(
    work: Work,
) -> None:
    reads(work, replace(issue(), versions=frozenset({PLANNED})))
    reacts(work, ADA, "white_check_mark")
    reads(work, replace(issue(), versions=frozenset({OUT})))
    assert happened(work)[-1] == FIX


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


def test_an_issue_that_reappears_is_told_once(work: Work) -> None:
    issue_read(work, IssueRead("local", "17", None, "hidden"), DESK, NOON)
    owed(work)
    reads(work, issue())
    reads(work, issue())
    told = [one for one in owed(work) if isinstance(one, fx.TellTeam)]
    assert told == [fx.TellTeam(4)]
    assert state(work).issue_trouble == ""


def test_a_deadline_of_the_time_when_issues_were_read_every_five_minutes_does_nothing(
    work: Work,
) -> None:
    work.deadlines.set(Deadline("reread:E1", NOON, "reread", "E1"))
    assert fire_due(work, DESK, NOON) == 1
    assert owed(work) == []


def test_an_issue_is_linked_to_its_card_whichever_comes_first(work: Work) -> None:
    issue_made(work, "E1", IssueMade(issue()), DESK, NOON)
    assert fx.LinkIssue() in owed(work)
