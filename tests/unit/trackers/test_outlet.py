"""What an escalation owes its issue, and how it is brought there."""

from dataclasses import replace

import pytest

from csopsbot.app import effects as fx
from csopsbot.app.failures import (
    AuthError,
    Blocked,
    Failure,
    Forbidden,
    Invalid,
    NotFound,
    Refused,
    Unanswered,
)
from csopsbot.app.ports import Call, Scene, Surface
from csopsbot.app.receipts import Done, IssueMade, IssueRead
from csopsbot.app.tracker import Capabilities, Gone, Hidden, MoveResult, Patch
from csopsbot.domain.desk import Desk, Severity, Team, TrackerProject
from csopsbot.domain.document import plain, to_text
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import Intake, Place, Recorded, Replied
from csopsbot.domain.issue import Category, IssueComment, TrackerUser
from csopsbot.domain.people import Actor, Person, Side
from csopsbot.domain.stage import Stage
from csopsbot.trackers.calls import Creation, Linking, Remark, Sync
from csopsbot.trackers.outlet import TrackerOutlet
from tests.unit.trackers.scripted import ADA, BOT, NOON, REF, ScriptedTracker, issue

PROJECT = TrackerProject(
    "scripted", "PAY", "Bug", frozenset({"from-support"}), {"customfield_1": "x"}
)
DESK = Desk(
    teams=(Team("pay", "Payments", "C_ENG", PROJECT),),
    severities=(Severity("s1", "S1: nobody can work", 1, "", "Highest"), Severity("s2", "S2", 2)),
    reactions={},
    share_reactions=frozenset(),
)
PERSON = Person("U_ADA", "Ada", email="ada@example.test")
NEW = Escalation(
    id="01HXYZ",
    number=7,
    opened_at=NOON,
    requester=Actor("U_MIA", "Mia"),
    intake=Intake("Acme", "Payments fail", "Since nine.", "s1"),
    team="pay",
    support=Place("C_SUP"),
    language="en",
)
LINKED = replace(NEW, issue=REF)
TAKEN = replace(LINKED, stage=Stage.TAKEN, assignee=PERSON.actor)
CARD = Surface("01HXYZ", "team", "C_ENG", "1.2", "h")


@pytest.fixture
def tracker() -> ScriptedTracker:
    return ScriptedTracker()


@pytest.fixture
def outlet(tracker: ScriptedTracker) -> TrackerOutlet:
    return TrackerOutlet(tracker, DESK, lambda card: f"https://chat.test/{card.ts}")


def creation(outlet: TrackerOutlet, escalation: Escalation = NEW) -> Creation:
    call = outlet.prepare(fx.CreateIssue(), Scene("k", escalation))
    assert call is not None
    assert isinstance(call.body, Creation)
    return call.body


def sync(outlet: TrackerOutlet, scene: Scene) -> Sync | None:
    call = outlet.prepare(fx.SyncIssue(), scene)
    if call is None:
        return None
    assert call.repeatable
    assert isinstance(call.body, Sync)
    return call.body


# creating


def test_an_issue_is_made_under_the_escalations_id(outlet: TrackerOutlet) -> None:
    assert creation(outlet).ref == "01hxyz"


def test_the_desk_says_what_kind_of_issue_it_is(outlet: TrackerOutlet) -> None:
    draft = creation(outlet).draft
    assert (draft.project, draft.issue_type, draft.priority) == ("PAY", "Bug", "Highest")
    assert draft.labels == {"from-support", "severity-s1"}
    assert draft.fields == {"customfield_1": "x"}


def test_an_issue_leads_back_to_the_team_card(outlet: TrackerOutlet) -> None:
    scene = Scene("K", LINKED, surfaces={"team": CARD})
    call = outlet.prepare(fx.LinkIssue(), scene)
    assert call is not None
    assert call.repeatable
    assert call.body == Linking(REF, "https://chat.test/1.2", "ESC-7 in Slack", "csopsbot:01hxyz")


