"""An explanation for machines: instants in ISO 8601, amounts in seconds."""

import re
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any

from csopsbot.domain import events as e
from csopsbot.domain.explanation import Explanation, Story, Unpromised
from csopsbot.domain.sla import entries as entry
from csopsbot.domain.sla.choice import PassedOver, Reason, Terms
from csopsbot.domain.sla.instants import moment

Json = dict[str, Any]

_INSTANTS = frozenset(
    {
        "at",
        "until",
        "noted_at",
        "already_answered",
        "due",
        "due_before",
        "due_after",
        "due_at",
        "breach_at",
        "uncounted_since",
    }
)
_AMOUNTS = {
    "spent": "spent_s",
    "allowance": "allowance_s",
    "left": "left_s",
    "grace": "grace_s",
    "seconds": "skipped_s",
}


def document(found: Explanation, at: datetime) -> Json:
    """Return an explanation as of AT, in the shape that is written."""
    turns = found.turns
    return {
        "escalation": found.escalation.name,
        "at": at.isoformat(timespec="seconds"),
        "clocks": [_story(one) for one in found.stories],
        "turns": {
            "support_s": turns.support,
            "engineering_s": turns.engineering,
            "customer_s": turns.customer,
        },
    }


def _story(one: Story) -> Json:
    return {
        "clock": one.clock.name,
        "entries": [_entry(each) for each in one.entries],
        "unpromised": _unpromised(one.unpromised) if one.unpromised else None,
        "reasons": [_given(record) for record in one.reasons],
    }


def _entry(one: entry.Entry) -> Json:
    told = (_field(each.name, getattr(one, each.name)) for each in fields(one))
    return {"kind": _kind(one), **dict(told)}


def _field(name: str, value: object) -> tuple[str, Any]:
    if name in _INSTANTS:
        return name, _instant(value) if isinstance(value, int) else None
    if name in _AMOUNTS:
        return _AMOUNTS[name], value
    return name, _plain(value)


def _plain(value: object) -> Any:
    match value:
        case Terms():
            return _terms(value)
        case tuple() as closed:
            return [[_instant(start), _instant(end)] for start, end in closed]
        case frozenset() as reasons:
            return sorted(reasons)
        case None | str() | bool() | int():
            return value
        case cause:
            return _kind(cause)


def _terms(one: Terms) -> Json:
    return {
        "policy": one.policy.name,
        "severity": one.severity,
        "target_s": one.target.seconds,
        "calendar": one.target.calendar,
        "because": [_reason(each) for each in one.match.because],
        "passed_over": _passed_over(one.match.passed_over),
    }


def _unpromised(why: Unpromised) -> Json:
    return {"applies": why.applies or None, "passed_over": _passed_over(why.passed_over)}


def _passed_over(policies: Iterable[PassedOver]) -> list[Json]:
    return [{"policy": one.policy, **_reason(one.reason)} for one in policies]


def _reason(one: Reason) -> Json:
    return {"field": one.field, "value": one.value}


def _given(record: e.Recorded) -> Json:
    event = record.event
    if not isinstance(event, e.BreachExplained):
        raise TypeError(f"{event.kind} gives no reason for a miss")
    return {
        "at": record.at.isoformat(timespec="seconds"),
        "cycle": event.cycle,
        "by": event.by.name,
        "reason": event.reason,
        "note": event.note,
    }


def _kind(one: object) -> str:
    """Return a class's name in lower case: `waits_no_more`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(one).__name__).lower()


def _instant(second: int) -> str:
    return moment(second).isoformat()
