"""What clocks hear of an escalation's history.

| event             | signals                                                                     |
|-------------------|-----------------------------------------------------------------------------|
| opened            | Opened, with the customer, tier, kind, area, team and severity; where the    |
|                   | customer had written before, at that instant too, as not handed over yet     |
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
instants, cut to whole seconds; what is said to have been so before the case began is heard as it
begins.
"""

# ruff: noqa: ARG001 - the arms of a dispatch share one signature
from collections.abc import Iterable, Iterator
from dataclasses import replace
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
        e.IssueDuplicated,
        e.IssueBrought,
        e.IssueLost,
        e.IssueAttached,
        e.FixPlanned,
        e.FixReleased,
        e.WorkLogged,
        e.Amended,
        e.IssueReappeared,
        e.IssueRefused,
        e.IssueRelented,
        e.MirrorPaused,
        e.MirrorResumed,
        e.TrackerCaughtUp,
        e.TrackerDelayed,
        e.IssueLeft,
        e.LinkAsked,
        e.LinkFailed,
        e.AccountAsked,
        e.AssignmentRefused,
        e.AccountNamed,
        e.AccountLookedUp,
        e.DraftEdited,
        e.DuplicateJoined,
        e.DuplicateLeft,
        e.Followed,
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
    heard = sorted(_heard(_that_stood(history)), key=lambda one: one.at)
    began = next((one.at for one in heard if isinstance(one.what, s.Opened)), 0)
    return tuple(
        replace(one, at=max(one.at, began), order=order) for order, one in enumerate(heard)
    )


def _heard(records: Iterable[e.Recorded]) -> Iterator[s.Signal]:
    closed = False
    for record in records:
        by, noted = _actor(record.event), int(record.at.timestamp())
        for at, what in _told(record, by, closed):
            ends = isinstance(what, s.Resolved | s.Cancelled)
            closed = ends or (closed and not isinstance(what, s.Reopened))
            yield s.Signal(at, what, by.name, noted_at=noted if noted > at else None)


def _that_stood(history: Iterable[e.Recorded]) -> list[e.Recorded]:
    """Return the history in the order of its instants, without what was undone."""
    records = sorted(history, key=lambda record: (_happened(record), record.seq))
    undone = {record.event.seq for record in records if isinstance(record.event, e.Undone)}
    return [record for record in records if record.seq not in undone]


def _happened(record: e.Recorded) -> datetime:
    """Return since when it was so, which is at the latest when it was written down."""
    match record.event:
        case e.Opened(since=since) | e.WaitStarted(since=since) | e.CustomerWrote(at=since):
            return min(since or record.at, record.at)
        case _:
            return record.at


def _actor(event: e.Event) -> Actor:
    return getattr(event, "by", None) or OURSELVES


def _told(record: e.Recorded, by: Actor, closed: bool) -> Iterator[tuple[int, s.What]]:
    """Yield what clocks hear in an event, and when it was so."""
    at = int(_happened(record).timestamp())
    if isinstance(record.event, e.Opened):
        yield from _opened(record.event, at, int(record.at.timestamp()))
    else:
        yield from ((at, what) for what in _meant(record.event, by, closed))


def _opened(event: e.Opened, since: int, at: int) -> Iterator[tuple[int, s.What]]:
    facts = _facts(event)
    if since < at:
        yield since, s.Opened(facts, handed_over=False)
    yield at, s.Opened(facts)


def _meant(event: e.Event, by: Actor, closed: bool) -> tuple[s.What, ...]:
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
