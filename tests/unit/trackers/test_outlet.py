"""What an escalation owes its issue, and how it is brought there."""

from dataclasses import replace
from typing import get_args

import pytest

from csopsbot.app import effects as fx
from csopsbot.app.abilities import Capabilities
from csopsbot.app.failures import (
    AuthError,
    Blocked,
    Failure,
    Forbidden,
    Invalid,
    NoIssue,
    NotFound,
    Refused,
    Stuck,
    Unanswered,
)
from csopsbot.app.ports import Call, Scene
from csopsbot.app.receipts import Done, IssueMade, IssueRead, NotGiven, OwnMove, PeopleFound
from csopsbot.app.tracker import Gone, Hidden, MoveResult, Patch
from csopsbot.domain.desk import TrackerProject
from csopsbot.domain.document import plain, to_text
from csopsbot.domain.events import (
    AccountNamed,
    IssueLeft,
    Recorded,
    Replied,
)
from csopsbot.domain.issue import Category, Issue, IssueComment, IssueRef, TrackerUser
from csopsbot.domain.people import Side
from csopsbot.domain.stage import Stage
from csopsbot.trackers.calls import Linking, PersonSearch, Remark
from csopsbot.trackers.outlet import TrackerOutlet
from csopsbot.trackers.syncing import Sync, Whom
from tests.unit.trackers.owing import (
    CARD,
    DESK,
    LINKED,
    NEW,
    PERSON,
    PROJECT,
    TAKEN,
    creation,
    sync,
)
from tests.unit.trackers.scripted import ABLE, ADA, BOT, NOON, REF, ScriptedTracker, issue

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
    small = ScriptedTracker(capabilities=Capabilities("none", max_body=200))
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


def test_an_issue_in_another_tracker_is_refused(outlet: TrackerOutlet) -> None:
    elsewhere = replace(LINKED, issue=replace(REF, tracker="jira"))
    with pytest.raises(Refused, match="is in jira"):
        outlet.prepare(fx.SyncIssue(), Scene("k", elsewhere))


ON_ISSUE = [
    fx.CommentOnIssue(3),
    fx.AmendComment(3),
    fx.AttachToIssue(3, 0),
    fx.LogWork(3),
    fx.SyncIssue(),
    fx.LinkIssue(),
]


@pytest.mark.parametrize("effect", ON_ISSUE)
def test_nothing_is_sent_to_a_deleted_issue(outlet: TrackerOutlet, effect: fx.Effect) -> None:
    gone = replace(LINKED, issue_trouble="gone")
    with pytest.raises(NoIssue):
        outlet.prepare(effect, Scene("k", gone, Recorded(3, NOON, REPLY)))


@pytest.mark.parametrize("effect", ON_ISSUE)
@pytest.mark.parametrize("former", [None, REF])
def test_nothing_is_sent_where_there_is_no_issue(
    outlet: TrackerOutlet, former: IssueRef | None, effect: fx.Effect
) -> None:
    with pytest.raises(NoIssue):
        outlet.prepare(effect, Scene("k", replace(NEW, former=former), Recorded(3, NOON, REPLY)))


def test_everything_that_is_said_on_an_issue_is_known_as_such() -> None:
    assert {type(one) for one in ON_ISSUE} == set(get_args(fx.OnIssue))


async def test_an_issue_that_takes_no_farewell_is_left_without_one(
    outlet: TrackerOutlet, tracker: ScriptedTracker
) -> None:
    left = Recorded(3, NOON, IssueLeft(by=REPLY.by, ref=REF, why="unlinked"))
    call = outlet.prepare(fx.TellFormer(3), Scene("k:3", NEW, left))
    assert call is not None
    tracker.comment_fails = NotFound()
    assert await outlet.send(call) == Done()


async def test_an_issue_that_was_left_says_so_at_its_link_as_well(
    outlet: TrackerOutlet, tracker: ScriptedTracker
) -> None:
    left = Recorded(3, NOON, IssueLeft(by=REPLY.by, ref=REF, why="unlinked"))
    scene = Scene("k:3", NEW, left, surfaces={"team": CARD})
    call = outlet.prepare(fx.TellFormer(3), scene)
    assert call is not None
    assert await outlet.send(call) == Done()
    said = "ESC-7 in Slack, which does not wait on this issue any more"
    link = ("link", "https://chat.test/1.2", said, "csopsbot:01hxyz")
    assert tracker.asked[0] == link
    assert tracker.asked[1][0] == "comment"


async def test_a_comment_that_is_refused_is_told_of(
    outlet: TrackerOutlet, tracker: ScriptedTracker
) -> None:
    tracker.comment_fails = NotFound()
    with pytest.raises(NotFound):
        await outlet.send(Call("k:3", Remark(REF, plain("On it"), "k:3")))


