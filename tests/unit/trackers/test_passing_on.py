"""Links, demands, corrections, files and time: what else goes to an issue."""

from dataclasses import replace
from datetime import timedelta
from typing import Literal

import pytest

from csopsbot.app import effects as fx
from csopsbot.app.failures import (
    Invalid,
    Refused,
    TooLarge,
)
from csopsbot.app.ports import Scene
from csopsbot.app.receipts import DemandShown, Done, IssueFound, IssueRead
from csopsbot.app.tracker import (
    File,
    Gone,
    Hidden,
    HistoryEntry,
    MoveResult,
    WorkDone,
)
from csopsbot.domain.document import Doc, Link, Paragraph, plain, to_text
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import (
    Amended,
    IssueLinked,
    LinkAsked,
    Recorded,
    Replied,
    SharedFile,
    WorkLogged,
)
from csopsbot.domain.issue import Attachment, Category
from csopsbot.domain.people import Side
from csopsbot.domain.stage import Stage
from csopsbot.trackers.calls import Creation, Demanding
from csopsbot.trackers.farewell import Farewell
from csopsbot.trackers.outlet import TrackerOutlet
from csopsbot.trackers.passing_on import Attaching, Correction, TimeSpent
from tests.unit.trackers.owing import (
    ADA_ACTOR,
    CARD,
    DESK,
    LINKED,
    NEW,
    PROJECT,
    sync,
)
from tests.unit.trackers.scripted import ADA, BOT, NOON, REF, ScriptedTracker, issue


def test_an_issue_made_again_can_be_told_from_the_one_before(outlet: TrackerOutlet) -> None:
    call = outlet.prepare(fx.CreateIssue(again=9), Scene("k", replace(NEW, former=REF)))
    assert call is not None
    assert isinstance(call.body, Creation)
    assert call.body.ref == "01hxyz-9"
    assert "PAY-1" in to_text(call.body.draft.body)


def test_one_of_many_that_is_declined_leaves_the_issue_open_for_the_others(
    outlet: TrackerOutlet,
) -> None:
    declined = replace(LINKED, stage=Stage.DECLINED)
    assert sync(outlet, Scene("k", declined, issue=issue(), waiting=(LINKED,))) is None
    assert sync(outlet, Scene("k", declined, issue=issue())) is not None


def test_one_of_many_that_is_resolved_resolves_the_issue(outlet: TrackerOutlet) -> None:
    resolved = replace(LINKED, stage=Stage.RESOLVED)
    assert sync(outlet, Scene("k", resolved, issue=issue(), waiting=(LINKED,))) is not None


def test_the_former_issue_is_told_where_it_goes_on(outlet: TrackerOutlet) -> None:
    elsewhere = replace(REF, id="34", key="PAY-34")
    linked = IssueLinked(ref=elsewhere, status=issue().status, by=ADA_ACTOR, former=REF)
    scene = Scene("k", replace(NEW, issue=elsewhere), Recorded(5, NOON, linked))
    call = outlet.prepare(fx.TellFormer(5), scene)
    assert call is not None
    assert isinstance(call.body, Farewell)
    assert call.body.remark.issue == REF
    assert "PAY-34" in to_text(call.body.remark.body)


def demand_scene(shown: str = "", *waiting: Escalation) -> Scene:
    surfaces = {"team": CARD}
    return Scene("k", issue=issue(), waiting=waiting or (LINKED,), surfaces=surfaces, shown=shown)


def demanded(outlet: TrackerOutlet, scene: Scene) -> Demanding | None:
    call = outlet.prepare(fx.ShowDemand("scripted", REF.id), scene)
    if call is None:
        return None
    assert isinstance(call.body, Demanding)
    return call.body


def test_an_issue_says_how_many_customers_wait(outlet: TrackerOutlet) -> None:
    other = replace(LINKED, intake=replace(LINKED.intake, customer="Birch", tier="gold"))
    demand = demanded(outlet, demand_scene("", LINKED, other))
    assert demand is not None
    assert demand.title == "2 customers wait · severity s1 · best tier gold"


def test_an_issue_that_nobody_waits_on_says_so(outlet: TrackerOutlet) -> None:
    demand = demanded(outlet, demand_scene("", replace(LINKED, stage=Stage.RESOLVED)))
    assert demand is not None
    assert demand.title == "nobody waits any more"


def test_an_issue_that_everybody_has_left_says_so_where_it_led(outlet: TrackerOutlet) -> None:
    before = demanded(outlet, demand_scene())
    assert before is not None
    left = Scene("k", issue=issue(), shown=before.shown)
    demand = demanded(outlet, left)
    assert demand is not None
    assert (demand.title, demand.url) == ("nobody waits any more", before.url)


