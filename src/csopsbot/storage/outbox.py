"""The outbox: effects in lanes, and who may deliver from a lane.

A lane at rest has no time to run at. An armed one is due at its time; a claimed one bears a token,
and its time is the end of the lease, after which anybody may claim it again. An effect that arrives
only arms a lane at rest: one that is claimed is looked at again by its holder before it gives it
back, and one that backs off keeps its time, for effects leave in order.

Effects that were delivered are deleted. Their keys are not remembered: a notice comes from an event
of the history, which is written once, or from a delivery that the inbox knows.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from csopsbot.app.effects import Order, Urgency
from csopsbot.app.ports import BlockedLane, Claim, DeadLetter, Entry, WaitingLane
from csopsbot.storage import lanes as sql
from csopsbot.storage.bodies import EFFECT, read, write
from csopsbot.storage.columns import microseconds
from csopsbot.storage.stir import Stir
from csopsbot.storage.upsert import together


class SqlOutbox:
    """The outbox in one connection's transaction.

    Whatever needs the lane locks it first and looks for effects after that; the other way round, an
    effect committed in between would be overlooked.
    """

    __slots__ = ("_armed", "_connection", "_held", "_stir")

    def __init__(self, connection: sa.Connection, stir: Stir) -> None:
        self._connection = connection
        self._stir = stir
        self._held: dict[str, str] = {}
        self._armed: dict[str, int] = {}

    def put(self, order: Order, now: datetime) -> None:
        """Add an effect and arm its lane; a key that was there, or a waiting slot, adds nothing."""
        self.put_all([order], now)

    def put_all(self, orders: Sequence[Order], now: datetime) -> None:
        """Add effects in their order, as `put` does one."""
        if not orders:
            return
        arming = [(sql.ARM, [_lane_row(order, now)]) for order in orders if self._must_arm(order)]
        effects = [_effect_row(order, now) for order in orders]
        *armed, added = together(self._connection, *arming, (sql.ADD, effects))
        if any(lane.rows == [(microseconds(now),)] for lane in armed):
            self._stir.all()
        if added.written < len(effects):
            self._hurry(orders)

    def _hurry(self, orders: Sequence[Order]) -> None:
        """Make mirrors that waited already as urgent as those that found them waiting."""
        slots = [order for order in orders if order.slot is not None]
        where = [{"its_lane": o.lane, "its_slot": o.slot, "least": o.urgency} for o in slots]
        if where:
            self._connection.execute(sql.HURRY, where)

    def _must_arm(self, order: Order) -> bool:
        """Return whether this unit has yet to arm and lock the lane, or with less urgency."""
        if self._armed.get(order.lane, Urgency.ROUTINE + 1) <= order.urgency:
            return False
        self._armed[order.lane] = order.urgency
        return True

    def owes(self, lane: str, slot: str) -> bool:
        """Return whether a mirror of SLOT waits in the lane, or is under way."""
        where = {"its_lane": lane, "its_slot": slot}
        return bool(self._connection.scalar(sql.OWES, where))

    def waits_since(self, lanes: Sequence[str], escalation_id: str) -> datetime | None:
        """Return when the first effect of the escalation came that waits there, or is under way."""
        where = {"lanes": list(lanes), "owner": escalation_id}
        since: datetime | None = self._connection.scalar(sql.WAITS_SINCE, where)
        return since

    def oldest(self) -> dict[str, datetime]:
        """Return since when what waits longest for each target has been waiting."""
        return {row.target: row.since for row in self._connection.execute(sql.OLDEST)}

    def claim(
        self, now: datetime, lease_until: datetime, limit: int, targets: Sequence[str]
    ) -> list[Claim]:
        """Take lanes that are due, most urgent first, under a new token each."""
        if not targets:
            return []
        self._armed.clear()
        values = {"now": now, "lease": lease_until, "at_most": limit, "nonce": secrets.token_hex(8)}
        named = {f"target_{number}": target for number, target in enumerate(targets)}
        rows = self._connection.execute(sql.claim(len(targets)), values | named).all()
        rows = sorted(rows, key=lambda row: (row.urgency, row.key))
        return [Claim(row.key, row.target, row.token) for row in rows]

    def extend(self, tokens: Sequence[str], lease_until: datetime) -> None:
        """Prolong leases that are still ours."""
        if tokens:
            self._connection.execute(sql.EXTEND, {"tokens": list(tokens), "lease": lease_until})

    def head(self, claim: Claim) -> Entry | None:
        """Lock the lane and return its first living effect; None if empty or no longer ours."""
        if not self._locked(claim):
            return None
        row = self._connection.execute(sql.HEAD, {"its_lane": claim.lane}).first()
        if row is None:
            return None
        return Entry(row.id, _order(row), row.tried_at, row.attempts, row.created_at)

    def holds(self, claim: Claim) -> bool:
        """Lock the lane and return whether it is still ours.

        Its escalation is locked before it, as every use case does that puts something in a lane.
        """
        self._connection.execute(sql.LOCK_OWNER, {"its_lane": claim.lane})
        return self._locked(claim)

    def _locked(self, claim: Claim) -> bool:
        if self._held.get(claim.lane) != claim.token:
            where = {"its_lane": claim.lane, "its_token": claim.token}
            if self._connection.execute(sql.LOCK, where).first() is None:
                return False
            self._held[claim.lane] = claim.token
        return True

    def intend(self, entry: Entry, now: datetime) -> None:
        """Note that a call is about to be made; a mirror frees its slot for a newer state."""
        self._change(sql.INTEND, entry, {"now": now, "next": entry.attempts + 1})

    def done(self, entry: Entry) -> None:
        """Take the effect out of its lane."""
        self._change(sql.DONE, entry, {})

    def bury(self, entry: Entry, reason: str, now: datetime) -> None:
        """Make the effect a dead letter; the lane goes on without it."""
        self._change(sql.BURY, entry, {"now": now, "why": reason})

    def set_aside(self, entry: Entry, now: datetime) -> None:
        """Keep the effect out of its lane until it is brought back; nothing of it was done."""
        self._change(sql.SET_ASIDE, entry, {"now": now})

    def bring_back(self, lane: str, now: datetime) -> None:
        """Put what was set aside back into the lane, in its old order."""
        self._connection.execute(sql.ARM_ASIDE, {"its_lane": lane, "now": now})
        if self._connection.execute(sql.BRING_BACK, {"its_lane": lane}).rowcount:
            self._stir.all()

    def _change(self, statement: sa.Executable, entry: Entry, values: dict[str, object]) -> None:
        if entry.order.lane not in self._held:
            raise RuntimeError(f"{entry.order.lane} is not locked: ask `head` or `holds` first")
        self._connection.execute(statement, values | {"its_id": entry.id})

    def again(self, claim: Claim, entry: Entry, at: datetime, *, outcome_known: bool) -> None:
        """Let the lane rest until AT; an unknown outcome keeps the intent."""
        if self._locked(claim):
            change = sql.FAILED if outcome_known else sql.UNANSWERED
            self._change(change, entry, {"next": entry.attempts + 1})
            self._rest(claim, at)

    def pause(self, claim: Claim, until: datetime) -> None:
        """Give the lane back, not to be claimed before then."""
        if self._locked(claim):
            self._rest(claim, until)

    def _rest(self, claim: Claim, until: datetime) -> None:
        self._armed.pop(claim.lane, None)
        self._connection.execute(sql.REST, {"its_lane": claim.lane, "until": until})
        self._stir.ourselves()

    def release(self, claim: Claim, now: datetime) -> None:
        """Give the lane back: due at once if an effect waits in it, else resting."""
        if self._locked(claim):
            self._armed.pop(claim.lane, None)
            where = {"its_lane": claim.lane, "now": now}
            if self._connection.execute(sql.RELEASE, where).scalar_one() is not None:
                self._stir.all()

    def block(self, claim: Claim, reason: str) -> None:
        """Show the operator why the lane stands still; empty REASON when it runs again."""
        if self._locked(claim):
            self._connection.execute(sql.BLOCK, {"its_lane": claim.lane, "why": reason})

    def blocked(self, limit: int) -> list[BlockedLane]:
        """Return lanes that stand still, by name."""
        rows = self._connection.execute(sql.BLOCKED, {"at_most": limit})
        return [BlockedLane(*row) for row in rows]

    def waiting(self, limit: int) -> list[WaitingLane]:
        """Return lanes from which something has yet to leave, the first that is due first."""
        rows = self._connection.execute(sql.WAITING, {"at_most": limit})
        return [WaitingLane(*row) for row in rows]

    def next_due(self, targets: Sequence[str]) -> datetime | None:
        """Return when the next lane of TARGETS is due, or its lease ends."""
        if not targets:
            return None
        named = {f"target_{number}": target for number, target in enumerate(targets)}
        due: datetime | None = self._connection.scalar(sql.next_due(len(targets)), named)
        return due

    def dead(self, limit: int) -> list[DeadLetter]:
        """Return dead letters, oldest first."""
        rows = self._connection.execute(sql.DEAD, {"at_most": limit})
        return [DeadLetter(row.id, _order(row), row.reason, row.dead_at) for row in rows]

    def revive(self, ids: Sequence[int], now: datetime) -> int:
        """Put dead letters back into their lanes, in their old order; return how many."""
        if not ids:
            return 0
        self._connection.execute(sql.ARM_DEAD, {"ids": list(ids), "now": now})
        self._stir.all()
        return self._connection.execute(sql.REVIVE, {"ids": list(ids)}).rowcount


def _lane_row(order: Order, now: datetime) -> dict[str, object]:
    return {
        "key": order.lane,
        "target": order.target,
        "escalation_id": order.escalation_id,
        "urgency": order.urgency,
        "run_at": now,
    }


def _effect_row(order: Order, now: datetime) -> dict[str, object]:
    return {
        "lane": order.lane,
        "escalation_id": order.escalation_id,
        "key": order.key,
        "target": order.target,
        "slot": order.slot,
        "waiting": order.slot is not None,
        "body": write(EFFECT, order.effect),
        "urgency": order.urgency,
        "created_at": now,
    }


def _order(row: sa.Row[Any]) -> Order:
    return Order(
        key=row.key,
        lane=row.lane,
        target=row.target,
        effect=read(EFFECT, row.body),
        slot=row.slot,
        escalation_id=row.escalation_id,
        urgency=Urgency(row.urgency),
    )