def test_without_a_card_there_is_nothing_to_link_to(outlet: TrackerOutlet) -> None:
    assert outlet.prepare(fx.LinkIssue(), Scene("K", LINKED)) is None


def test_what_happens_is_shortened_to_what_the_tracker_holds() -> None:
    small = ScriptedTracker(capabilities=Capabilities("none", False, "doc", "free", max_body=200))
    intake = replace(NEW.intake, details="x" * 1000)
    draft = creation(TrackerOutlet(small, DESK), replace(NEW, intake=intake)).draft
    assert len(to_text(draft.body)) <= 200


def test_an_escalation_that_has_an_issue_gets_no_other(outlet: TrackerOutlet) -> None:
    assert outlet.prepare(fx.CreateIssue(), Scene("k", LINKED)) is None


async def test_a_made_issue_comes_back(outlet: TrackerOutlet) -> None:
    call = Call("k", creation(outlet))
    assert await outlet.send(call) == IssueMade(issue())


async def test_a_lost_issue_is_looked_for_by_its_ref(
    outlet: TrackerOutlet, tracker: ScriptedTracker
) -> None:
    tracker.found = issue()
    assert await outlet.find(Call("k", creation(outlet)), NOON) == IssueMade(issue())
    assert tracker.asked == [("find", "PAY", "01hxyz", NOON)]


async def test_an_issue_that_was_not_made_is_not_found(outlet: TrackerOutlet) -> None:
    assert await outlet.find(Call("k", creation(outlet)), NOON) is None


# commenting


REPLY = Replied(by=PERSON.actor, side=Side.ENGINEERING, body=plain("On it"), channel="C", ts="1")


def test_a_comment_has_the_orders_key(outlet: TrackerOutlet) -> None:
    call = outlet.prepare(fx.CommentOnIssue(3), Scene("k:3", LINKED, Recorded(3, NOON, REPLY)))
    assert call is not None
    assert isinstance(call.body, Remark)
    assert call.body.op == "k:3"


def test_without_an_issue_there_is_nothing_to_comment_on(outlet: TrackerOutlet) -> None:
    with pytest.raises(Refused, match="ESC-7 has no issue"):
        outlet.prepare(fx.CommentOnIssue(3), Scene("k", NEW, Recorded(3, NOON, REPLY)))


def test_an_issue_in_another_tracker_is_refused(outlet: TrackerOutlet) -> None:
    elsewhere = replace(LINKED, issue=replace(REF, tracker="jira"))
    with pytest.raises(Refused, match="is in jira"):
        outlet.prepare(fx.SyncIssue(), Scene("k", elsewhere))


def test_a_deleted_issue_is_left_alone(outlet: TrackerOutlet) -> None:
    with pytest.raises(Refused, match="was deleted"):
        outlet.prepare(fx.SyncIssue(), Scene("k", replace(LINKED, issue_trouble="gone")))


async def test_a_comment_is_sent_and_found_by_its_op(
    outlet: TrackerOutlet, tracker: ScriptedTracker
) -> None:
    call = Call("k:3", Remark(REF, plain("On it"), "k:3"))
    assert await outlet.send(call) == Done()
    assert await outlet.find(call, NOON) is None
    tracker.found_comment = IssueComment("1", BOT, plain("On it"), NOON, NOON, "k:3")
    assert await outlet.find(call, NOON) == Done()


# bringing it where the escalation stands


@pytest.mark.parametrize(
    ("stage", "category"),
    [
        (Stage.NEW, Category.OPEN),
        (Stage.TAKEN, Category.OPEN),
        (Stage.IN_PROGRESS, Category.IN_PROGRESS),
        (Stage.RESOLVED, Category.DONE),
        (Stage.DECLINED, Category.REJECTED),
        (Stage.DECLINED, Category.DUPLICATE),
    ],
)
def test_an_issue_that_stands_where_it_should_is_left_alone(
    outlet: TrackerOutlet, stage: Stage, category: Category
) -> None:
    scene = Scene("k", replace(LINKED, stage=stage), issue=issue(category))
    assert sync(outlet, scene) is None