def test_an_issue_that_never_said_who_waits_needs_not_say_that_nobody_does(
    outlet: TrackerOutlet,
) -> None:
    assert demanded(outlet, Scene("k", issue=issue())) is None


def test_a_demand_that_is_shown_already_is_not_sent_again(outlet: TrackerOutlet) -> None:
    demand = demanded(outlet, demand_scene())
    assert demand is not None
    assert demanded(outlet, demand_scene(demand.shown)) is None


def test_a_priority_that_engineers_changed_is_theirs_until_the_worst_severity_changes(
    tracker: ScriptedTracker,
) -> None:
    tracker.capabilities = replace(tracker.capabilities, priorities=True)
    outlet = TrackerOutlet(tracker, DESK, lambda card: f"https://chat.test/{card.ts}")
    first = demanded(outlet, demand_scene())
    assert first is not None
    assert first.priority == "Highest"
    more = replace(LINKED, intake=replace(LINKED.intake, customer="Birch"))
    second = demanded(outlet, demand_scene(first.shown, LINKED, more))
    assert second is not None
    assert second.priority == ""


def replied_with(file: SharedFile) -> Scene:
    said = Replied(
        by=ADA_ACTOR, side=Side.SUPPORT, body=plain("See"), channel="C", ts="1", files=(file,)
    )
    return Scene("k", LINKED, Recorded(3, NOON, said))


async def brought(file: SharedFile, most: int) -> bytes:
    return b"log"


async def test_a_file_is_put_on_the_issue(tracker: ScriptedTracker) -> None:
    tracker.capabilities = replace(tracker.capabilities, max_file=10)
    outlet = TrackerOutlet(tracker, DESK, fetch=brought)
    call = outlet.prepare(fx.AttachToIssue(3, 0), replied_with(SharedFile("F1", "a.log", 3)))
    assert call is not None
    assert await outlet.send(call) == Done()
    assert tracker.asked == [("attach", REF, File("a.log", "", b"log"))]


@pytest.mark.parametrize(
    ("size", "age", "found"),
    [
        (3, timedelta(seconds=40), Done()),
        (3, timedelta(hours=1), None),
        (4, timedelta(seconds=40), None),
    ],
)
async def test_a_file_whose_answer_was_lost_is_found_by_a_clock_that_is_behind(
    tracker: ScriptedTracker, size: int, age: timedelta, found: Done | None
) -> None:
    there = Attachment("9", "a.log", "", BOT, NOON - age, "", size)
    tracker.shows = replace(issue(), attachments=(there,))
    call = Attaching(REF, SharedFile("F1", "a.log", 3), brought)
    assert await call.find(tracker, NOON) == found


def test_a_file_that_is_too_large_is_refused_before_anybody_is_asked_for_it(
    tracker: ScriptedTracker,
) -> None:
    tracker.capabilities = replace(tracker.capabilities, max_file=2)
    outlet = TrackerOutlet(tracker, DESK)
    large = SharedFile("F1", "a.log", 27_300_000)
    with pytest.raises(TooLarge, match=rf"^a\.log has 27\.3 MB; {REF.key} takes files of at most"):
        outlet.prepare(fx.AttachToIssue(3, 0), replied_with(large))


def test_a_tracker_without_files_has_the_link_in_the_comment(outlet: TrackerOutlet) -> None:
    scene = replied_with(SharedFile("F1", "a.log", 3))
    assert outlet.prepare(fx.AttachToIssue(3, 0), scene) is None


def test_a_tracker_that_keeps_no_time_says_so(outlet: TrackerOutlet) -> None:
    spent = Scene("k", LINKED, Recorded(3, NOON, WorkLogged(by=ADA_ACTOR, seconds=60)))
    with pytest.raises(Refused, match="keeps no time"):
        outlet.prepare(fx.LogWork(3), spent)


async def test_time_spent_ends_when_it_was_told(tracker: ScriptedTracker) -> None:
    tracker.capabilities = replace(tracker.capabilities, work_log=True)
    outlet = TrackerOutlet(tracker, DESK)
    spent = WorkLogged(by=ADA_ACTOR, seconds=3_600, note="the cause")
    call = outlet.prepare(fx.LogWork(3), Scene("k", LINKED, Recorded(3, NOON, spent)))
    assert call is not None
    assert isinstance(call.body, TimeSpent)
    assert call.body.work == WorkDone(3_600, NOON - timedelta(hours=1), "Ada: the cause")


def amended(body: Doc | None) -> Scene:
    said = Replied(by=ADA_ACTOR, side=Side.SUPPORT, body=plain("v3"), channel="C", ts="1")
    event = Amended(by=ADA_ACTOR, of=3, body=body, said=Side.SUPPORT)
    return Scene("k", LINKED, Recorded(4, NOON, event), original=Recorded(3, NOON, said))


