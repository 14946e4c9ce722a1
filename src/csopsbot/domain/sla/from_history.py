"""What clocks hear of an escalation's history.

| event             | signals                                                                     |
|-------------------|-----------------------------------------------------------------------------|
| opened            | Opened, with the customer, tier, kind, area, team and severity; where the    |
|                   | customer had written before: since then                                     |
| taken, started    | EngineeringSpoke, and so engineering's first response; started again after   |
|                   | it was closed: Reopened first                                               |
| asked             | EngineeringSpoke; Paused(waiting_for_support), whose turn it is now         |
| replied           | of engineering's: EngineeringSpoke, which has not reached support yet; of    |
|                   | support's: SupportWrote, which ends waiting_for_support                      |
| issue_commented   | EngineeringSpoke, which has not reached support yet                          |
| shared, explained | EngineeringSpoke                                                            |
| resolved          | EngineeringSpoke; Resolved                                                  |
| declined          | EngineeringSpoke; Resolved(declined), for a no is an end too                 |
| reopened          | Reopened where it was closed; else Resumed(waiting_for_support)              |
| customer_told     | CustomerTold: our public update, of a draft that a person sent              |
| customer_wrote    | CustomerWrote, at the instant it was written; ends waiting_for_customer      |
| wait_started      | Paused, since when it was so; noted later if it was entered later            |
| wait_ended        | Resumed                                                                     |
| severity_changed  | SeverityChanged                                                             |
| handed_over       | TeamChanged                                                                 |
| withdrawn         | Cancelled: withdrawn, or merged into another                                |
| all others        | nothing: they change no promise                                             |

A step that was undone is as if it had not been, and neither is its undoing heard. What csopsbot
says or does by itself is no sign of life of a person's. Events stand in the order of their own
instants, cut to whole seconds.
"""

# ruff: noqa: ARG001 - the arms of a dispatch share one signature
from collections.abc import Iterable
from datetime import datetime
from functools import singledispatch

from csopsbot.domain import events as e
from csopsbot.domain.people import OURSELVES, Actor, Side
from csopsbot.domain.sla import signals as s

SILENT: frozenset[type] = frozenset(
    {
        e.Undone,
        e.Refused,
        e.ContextGathered,
        e.IssueLinked,
        e.IssueChanged,
        e.IssueLost,
        e.DraftEdited,
        e.DraftDismissed,
        e.ReminderDue,
        e.DeliveryFailed,
        e.ThresholdPassed,
        e.Alerted,
        e.Acknowledged,
        e.ClockMissed,
        e.BreachExplained,
    }
)
_SPOKE = s.EngineeringSpoke()
_SPOKE_AT_HOME = s.EngineeringSpoke(reached_support=False)


def signals_of(history: Iterable[e.Recorded]) -> tuple[s.Signal, ...]:
    """Return what clocks hear of HISTORY."""
    heard: list[s.Signal] = []
    closed = False
    for record in _that_stood(history):
        by = _actor(record.event)
        at, noted = _instants(record)
        for what in _told(record.event, by, closed):
            ends = isinstance(what, s.Resolved | s.Cancelled)
            closed = ends or (closed and not isinstance(what, s.Reopened))
            heard.append(s.Signal(at, what, by.name, len(heard), noted))
    return tuple(heard)


def _instants(record: e.Recorded) -> tuple[int, int | None]:
    """Return when it happened, and when it became known if that was later."""
    noted = int(record.at.timestamp())
    since = _since(record.event)
    at = noted if since is None else min(int(since.timestamp()), noted)
    return at, noted if at < noted else None


def _since(event: e.Event) -> datetime | None:
    match event:
        case e.Opened(since=since) | e.WaitStarted(since=since) | e.CustomerWrote(at=since):
            return since
        case _:
            return None


