"""Lanes for what one issue refuses while it takes all else, such as comments where it is locked."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from csopsbot.app import effects as fx
from csopsbot.app.effects import Effect, Order
from csopsbot.app.ports import Work

What = Literal["comments", "files", "hours"]

_REFUSABLE: dict[type, What] = {
    fx.CommentOnIssue: "comments",
    fx.AmendComment: "comments",
    fx.AttachToIssue: "files",
    fx.LogWork: "hours",
}


def refusable(effect: Effect) -> What | None:
    """Return what an issue may refuse while it takes all else; None where EFFECT is no such thing."""
    return _REFUSABLE.get(type(effect))


def apart(order: Order, what: What) -> Order:
    """Return ORDER in the lane of what its issue refuses, which holds up nothing else."""
    return replace(order, lane=_lane(order.escalation_id or "", what))


def in_line(work: Work, order: Order) -> Order:
    """Return ORDER behind what was put apart before it, if anything was, lest it overtakes that."""
    what = refusable(order.effect)
    if what is None or order.escalation_id is None:
        return order
    behind = apart(order, what)
    return behind if work.outbox.waits_since([behind.lane], order.escalation_id) else order


def lanes_apart(escalation_id: str) -> Iterator[str]:
    """Yield the lanes in which something of the escalation may have been put apart."""
    yield from (_lane(escalation_id, what) for what in dict.fromkeys(_REFUSABLE.values()))


def _lane(escalation_id: str, what: What) -> str:
    return f"unsaid:{what}:{escalation_id}"