def correction(outlet: TrackerOutlet, body: Doc | None) -> Correction:
    call = outlet.prepare(fx.AmendComment(4), amended(body))
    assert call is not None
    assert isinstance(call.body, Correction)
    return call.body


def test_the_comment_to_correct_is_the_one_that_was_made_of_the_words(
    outlet: TrackerOutlet,
) -> None:
    made = correction(outlet, plain("v4"))
    assert made.op == "01HXYZ:comment_on_issue:3"
    assert made.body is not None
    assert to_text(made.body) == "Support (Ada, ESC-7): v4"


def test_words_that_were_taken_back_are_taken_away(outlet: TrackerOutlet) -> None:
    assert correction(outlet, None).body is None


@pytest.mark.parametrize(
    ("located", "issue_found", "reason"),
    [(None, None, "unknown"), (Gone(), None, "gone"), (Hidden(), None, "hidden")],
)
async def test_an_issue_that_is_not_there_is_found_to_be_missing(
    tracker: ScriptedTracker,
    located: Gone | Hidden | None,
    issue_found: None,
    reason: Literal["unknown", "gone", "hidden"],
) -> None:
    tracker.located = located
    asked = LinkAsked(by=ADA_ACTOR, address="PAY-34")
    outlet = TrackerOutlet(tracker, DESK)
    over = replace(LINKED, stage=Stage.RESOLVED)  # who asked is told, however late
    call = outlet.prepare(fx.FindIssue(3), Scene("k", over, Recorded(3, NOON, asked)))
    assert call is not None
    assert await outlet.send(call) == IssueFound(3, issue_found, reason)


async def test_a_former_issue_that_cannot_be_closed_holds_nothing_up(
    tracker: ScriptedTracker,
) -> None:
    tracker.moves = MoveResult("impossible", "To do", ("Review",))
    linked = IssueLinked(
        ref=replace(REF, id="34"), status=issue().status, former=REF, falls_free=True
    )
    outlet = TrackerOutlet(tracker, DESK)
    call = outlet.prepare(fx.CloseFormer(5), Scene("k", LINKED, Recorded(5, NOON, linked)))
    assert call is not None
    assert await outlet.send(call) == Done()
    assert tracker.asked == [("move", Category.DUPLICATE), ("move", Category.REJECTED)]


async def test_who_moved_an_issue_is_asked_for_only_when_it_moved(
    tracker: ScriptedTracker,
) -> None:
    tracker.capabilities = replace(tracker.capabilities, history=True)
    moved = HistoryEntry("1", NOON, ADA, "status", "To do", "Done")
    tracker.entries = (moved,)
    outlet = TrackerOutlet(tracker, DESK)
    for before, mover in ((issue(Category.DONE, name="Done"), ADA), (issue(), None)):
        call = outlet.prepare(fx.ReadIssue("scripted", REF.id), Scene("k", issue=before))
        assert call is not None
        reading = IssueRead("scripted", REF.id, issue(), mover=mover, before=before)
        assert await outlet.send(call) == reading


def test_the_desk_says_which_status_and_what_a_move_takes_along(tracker: ScriptedTracker) -> None:
    project = replace(
        PROJECT,
        statuses={Category.DONE: "Released"},
        move_fields={Category.DONE: {"resolution": {"name": "Fixed"}, "For": "{customer}"}},
        comments_internal=False,
    )
    desk = replace(DESK, teams=(replace(DESK.teams[0], project=project),))
    resolved = replace(LINKED, stage=Stage.RESOLVED)
    made = sync(TrackerOutlet(tracker, desk), Scene("k", resolved, issue=issue()))
    assert made is not None
    taken_along = {"resolution": {"name": "Fixed"}, "For": resolved.intake.customer}
    assert (made.status, made.fields) == ("Released", taken_along)


async def test_a_priority_that_the_project_does_not_know_hides_no_demand(
    tracker: ScriptedTracker,
) -> None:
    tracker.update_fails = Invalid("no such priority")
    demand = Demanding(REF, "https://chat.test/1", "1 customer waits", "P1", "shown")
    assert await demand.send(tracker) == DemandShown("scripted", REF.id, "shown")
    assert ("link", "https://chat.test/1", "1 customer waits", "csopsbot:demand") in tracker.asked


@pytest.mark.parametrize(
    ("address", "is_said"), [("https://tracker.test/PAY-34", False), ("https://else.test/1", True)]
)
def test_the_address_of_another_issue_is_nothing_to_say_on_this_one(
    outlet: TrackerOutlet, address: str, is_said: bool
) -> None:
    body = Doc((Paragraph((Link(address),)),))
    said = Replied(by=ADA_ACTOR, side=Side.ENGINEERING, body=body, channel="C", ts="1")
    call = outlet.prepare(fx.CommentOnIssue(3), Scene("k", LINKED, Recorded(3, NOON, said)))
    assert (call is not None) is is_said
