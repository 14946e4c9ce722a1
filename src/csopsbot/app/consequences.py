"""What the outside is owed because of an event: the one table of who is shown and told what."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import singledispatch

from csopsbot.app import effects as fx
from csopsbot.app.effects import Effect, Order
from csopsbot.app.ordering import order
from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.people import Side
from csopsbot.domain.standing import Alert, owed_by

CARDS: tuple[Effect, ...] = (fx.ShowSupportCard(), fx.ShowTeamCard())


def orders(
    record: e.Recorded, before: Escalation | None, after: Escalation, desk: Desk
) -> Iterator[Order]:
    """Yield the effects of RECORD, which brought the escalation from BEFORE to AFTER."""
    for effect in _owed(record.event, record.seq, after):
        yield order(effect, after, record.seq, desk)
    for draft in _touched_drafts(before, after):
        yield order(fx.ShowDraft(draft), after, record.seq, desk)


def changed_alerts(before: Escalation, after: Escalation, desk: Desk) -> Iterator[Order]:
    """Yield the calls to show anew: somebody has answered, nobody needs to, or a later one asks."""
    for alert in before.alerts:
        now = after.alert(alert.number)
        if now is None or _asks(before, alert) == _asks(after, now):
            continue
        for seq in alert.calls:
            yield order(fx.ShowAlert(seq), after, after.version, desk)


def _asks(escalation: Escalation, alert: Alert) -> tuple[bool, bool]:
    """Return whether ALERT rings, and whether a later one rings in its stead."""
    return escalation.rings(alert), escalation.is_overtaken(alert)


def changed_clocks(
    before: Escalation, after: Escalation, desk: Desk, now: datetime
) -> Iterator[Order]:
    """Yield the cards to show anew, because a clock stands otherwise and nothing else shows them."""
    if _shown(before) == _shown(after):
        return
    for card in CARDS:
        shown = order(card, after, after.version, desk)
        yield replace(shown, key=f"{shown.key}:{now.isoformat()}")


def _shown(escalation: Escalation) -> list[tuple[object, ...]]:
    """Return what cards show of the clocks; what is left of one that runs, readers work out."""
    return [
        (one.name, one.cycle, one.status, one.level, one.reasons, one.due_at or one.left_s)
        for one in escalation.clocks
    ]


def _touched_drafts(before: Escalation | None, after: Escalation) -> list[int]:
    """Return the drafts that are new, changed or withdrawn, the withdrawn ones first."""
    old = {draft.number: draft for draft in before.drafts} if before else {}
    new = {draft.number: draft for draft in after.drafts}
    withdrawn = [number for number in old if number not in new]
    return withdrawn + [number for number, draft in new.items() if old.get(number) != draft]


@singledispatch
def _owed(event: e.Event, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    """Return the effects of EVENT, number SEQ, in the order in which people should see them."""
    return CARDS


@_owed.register
def _(event: e.Opened, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    place = event.support
    gather = (fx.GatherContext(place),) if place.thread else ()
    return (*CARDS, fx.CreateIssue(), *gather)


@_owed.register(e.Taken | e.Started | e.Resolved)
def _(event: e.StepEvent, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellSupport(seq), *CARDS, fx.SyncIssue())


@_owed.register
def _(event: e.Reopened, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    parted = (fx.TellTeam(seq), fx.CommentOnIssue(seq)) if event.out_of else ()
    return (fx.TellSupport(seq), *CARDS, fx.SyncIssue(), *parted)


@_owed.register
def _(event: e.Asked, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    prompt = () if event.body.blocks else (fx.TellTeam(seq),)
    return (fx.TellSupport(seq), *prompt, *CARDS)


@_owed.register
def _(event: e.Declined, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellSupport(seq), fx.TellTeam(seq), *CARDS, fx.SyncIssue())


@_owed.register
def _(event: e.Explained, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    on_issue = () if event.ts else (fx.CommentOnIssue(seq),)
    return (*_passed_on(event, seq), *CARDS, fx.CorrectTeam(seq), *on_issue)


@_owed.register
def _(event: e.Undone, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellSupport(seq), *CARDS, fx.SyncIssue())


@_owed.register(e.Refused | e.AccountAsked | e.AssignmentRefused)
def _(event: e.Event, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.Whisper(seq),)


@_owed.register
def _(event: e.AccountNamed, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.FindPerson(seq),)


@_owed.register
def _(event: e.AccountLookedUp, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.Whisper(seq), fx.SyncIssue()) if event.found == "one" else (fx.Whisper(seq),)


@_owed.register
def _(event: e.Replied, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    files = tuple(fx.AttachToIssue(seq, place) for place in range(len(event.files)))
    if event.side is Side.SUPPORT:
        return (fx.TellTeam(seq), *CARDS, fx.CommentOnIssue(seq), *files)
    return (fx.CommentOnIssue(seq), *files)


@_owed.register
def _(event: e.Amended, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    in_team = () if event.said is Side.ENGINEERING else (fx.CorrectTeam(seq),)
    on_issue = () if event.said == "tracker" else (fx.AmendComment(seq),)
    in_support = (fx.CorrectSupport(seq),) if event.shared else ()
    return (*in_team, *in_support, *on_issue)


@_owed.register
def _(event: e.Shared, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return _passed_on(event, seq)


def _passed_on(event: e.Shared | e.Explained, seq: int) -> tuple[Effect, ...]:
    mark = (fx.MarkShared(seq),) if event.ts else ()
    files = tuple(fx.PassOnFile(seq, place) for place in range(len(event.files)))
    return (fx.TellSupport(seq), *mark, *files)


@_owed.register
def _(event: e.ContextGathered, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellTeam(seq), fx.CommentOnIssue(seq)) if event.quotations else ()


@_owed.register
def _(event: e.IssueLinked, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    told = (fx.TellTeam(seq),) if event.by else ()
    farewell = (fx.TellFormer(seq),) if event.former else ()
    close = (fx.CloseFormer(seq),) if event.falls_free else ()
    catch_up = (fx.SyncIssue(),) if escalation.former and not event.by else ()
    return (*told, *CARDS, fx.LinkIssue(), *farewell, *close, *catch_up)


@_owed.register
def _(event: e.LinkAsked, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.FindIssue(seq),)


@_owed.register
def _(event: e.LinkFailed, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellTeam(seq),)


@_owed.register
def _(event: e.IssueLeft, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellTeam(seq), *CARDS, fx.TellFormer(seq), fx.CreateIssue(again=seq))


@_owed.register
def _(event: e.IssueCommented, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellTeam(seq),)


@_owed.register
def _(event: e.IssueAttached, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellTeam(seq), fx.BringFile(seq)) if event.file_id else (fx.TellTeam(seq),)


@_owed.register
def _(event: e.FixPlanned, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellSupport(seq),)


@_owed.register
def _(event: e.FixReleased, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellSupport(seq), *CARDS)


@_owed.register
def _(event: e.WorkLogged, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.LogWork(seq),)


@_owed.register(e.IssueLost | e.IssueDuplicated)
def _(event: e.Event, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellTeam(seq), *CARDS)


@_owed.register
def _(event: e.IssueReappeared, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellTeam(seq), *CARDS, fx.LinkIssue(), fx.SyncIssue())


@_owed.register(e.MirrorPaused | e.MirrorResumed | e.IssueRefused | e.IssueRelented)
def _(event: e.Event, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellTeam(seq), fx.ShowTeamCard())


@_owed.register(e.TrackerDelayed | e.TrackerCaughtUp)
def _(event: e.Event, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellSupport(seq), fx.TellTeam(seq), *CARDS)


@_owed.register
def _(event: e.DeliveryFailed, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellTeam(seq), *CARDS) if event.side is Side.ENGINEERING else ()


@_owed.register
def _(event: e.ReminderDue, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellSupport(seq),)


@_owed.register
def _(event: e.SeverityChanged, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellTeam(seq), *CARDS, fx.CommentOnIssue(seq))


@_owed.register(e.WaitStarted | e.WaitEnded | e.CustomerWrote)
def _(event: e.Event, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellTeam(seq), *CARDS)


@_owed.register
def _(event: e.HandedOver, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellSupport(seq), *CARDS, fx.TellTeam(seq), fx.CommentOnIssue(seq))


@_owed.register
def _(event: e.Withdrawn, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    told = (fx.TellSupport(seq),) if event.into else ()
    return (*told, fx.TellTeam(seq), *CARDS, fx.CommentOnIssue(seq), fx.SyncIssue())


@_owed.register(e.DuplicateJoined | e.DuplicateLeft)
def _(event: e.Event, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellSupport(seq), fx.TellTeam(seq), *CARDS, fx.CommentOnIssue(seq))


@_owed.register
def _(event: e.Followed, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.TellSupport(seq), *CARDS)


@_owed.register
def _(event: e.Alerted, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return (fx.ShowAlert(seq),)


@_owed.register
def _(event: e.ClockMissed, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    side = owed_by(event.clock)
    return (fx.TellSupport(seq) if side is Side.SUPPORT else fx.TellTeam(seq),)


@_owed.register
def _(event: e.BreachExplained, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    side = owed_by(event.clock)
    return (fx.CorrectSupport(seq) if side is Side.SUPPORT else fx.CorrectTeam(seq),)


@_owed.register(e.Acknowledged | e.IssueBrought)
def _(event: e.Event, seq: int, escalation: Escalation) -> tuple[Effect, ...]:
    return ()