async def test_a_comment_is_sent_and_found_by_its_op(
    outlet: TrackerOutlet, tracker: ScriptedTracker
) -> None:
    call = Call("k:3", Remark(REF, plain("On it"), "k:3"))
    assert await outlet.send(call) == Done()
    assert await outlet.find(call, NOON) is None
    tracker.found_comment = IssueComment("1", BOT, plain("On it"), NOON, NOON, "k:3")
    assert await outlet.find(call, NOON) == Done()


# bringing it where the escalation stands


BY_ADDRESS = Whom("U_ADA", email="ada@example.test")
BY_NAME = replace(ABLE, people="by_name")


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
    before = replace(BY_ADDRESS, instead_of=given.id if given else "")
    assert sync(outlet, scene) == Sync(REF, Category.OPEN, before)


def test_who_has_it_beside_others_is_not_assigned_again(outlet: TrackerOutlet) -> None:
    shared = replace(issue(assignee=TrackerUser("ben", "Ben")), also_with=frozenset({"ada"}))
    scene = Scene("k", TAKEN, issue=shared, assignee=PERSON, accounts={PERSON.id: "ada"})
    assert sync(outlet, scene) is None


async def test_who_takes_it_over_has_it_instead_of_the_one_before(
    outlet: TrackerOutlet, tracker: ScriptedTracker
) -> None:
    over = replace(BY_ADDRESS, instead_of="ben")
    await outlet.send(Call("k", Sync(REF, Category.OPEN, over)))
    assert ("update", Patch(assignee_id="ada", relieved_id="ben")) in tracker.asked


def test_who_has_it_already_is_not_assigned_again(outlet: TrackerOutlet) -> None:
    assert sync(outlet, Scene("k", TAKEN, issue=issue(assignee=ADA), assignee=PERSON)) is None


def test_who_was_named_in_the_tracker_keeps_what_is_under_way(outlet: TrackerOutlet) -> None:
    started = replace(TAKEN, stage=Stage.IN_PROGRESS)
    ben = issue(Category.IN_PROGRESS, TrackerUser("ben", "Ben"))
    assert sync(outlet, Scene("k", started, issue=ben, assignee=PERSON)) is None


def test_who_took_it_back_is_relieved_of_it(outlet: TrackerOutlet) -> None:
    scene = Scene("k", LINKED, issue=issue(assignee=ADA), relieved=PERSON)
    assert sync(outlet, scene) == Sync(REF, Category.OPEN, relieved=BY_ADDRESS)


def test_an_issue_that_nobody_has_is_taken_from_nobody(outlet: TrackerOutlet) -> None:
    assert sync(outlet, Scene("k", LINKED, issue=issue(), relieved=PERSON)) is None


@pytest.mark.parametrize(
    ("holder", "given"), [(ADA, True), (TrackerUser("ben", "Ada"), False), (None, False)]
)
async def test_only_from_whom_it_is_with_is_it_taken(
    outlet: TrackerOutlet, tracker: ScriptedTracker, holder: TrackerUser | None, given: bool
) -> None:
    tracker.shows = issue(assignee=holder)
    await outlet.send(Call("k", Sync(REF, Category.OPEN, relieved=BY_ADDRESS)))
    assert (("update", Patch(relieved_id="ada")) in tracker.asked) is given


async def test_who_has_it_beside_others_is_relieved_of_it_alone(
    outlet: TrackerOutlet, tracker: ScriptedTracker
) -> None:
    tracker.shows = replace(issue(assignee=BOT), also_with=frozenset({"ada"}))
    await outlet.send(Call("k", Sync(REF, Category.OPEN, relieved=BY_ADDRESS)))
    assert ("update", Patch(relieved_id="ada")) in tracker.asked


def test_a_duplicate_that_is_assigned_stays_a_duplicate(outlet: TrackerOutlet) -> None:
    declined = replace(TAKEN, stage=Stage.DECLINED)
    scene = Scene("k", declined, issue=issue(Category.DUPLICATE), assignee=PERSON)
    assert sync(outlet, scene) == Sync(REF, Category.DUPLICATE, BY_ADDRESS)


def test_nobody_is_assigned_where_nobody_has_an_account() -> None:
    alone = ScriptedTracker(capabilities=Capabilities("none"))
    scene = Scene("k", TAKEN, issue=issue(), assignee=PERSON)
    assert sync(TrackerOutlet(alone, DESK), scene) is None


