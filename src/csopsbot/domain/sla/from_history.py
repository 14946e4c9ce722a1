"""What clocks hear of an escalation's history.

| event             | signals                                                                     |
|-------------------|-----------------------------------------------------------------------------|
| opened            | Opened, with the customer, their tier, the area, the team and the severity   |
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
| all others        | nothing: they change no promise                                             |

A step that was undone is as if it had not been, and neither is its undoing heard. What csopsbot
says or does by itself is no sign of life of a person's. Events stand in the order of their own
instants, cut to whole seconds.
"""

# ruff: noqa: ARG001 - the arms of a dispatch share one signature
from collections.abc import Iterable, Mapping
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
    }
)
_SPOKE = s.EngineeringSpoke()
_SPOKE_AT_HOME = s.EngineeringSpoke(reached_support=False)


def signals_of(
    history: Iterable[e.Recorded], tiers: Mapping[str, str] | None = None
) -> tuple[s.Signal, ...]:
    """Return what clocks hear of HISTORY; TIERS tells the tier of each customer."""
    heard: list[s.Signal] = []
    closed = False
    for record in _that_stood(history):
        by = _actor(record.event)
        for what in _told(record.event, by, closed, tiers or {}):
            closed = isinstance(what, s.Resolved) or (closed and not isinstance(what, s.Reopened))
            heard.append(s.Signal(int(record.at.timestamp()), what, by.name, len(heard)))
    return tuple(heard)


def _that_stood(history: Iterable[e.Recorded]) -> list[e.Recorded]:
    """Return the history in the order of its instants, without what was undone."""
    records = sorted(history, key=lambda record: (record.at, record.seq))
    undone = {record.event.seq for record in records if isinstance(record.event, e.Undone)}
    return [record for record in records if record.seq not in undone]


def _actor(event: e.Event) -> Actor:
    return getattr(event, "by", OURSELVES)


def _told(event: e.Event, by: Actor, closed: bool, tiers: Mapping[str, str]) -> tuple[s.What, ...]:
    if isinstance(event, e.Opened):
        return (s.Opened(_facts(event, tiers)),)
    meaning = _meaning(event, closed)
    if by.system != OURSELVES.system:
        return meaning
    return tuple(what for what in meaning if not isinstance(what, s.EngineeringSpoke))


def _facts(opened: e.Opened, tiers: Mapping[str, str]) -> s.Facts:
    intake = opened.intake
    return s.Facts(
        severity=intake.severity,
        customer=intake.customer,
        tier=tiers.get(intake.customer, ""),
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