def _that_stood(history: Iterable[e.Recorded]) -> list[e.Recorded]:
    """Return the history in the order of its instants, without what was undone."""
    records = sorted(history, key=lambda record: (record.at, record.seq))
    undone = {record.event.seq for record in records if isinstance(record.event, e.Undone)}
    return [record for record in records if record.seq not in undone]


def _actor(event: e.Event) -> Actor:
    return getattr(event, "by", OURSELVES)


def _told(event: e.Event, by: Actor, closed: bool) -> tuple[s.What, ...]:
    if isinstance(event, e.Opened):
        return (s.Opened(_facts(event)),)
    meaning = _meaning(event, closed)
    if by.system != OURSELVES.system:
        return meaning
    return tuple(what for what in meaning if not isinstance(what, s.EngineeringSpoke))


def _facts(opened: e.Opened) -> s.Facts:
    intake = opened.intake
    return s.Facts(
        severity=intake.severity,
        customer=intake.customer,
        tier=intake.tier,
        kind=intake.case_kind,
        area=intake.area,
        team=opened.team,
    )


@singledispatch
def _meaning(event: e.Event, closed: bool) -> tuple[s.What, ...]:
    """Return what clocks hear in EVENT; those that are SILENT say nothing."""
    if type(event) in SILENT:
        return ()
    raise TypeError(f"It was never said what clocks hear in {event.kind}")


@_meaning.register
def _(event: e.Taken, closed: bool) -> tuple[s.What, ...]:
    return (_SPOKE,)


@_meaning.register
def _(event: e.Started, closed: bool) -> tuple[s.What, ...]:
    return (s.Reopened(), _SPOKE) if closed else (_SPOKE,)


@_meaning.register
def _(event: e.Asked, closed: bool) -> tuple[s.What, ...]:
    return (_SPOKE, s.Paused(s.WAITING_FOR_SUPPORT))


@_meaning.register
def _(event: e.Replied, closed: bool) -> tuple[s.What, ...]:
    return (s.SupportWrote(),) if event.side is Side.SUPPORT else (_SPOKE_AT_HOME,)


@_meaning.register
def _(event: e.IssueCommented, closed: bool) -> tuple[s.What, ...]:
    return (_SPOKE_AT_HOME,)


@_meaning.register(e.Shared)
@_meaning.register(e.Explained)
def _(event: e.Event, closed: bool) -> tuple[s.What, ...]:
    return (_SPOKE,)


@_meaning.register
def _(event: e.Resolved, closed: bool) -> tuple[s.What, ...]:
    return (_SPOKE, s.Resolved())


@_meaning.register
def _(event: e.Declined, closed: bool) -> tuple[s.What, ...]:
    return (_SPOKE, s.Resolved(declined=True))


@_meaning.register
def _(event: e.Reopened, closed: bool) -> tuple[s.What, ...]:
    return (s.Reopened(),) if closed else (s.Resumed(s.WAITING_FOR_SUPPORT),)


@_meaning.register
def _(event: e.CustomerTold, closed: bool) -> tuple[s.What, ...]:
    return (s.CustomerTold(),)


@_meaning.register
def _(event: e.CustomerWrote, closed: bool) -> tuple[s.What, ...]:
    return (s.CustomerWrote(),)


@_meaning.register
def _(event: e.WaitStarted, closed: bool) -> tuple[s.What, ...]:
    return (s.Paused(event.reason, event.note),)


@_meaning.register
def _(event: e.WaitEnded, closed: bool) -> tuple[s.What, ...]:
    return (s.Resumed(event.reason),)


@_meaning.register
def _(event: e.SeverityChanged, closed: bool) -> tuple[s.What, ...]:
    return (s.SeverityChanged(event.severity),)


@_meaning.register
def _(event: e.HandedOver, closed: bool) -> tuple[s.What, ...]:
    return (s.TeamChanged(event.team),)


@_meaning.register
def _(event: e.Withdrawn, closed: bool) -> tuple[s.What, ...]:
    return (s.Cancelled("merged" if event.into else "withdrawn"),)
