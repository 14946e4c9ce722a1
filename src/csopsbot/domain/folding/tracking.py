"""What becomes of an escalation by what happens to its issue, and on the way there."""

from dataclasses import replace

from csopsbot.domain import events as e
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.folding.dispatch import after
from csopsbot.domain.offered import offer


@after.register
def _(event: e.IssueLinked, state: Escalation, record: e.Recorded) -> Escalation:
    former = event.former or state.former
    linked = replace(state, issue=event.ref, issue_status=event.status, issue_trouble="")
    return replace(linked, former=former, nearest=None, refused=())


@after.register
def _(event: e.IssueLeft, state: Escalation, record: e.Recorded) -> Escalation:
    left = replace(state, issue=None, issue_status=None, issue_trouble="", nearest=None)
    return replace(left, former=event.ref, refused=())


@after.register
def _(event: e.IssueChanged, state: Escalation, record: e.Recorded) -> Escalation:
    nearest = state.nearest if state.nearest == event.status else None
    changed = replace(state, issue=event.ref, issue_status=event.status, issue_trouble="")
    return replace(changed, nearest=nearest)


@after.register
def _(event: e.IssueBrought, state: Escalation, record: e.Recorded) -> Escalation:
    return replace(state, nearest=event.status) if state.stage.category is event.asked else state


@after.register
def _(event: e.FixReleased, state: Escalation, record: e.Recorded) -> Escalation:
    return state if event.still_open else offer(state, record, "released")


@after.register
def _(event: e.IssueLost, state: Escalation, record: e.Recorded) -> Escalation:
    return replace(state, issue_trouble=event.reason)


@after.register
def _(event: e.IssueReappeared, state: Escalation, record: e.Recorded) -> Escalation:
    return replace(state, issue_trouble="")


@after.register(e.MirrorPaused | e.MirrorResumed)
def _(event: e.Event, state: Escalation, record: e.Recorded) -> Escalation:
    paused = isinstance(event, e.MirrorPaused)
    return replace(state, mirror_paused_at=record.at if paused else None)


@after.register(e.TrackerDelayed | e.TrackerCaughtUp)
def _(event: e.Event, state: Escalation, record: e.Recorded) -> Escalation:
    since = event.since if isinstance(event, e.TrackerDelayed) else None
    return replace(state, delayed_since=since)


@after.register(e.IssueRefused | e.IssueRelented)
def _(event: e.IssueRefused | e.IssueRelented, state: Escalation, record: e.Recorded) -> Escalation:
    others = tuple(one for one in state.refused if one != event.what)
    refused = (event.what,) if isinstance(event, e.IssueRefused) else ()
    return replace(state, refused=(*others, *refused))


@after.register
def _(event: e.DeliveryFailed, state: Escalation, record: e.Recorded) -> Escalation:
    failed = event.what == "create_issue"
    return replace(state, issue_trouble="failed") if failed else state