@pytest.mark.parametrize(
    ("stage", "category"),
    [
        (Stage.NEW, Category.IN_PROGRESS),
        (Stage.RESOLVED, Category.REJECTED),
        (Stage.RESOLVED, Category.DUPLICATE),
        (Stage.DECLINED, Category.DONE),
    ],
)
def test_an_issue_that_stands_elsewhere_is_moved(
    outlet: TrackerOutlet, stage: Stage, category: Category
) -> None:
    scene = Scene("k", replace(LINKED, stage=stage), issue=issue(category))
    assert sync(outlet, scene) == Sync(REF, stage.category)


def test_an_issue_that_was_never_read_is_moved(outlet: TrackerOutlet) -> None:
    assert sync(outlet, Scene("k", LINKED)) == Sync(REF, Category.OPEN)


@pytest.mark.parametrize("given", [None, BOT, TrackerUser("ben", "Ben")])
def test_who_has_just_taken_it_is_assigned(
    outlet: TrackerOutlet, given: TrackerUser | None
) -> None:
    scene = Scene("k", TAKEN, issue=issue(assignee=given), assignee=PERSON)
    assert sync(outlet, scene) == Sync(REF, Category.OPEN, "ada@example.test")


def test_who_has_it_already_is_not_assigned_again(outlet: TrackerOutlet) -> None:
    assert sync(outlet, Scene("k", TAKEN, issue=issue(assignee=ADA), assignee=PERSON)) is None


def test_who_was_named_in_the_tracker_keeps_what_is_under_way(outlet: TrackerOutlet) -> None:
    started = replace(TAKEN, stage=Stage.IN_PROGRESS)
    ben = issue(Category.IN_PROGRESS, TrackerUser("ben", "Ben"))
    assert sync(outlet, Scene("k", started, issue=ben, assignee=PERSON)) is None


def test_who_took_it_back_is_relieved_of_it(outlet: TrackerOutlet) -> None:
    scene = Scene("k", LINKED, issue=issue(assignee=ADA), relieved=PERSON)
    assert sync(outlet, scene) == Sync(REF, Category.OPEN, relieved="ada@example.test")


def test_an_issue_that_nobody_has_is_taken_from_nobody(outlet: TrackerOutlet) -> None:
    assert sync(outlet, Scene("k", LINKED, issue=issue(), relieved=PERSON)) is None


@pytest.mark.parametrize(
    ("holder", "given"), [(ADA, True), (TrackerUser("ben", "Ada"), False), (None, False)]
)
async def test_only_from_whom_it_is_with_is_it_taken(
    outlet: TrackerOutlet, tracker: ScriptedTracker, holder: TrackerUser | None, given: bool
) -> None:
    tracker.shows = issue(assignee=holder)
    await outlet.send(Call("k", Sync(REF, Category.OPEN, relieved="ada@example.test")))
    assert (("update", Patch(assignee_id="")) in tracker.asked) is given


def test_a_duplicate_that_is_assigned_stays_a_duplicate(outlet: TrackerOutlet) -> None:
    declined = replace(TAKEN, stage=Stage.DECLINED)
    scene = Scene("k", declined, issue=issue(Category.DUPLICATE), assignee=PERSON)
    assert sync(outlet, scene) == Sync(REF, Category.DUPLICATE, "ada@example.test")


def test_nobody_is_assigned_where_addresses_are_not_known() -> None:
    blind = ScriptedTracker(capabilities=Capabilities("none", False, "doc", "free"))
    scene = Scene("k", TAKEN, issue=issue(), assignee=PERSON)
    assert sync(TrackerOutlet(blind, DESK), scene) is None


