"""A line of each thread for everything that can happen and is told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import get_args, get_type_hints

from csopsbot.demo.catalogue.cards import DECLINED, RESOLVED, TAKEN
from csopsbot.demo.catalogue.scene import ADA, LINKED, MIA, PLACE, REF, Scene
from csopsbot.domain import events as e
from csopsbot.domain.document import Doc, plain
from csopsbot.domain.issue import IssueRef
from csopsbot.domain.people import Actor, Side
from csopsbot.domain.stage import Step
from csopsbot.slack.blocks import Message
from csopsbot.slack.lines import NoLine, support_line, team_line
from csopsbot.slack.lines.merged import followed_line
from csopsbot.slack.reasons import with_reason
from csopsbot.slack.whispers import whisper

_DEV = Actor("ada", "Ada Novak", "tracker")
_ITSELF = Actor(REF.key, REF.key, "issue")
_OTHER = IssueRef("local", "9", "PAY-9", "https://tracker.example/PAY-9")
_QUESTION = plain("Which card network is it?")
_ADDRESS = "https://tracker.example/PAY-9"


def lines(scene: Scene) -> Iterator[tuple[str, Message]]:
    """Yield what each thread is told of each event."""
    for title, *events in _events(scene):
        told = scene.after(*events)
        for whose, line in (("Support", support_line), ("The team", team_line)):
            try:
                shown = line(told.last.event, told.last.seq, told.escalation, scene.desk)
            except NoLine:
                continue
            yield f"{whose} is told: {title}", shown
    yield from _reasons(scene)
    yield from _followed(scene)


def _followed(scene: Scene) -> Iterator[tuple[str, Message]]:
    """Yield what is heard of another escalation, which goes on for this one."""
    merged = scene.after(e.Withdrawn(by=MIA, into="ESC-9")).escalation
    followed = e.Followed(id="E9", name="ESC-9", seq=7)
    happened: dict[str, e.Event] = {
        "what happened to the one it was merged into": RESOLVED,
        "the one it was merged into was merged as well": e.Withdrawn(by=MIA, into="ESC-11"),
    }
    for title, event in happened.items():
        original = e.Recorded(7, scene.now, event)
        line = followed_line(followed, original, merged, scene.desk)
        yield f"Support is told: {title}", line


def _reasons(scene: Scene) -> Iterator[tuple[str, Message]]:
    """Yield what becomes of the lines that asked for a reason."""
    why, missed = "Two at once.", _missed(scene)
    declined = e.Explained(by=ADA, reason=why)
    late = e.BreachExplained(by=ADA, clock=missed.clock, cycle=1, reason="Other work", note=why)
    answers: tuple[tuple[str, e.Event, e.Explained | e.BreachExplained], ...] = (
        ("The reason for declining was given", DECLINED, declined),
        ("The reason for a miss was given", missed, late),
    )
    for title, asked, reason in answers:
        told = scene.after(TAKEN, asked, reason)
        yield title, with_reason(told.history[-2], reason, told.escalation, scene.language)


def _missed(scene: Scene) -> e.ClockMissed:
    ago = scene.now - timedelta(minutes=30)
    return e.ClockMissed(
        clock="ola/first_response", cycle=1, breached_at=ago, spent_s=1200, target_s=900
    )


def whispered(scene: Scene) -> Iterator[tuple[str, Message]]:
    """Yield what one person alone is told."""
    escalation = scene.after(LINKED).escalation
    details = {"name": ADA.name}
    refused = e.Refused(
        by=MIA,
        step=Step.TAKE,
        why="taken_by_other",
        language=scene.language,
        place=PLACE,
        details=details,
    )
    yield "Only you can see: somebody has it already", whisper(refused, escalation, scene.desk)
    asked = e.AccountAsked(by=ADA, tracker="jira", language=scene.language)
    yield "Only you can see: who are you there?", whisper(asked, escalation, scene.desk)
    refused_there = e.AssignmentRefused(
        by=ADA, tracker="jira", reason="HTTP 403", language=scene.language
    )
    given = whisper(refused_there, escalation, scene.desk)
    yield "Only you can see: it is not given to you there", given
    for found in ("one", "none", "several"):
        told = e.AccountLookedUp(
            by=ADA,
            tracker="jira",
            words="ada",
            found=found,
            language=scene.language,
            name="Ada Novak" if found == "one" else "",
        )
        yield f"Only you can see: who you are there, {found}", whisper(told, escalation, scene.desk)


def told_events(scene: Scene) -> Iterator[e.Event]:
    """Yield each event of which the lines are shown."""
    return (events[-1] for _, *events in _events(scene))


Case = tuple[str, *tuple[e.Event, ...]]

_FAILURES = (
    "create_issue",
    "comment_on_issue",
    "attach_to_issue",
    "log_work",
    "sync_issue",
    "show_team_card",
)


def _events(scene: Scene) -> Iterator[Case]:
    yield from _steps()
    yield from _said()
    yield from _steered(scene)
    yield from _tracked()
    yield from _late(scene)


def _steps() -> Iterator[Case]:
    yield "taken", TAKEN
    yield "work has begun", TAKEN, e.Started(by=ADA)
    yield "work goes on after the end", RESOLVED, e.Started(by=ADA, again=True)
    yield "a question will follow", TAKEN, e.Asked(by=ADA)
    yield "a question", TAKEN, e.Asked(by=ADA, body=_QUESTION)
    yield "resolved", TAKEN, RESOLVED
    yield "declined", DECLINED
    yield "why it was declined", DECLINED, e.Explained(by=ADA, reason="Version 1 only.")
    yield "open again", TAKEN, RESOLVED, e.Reopened(by=ADA)
    yield "work has begun, by nobody we know of", e.Started(by=_ITSELF)
    again = e.Started(by=_ITSELF, again=True)
    yield "work goes on after the end, by nobody we know of", RESOLVED, again
    yield "resolved by nobody we know of", e.Resolved(by=_ITSELF)
    yield "declined by nobody we know of", e.Declined(by=_ITSELF)
    yield "declined in the tracker", e.Declined(by=_DEV)
    yield "open again by nobody we know of", RESOLVED, e.Reopened(by=_ITSELF)
    for step in Step:
        yield f"taken back ({step})", TAKEN, e.Undone(by=ADA, seq=2, step=step)


def _said() -> Iterator[Case]:
    reply = plain("Only Visa, since 09:40.\nThe customer has sent a log.")
    yield "support answers", TAKEN, _replied(reply)
    yield "a long answer", TAKEN, _replied(plain("It fails again. " * 1_000))
    yield "a reply is passed on", TAKEN, e.Shared(by=ADA, author=ADA, body=_QUESTION)
    yield "a draft waits", TAKEN, e.ReminderDue(draft=2)
    quotations = tuple(e.Quotation(f"Customer {n}", plain(f"It fails, {n}.")) for n in range(1, 13))
    yield "the conversation before", e.ContextGathered(quotations=quotations)


def _replied(body: Doc) -> e.Replied:
    return e.Replied(by=MIA, side=Side.SUPPORT, body=body, channel="C1", ts="1.1")


def _steered(scene: Scene) -> Iterator[Case]:
    ago = scene.now - timedelta(minutes=30)
    customer = e.WaitStarted(by=MIA, reason="waiting_for_customer", note="They look for the log.")
    yield "another severity", e.SeverityChanged(by=MIA, severity="S2")
    yield "another team", e.HandedOver(by=ADA, team="platform")
    for reason in get_args(e.WaitReason):
        yield f"it waits ({reason})", replace(customer, reason=reason)
    yield "it has been waiting", replace(customer, since=ago, note="")
    yield "it waits no more", customer, e.WaitEnded(by=MIA, reason="waiting_for_customer")
    yield "the customer wrote", e.CustomerWrote(by=MIA)
    yield "the customer wrote some time ago", e.CustomerWrote(by=MIA, at=ago)
    yield "withdrawn", e.Withdrawn(by=MIA, reason="It was a setting of theirs.")
    yield from _merged()
    yield "a promise was missed", _missed(scene)


def _merged() -> Iterator[Case]:
    yield "merged", e.Withdrawn(by=MIA, into="ESC-9")
    yield "parted again", e.Reopened(by=MIA, out_of="ESC-9")
    yield (
        "another was merged into it",
        e.DuplicateJoined(by=MIA, id="E9", name="ESC-9", customer="Globex"),
    )
    yield (
        "the other was parted from it",
        e.DuplicateLeft(by=MIA, id="E9", name="ESC-9", customer="Globex"),
    )


def _late(scene: Scene) -> Iterator[Case]:
    ago = scene.now - timedelta(minutes=30)
    yield "the tracker takes nothing", LINKED, e.TrackerDelayed(since=ago)
    yield "the tracker has everything again", LINKED, e.TrackerCaughtUp(since=ago)


def _tracked() -> Iterator[Case]:
    yield "linked to an issue of others", LINKED
    same = e.LinkFailed(by=ADA, address=_ADDRESS, why="same")
    for why in get_args(get_type_hints(e.LinkFailed)["why"]):
        yield f"it cannot wait on that issue ({why})", LINKED, replace(same, why=why)
    yield "it gets an issue of its own", LINKED, e.IssueLeft(by=ADA, ref=REF, why="unlinked")
    yield "it came back", LINKED, e.IssueLeft(by=ADA, ref=_OTHER, why="came_back")
    yield "a comment in the tracker", LINKED, e.IssueCommented(by=_DEV, body=_QUESTION)
    attached = e.IssueAttached(by=_DEV, name="trace.log", url=f"{_ADDRESS}/trace.log")
    yield "a file in the tracker", LINKED, attached
    yield "a fix is planned", LINKED, e.FixPlanned(versions=("2026.12",))
    yield "no fix is planned any more", LINKED, e.FixPlanned(versions=())
    yield "a fix is out", LINKED, e.FixReleased(version="2026.12")
    late = e.FixReleased(version="2026.12", still_open=True)
    yield "a version is out without the fix", LINKED, late
    yield "the issue was deleted", LINKED, e.IssueLost(reason="gone")
    yield "the issue is out of sight", LINKED, e.IssueLost(reason="hidden")
    yield "the issue is a duplicate", LINKED, e.IssueDuplicated(by=_DEV, ref=REF)
    itself = e.IssueDuplicated(by=_ITSELF, ref=REF)
    yield "the issue is a duplicate, nobody knows by whom", LINKED, itself
    yield "the issue can be seen again", LINKED, e.IssueReappeared()
    for what in get_args(get_type_hints(e.IssueRefused)["what"]):
        refused = e.IssueRefused(what=what, reason="HTTP 403: the issue is locked")
        yield f"the issue refuses what is put on it ({what})", LINKED, refused
        yield f"the issue takes it again ({what})", LINKED, e.IssueRelented(what=what)
    yield "comments come too fast", LINKED, e.MirrorPaused()
    yield "comments are passed on again", LINKED, e.MirrorResumed()
    for what in _FAILURES:
        failed = e.DeliveryFailed(what=what, reason="HTTP 400", side=Side.ENGINEERING)
        yield f"it could not be done ({what})", LINKED, failed