def test_who_has_said_who_they_are_is_assigned_by_that_and_not_by_address(
    outlet: TrackerOutlet,
) -> None:
    scene = Scene("k", TAKEN, issue=issue(), assignee=PERSON, accounts={PERSON.id: "a.novak"})
    made = sync(outlet, scene)
    assert made is not None
    assert made.to == Whom("U_ADA", "a.novak", "ada@example.test")


def test_an_account_tells_who_has_it_already_whatever_they_are_called(
    outlet: TrackerOutlet,
) -> None:
    held = issue(assignee=TrackerUser("a.novak", "Novak, A."))
    scene = Scene("k", TAKEN, issue=held, assignee=PERSON, accounts={PERSON.id: "a.novak"})
    assert sync(outlet, scene) is None


async def test_where_addresses_tell_nothing_nobody_is_looked_for_by_one() -> None:
    hub = ScriptedTracker(capabilities=BY_NAME)
    outlet = TrackerOutlet(hub, DESK)
    made = sync(outlet, Scene("k", TAKEN, issue=issue(), assignee=PERSON))
    assert made is not None
    receipt = await outlet.send(Call("k", made))
    assert receipt == IssueRead("scripted", "17", issue(), stranger="U_ADA")
    assert [call[0] for call in hub.asked] == ["move", "get"]


def test_who_was_asked_and_cannot_be_found_otherwise_is_not_asked_again() -> None:
    hub = TrackerOutlet(ScriptedTracker(capabilities=BY_NAME), DESK)
    scene = Scene("k", TAKEN, issue=issue(), assignee=PERSON, accounts={PERSON.id: ""})
    assert sync(hub, scene) is None


@pytest.mark.parametrize(
    ("words", "way", "people"),
    [("ada", "find_people", (ADA, BOT)), ("ada@example.test", "find_user", (ADA,))],
)
async def test_who_somebody_says_they_are_is_looked_for(
    outlet: TrackerOutlet,
    tracker: ScriptedTracker,
    words: str,
    way: str,
    people: tuple[TrackerUser, ...],
) -> None:
    tracker.people = (ADA, BOT)
    named = AccountNamed(by=PERSON.actor, words=words, language="en")
    call = outlet.prepare(fx.FindPerson(3), Scene("k", LINKED, Recorded(3, NOON, named)))
    assert call is not None
    assert call.body == PersonSearch(3, words)
    assert await outlet.send(call) == PeopleFound(3, "scripted", people)
    assert tracker.asked == [(way, words)]


async def test_it_is_moved_then_assigned_then_read(
    outlet: TrackerOutlet, tracker: ScriptedTracker
) -> None:
    receipt = await outlet.send(Call("k", Sync(REF, Category.IN_PROGRESS, BY_ADDRESS)))
    assert receipt == IssueRead("scripted", "17", issue())
    assert tracker.asked == [
        ("move", Category.IN_PROGRESS),
        ("find_user", "ada@example.test"),
        ("update", Patch(assignee_id="ada")),
        ("get", "17"),
    ]


async def test_an_address_that_nobody_has_changes_nothing_and_is_told(
    outlet: TrackerOutlet, tracker: ScriptedTracker
) -> None:
    tracker.user = None
    receipt = await outlet.send(Call("k", Sync(REF, Category.OPEN, BY_ADDRESS)))
    assert receipt == IssueRead("scripted", "17", issue(), stranger="U_ADA")
    assert "update" not in [call[0] for call in tracker.asked]


@pytest.mark.parametrize(
    "failure", [Invalid("not assignable"), Forbidden("no right"), Blocked("no such method")]
)
async def test_a_refused_assignment_does_not_hide_the_move_and_is_told(
    outlet: TrackerOutlet, tracker: ScriptedTracker, failure: Failure
) -> None:
    tracker.update_fails = failure
    receipt = await outlet.send(Call("k", Sync(REF, Category.OPEN, BY_ADDRESS)))
    told = NotGiven("U_ADA", str(failure))
    assert receipt == IssueRead("scripted", "17", issue(), not_given=told)


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
    for body in (Linking(REF, "u", "t", "k"), Sync(REF, Category.OPEN, BY_ADDRESS)):
        with pytest.raises(AuthError):
            await outlet.send(Call("k", body))


async def test_an_assignment_without_an_answer_is_tried_again(
    outlet: TrackerOutlet, tracker: ScriptedTracker
) -> None:
    tracker.update_fails = Unanswered()
    with pytest.raises(Unanswered):
        await outlet.send(Call("k", Sync(REF, Category.OPEN, BY_ADDRESS)))


DOING = issue(Category.IN_PROGRESS, name="In progress")


async def test_a_reading_after_our_move_says_what_was_asked(
    outlet: TrackerOutlet, tracker: ScriptedTracker
) -> None:
    tracker.shows = DOING
    receipt = await outlet.send(Call("k", Sync(REF, Category.OPEN)))
    ours = OwnMove(Category.OPEN, arrived=True)
    assert receipt == IssueRead("scripted", "17", DOING, move=ours)