async def test_it_is_moved_then_assigned_then_read(
    outlet: TrackerOutlet, tracker: ScriptedTracker
) -> None:
    receipt = await outlet.send(Call("k", Sync(REF, Category.IN_PROGRESS, "ada@example.test")))
    assert receipt == IssueRead("scripted", "17", issue())
    assert tracker.asked == [
        ("move", Category.IN_PROGRESS),
        ("find_user", "ada@example.test"),
        ("update", Patch(assignee_id="ada")),
        ("get", "17"),
    ]


async def test_an_address_that_nobody_has_changes_nothing(
    outlet: TrackerOutlet, tracker: ScriptedTracker
) -> None:
    tracker.user = None
    await outlet.send(Call("k", Sync(REF, Category.OPEN, "ada@example.test")))
    assert "update" not in [call[0] for call in tracker.asked]


@pytest.mark.parametrize(
    "failure", [Invalid("not assignable"), Forbidden("no right"), Blocked("no such method")]
)
async def test_a_refused_assignment_does_not_hide_the_move(
    outlet: TrackerOutlet, tracker: ScriptedTracker, failure: Failure
) -> None:
    tracker.update_fails = failure
    receipt = await outlet.send(Call("k", Sync(REF, Category.OPEN, "ada@example.test")))
    assert receipt == IssueRead("scripted", "17", issue())


@pytest.mark.parametrize("failure", [NotFound(), Forbidden(), Blocked("405")])
async def test_a_tracker_that_takes_no_links_does_without(
    outlet: TrackerOutlet, tracker: ScriptedTracker, failure: Failure
) -> None:
    tracker.link_fails = failure
    assert await outlet.send(Call("k", Linking(REF, "https://x.test", "X", "card"))) == Done()


async def test_a_refused_token_is_no_courtesys_own_trouble(
    outlet: TrackerOutlet, tracker: ScriptedTracker
) -> None:
    tracker.link_fails = tracker.update_fails = AuthError()
    for body in (Linking(REF, "u", "t", "k"), Sync(REF, Category.OPEN, "ada@example.test")):
        with pytest.raises(AuthError):
            await outlet.send(Call("k", body))


async def test_an_assignment_without_an_answer_is_tried_again(
    outlet: TrackerOutlet, tracker: ScriptedTracker
) -> None:
    tracker.update_fails = Unanswered()
    with pytest.raises(Unanswered):
        await outlet.send(Call("k", Sync(REF, Category.OPEN, "ada@example.test")))


async def test_an_impossible_move_says_what_is_possible(
    outlet: TrackerOutlet, tracker: ScriptedTracker
) -> None:
    tracker.moves = MoveResult("impossible", "To do", ("In progress", "Blocked"))
    with pytest.raises(Refused, match=r"from To do .* offers In progress, Blocked"):
        await outlet.send(Call("k", Sync(REF, Category.DONE)))


# reading


@pytest.mark.parametrize(("there", "reason"), [(Gone(), "gone"), (Hidden(), "hidden")])
async def test_an_issue_that_cannot_be_seen_says_why(
    outlet: TrackerOutlet, tracker: ScriptedTracker, there: Gone | Hidden, reason: str
) -> None:
    tracker.shows = there
    call = outlet.prepare(fx.ReadIssue("scripted", "17"), Scene("k"))
    assert call is not None
    assert await outlet.send(call) == IssueRead("scripted", "17", None, reason)


def test_a_reading_may_be_repeated(outlet: TrackerOutlet) -> None:
    call = outlet.prepare(fx.ReadIssue("scripted", "17"), Scene("k"))
    assert call is not None
    assert call.repeatable


@pytest.mark.parametrize(
    "effect", [fx.ReadIssue("jira", "17"), fx.ShowTeamCard(), fx.PostWebhook("17", "1")]
)
def test_what_is_not_a_trackers_is_refused(outlet: TrackerOutlet, effect: fx.Effect) -> None:
    with pytest.raises(Refused):
        outlet.prepare(effect, Scene("k", LINKED))


def test_a_comment_on_no_event_is_refused(outlet: TrackerOutlet) -> None:
    with pytest.raises(Refused):
        outlet.prepare(fx.CommentOnIssue(3), Scene("k", LINKED))