@pytest.mark.parametrize(
    ("moved", "shown"),
    [(MoveResult("already", "In progress"), DOING), (MoveResult("moved", "In progress"), issue())],
)
async def test_what_others_moved_is_no_move_of_ours(
    outlet: TrackerOutlet, tracker: ScriptedTracker, moved: MoveResult, shown: Issue
) -> None:
    tracker.moves, tracker.shows = moved, shown
    receipt = await outlet.send(Call("k", Sync(REF, Category.IN_PROGRESS)))
    assert receipt == IssueRead("scripted", "17", shown)


@pytest.mark.parametrize(
    "moved", [MoveResult("impossible", "In progress"), Invalid("Jira asks for a resolution")]
)
async def test_a_move_that_is_stuck_says_how_far_it_got(
    outlet: TrackerOutlet, tracker: ScriptedTracker, moved: MoveResult | Failure
) -> None:
    tracker.moves, tracker.shows = moved, DOING
    with pytest.raises(Stuck) as stuck:
        await outlet.send(Call("k", Sync(REF, Category.DONE)))
    ours = OwnMove(Category.DONE, arrived=False)
    assert stuck.value.receipt == IssueRead("scripted", "17", DOING, move=ours)


async def test_a_move_of_an_issue_that_is_gone_is_not_found(
    outlet: TrackerOutlet, tracker: ScriptedTracker
) -> None:
    tracker.moves = NotFound()
    with pytest.raises(NotFound):
        await outlet.send(Call("k", Sync(REF, Category.DONE)))


def test_an_issue_whose_workflow_leads_no_nearer_is_only_assigned(outlet: TrackerOutlet) -> None:
    taken = replace(TAKEN, nearest=DOING.status)
    scene = Scene("k", taken, issue=DOING, assignee=PERSON)
    assert sync(outlet, scene) == Sync(REF, Category.IN_PROGRESS, BY_ADDRESS)
    assert sync(outlet, replace(scene, assignee=None)) is None


async def test_an_impossible_move_says_what_is_possible(
    outlet: TrackerOutlet, tracker: ScriptedTracker
) -> None:
    tracker.moves = MoveResult("impossible", "To do", ("In progress", "Blocked"))
    with pytest.raises(Refused, match=r"from To do .* offers In progress, Blocked"):
        await outlet.send(Call("k", Sync(REF, Category.DONE)))


async def test_an_impossible_move_to_a_named_status_names_it(
    outlet: TrackerOutlet, tracker: ScriptedTracker
) -> None:
    tracker.moves = MoveResult("impossible", "To do", ("In progress",))
    with pytest.raises(Refused, match=r"to Review, the desk file's status for in progress;"):
        await outlet.send(Call("k", Sync(REF, Category.IN_PROGRESS, status="Review")))


OPS = TrackerProject(
    "scripted",
    "OPS",
    statuses={Category.DONE: "Released"},
    move_fields={Category.DONE: {"resolution": "Out"}},
    comments_internal=False,
)
PAY = replace(PROJECT, statuses={Category.DONE: "Done"})
TEAMS = (replace(DESK.teams[0], project=PAY), replace(DESK.teams[0], key="ops", project=OPS))


@pytest.mark.parametrize(
    ("team", "projects", "status", "fields", "internal"),
    [
        ("pay", {"OPS", "4711"}, "Released", {"resolution": "Out"}, False),
        ("ops", {"PAY"}, "Done", {}, True),
        ("ops", {"ops"}, "Released", {"resolution": "Out"}, False),
        ("ops", {"ELSEWHERE"}, "", {}, True),
        ("ops", set(), "Released", {"resolution": "Out"}, False),
    ],
)
def test_the_project_an_issue_is_in_says_how_it_is_moved_and_commented_on(
    tracker: ScriptedTracker,
    team: str,
    projects: set[str],
    status: str,
    fields: dict[str, object],
    internal: bool,
) -> None:
    outlet = TrackerOutlet(tracker, replace(DESK, teams=TEAMS))
    there = replace(issue(), projects=frozenset(projects))
    escalation = replace(LINKED, team=team, stage=Stage.RESOLVED)
    said = Scene("k", escalation, Recorded(3, NOON, REPLY), issue=there)
    assert sync(outlet, said) == Sync(REF, Category.DONE, status=status, fields=fields)
    remark = outlet.prepare(fx.CommentOnIssue(3), said)
    assert remark is not None
    assert isinstance(remark.body, Remark)
    assert remark.body.internal is internal


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
