"""Many escalations changed in one unit of work: read at once, and written at once at the end.

Whatever is asked beyond what was read is answered by the database, after all that was gathered so
far has been kept.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from csopsbot.app.effects import Order
from csopsbot.app.ports import Deadline, Stale
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import Recorded
from csopsbot.storage.deadlines import SqlDeadlines
from csopsbot.storage.escalations import SqlEscalations
from csopsbot.storage.outbox import SqlOutbox


class Gathering:
    """What a unit of work is to keep of a batch."""

    def __init__(
        self,
        escalations: SqlEscalations,
        outbox: SqlOutbox,
        deadlines: SqlDeadlines,
        ids: Collection[str],
    ) -> None:
        self.escalations = GatheredEscalations(self, escalations, ids)
        self.outbox = GatheredOutbox(self, outbox)
        self.deadlines = GatheredDeadlines(self, deadlines)

    def keep(self) -> None:
        """Write all of it, an escalation before what belongs to it."""
        self.escalations.keep()
        self.outbox.keep()
        self.deadlines.keep()


class GatheredEscalations:
    """The escalations that were read at once; what is saved of them waits."""

    def __init__(self, gathering: Gathering, kept: SqlEscalations, ids: Collection[str]) -> None:
        self._gathering = gathering
        self._kept = kept
        known = kept.several(ids)
        self._states = {state.id: state for state, _ in known}
        self._histories = {state.id: history for state, history in known}
        self._unsaved: dict[str, list[Recorded]] = {}

    def __getattr__(self, name: str) -> Any:
        self._gathering.keep()
        return getattr(self._kept, name)

    def get(self, id: str) -> Escalation:
        """Return the current state; raises `NoSuchEscalation`."""
        known = self._states.get(id)
        return known if known else self._kept.get(id)

    def history(self, id: str) -> list[Recorded]:
        """Return all that happened, oldest first."""
        known = self._histories.get(id)
        return self._kept.history(id) if known is None else list(known)

    def save(self, escalation: Escalation, records: Sequence[Recorded]) -> None:
        """Note the state and what happened; raises `Stale` if it is not the known one's successor."""
        known = self._states.get(escalation.id)
        if known is None:
            self._kept.save(escalation, records)
            return
        expected = records[0].seq - 1 if records else escalation.version
        if known.version != expected:
            raise Stale(f"{escalation.name} is no longer at version {expected}")
        self._states[escalation.id] = escalation
        self._histories[escalation.id].extend(records)
        self._unsaved.setdefault(escalation.id, []).extend(records)

    def keep(self) -> None:
        """Save what waits."""
        changes = [(self._states[id], records) for id, records in self._unsaved.items()]
        self._unsaved = {}
        self._kept.save_all(changes)


class GatheredOutbox:
    """The outbox, for which effects wait."""

    def __init__(self, gathering: Gathering, kept: SqlOutbox) -> None:
        self._gathering = gathering
        self._kept = kept
        self._waiting: dict[datetime, list[Order]] = {}

    def __getattr__(self, name: str) -> Any:
        self._gathering.keep()
        return getattr(self._kept, name)

    def put(self, order: Order, now: datetime) -> None:
        """Note an effect."""
        self.put_all([order], now)

    def put_all(self, orders: Sequence[Order], now: datetime) -> None:
        """Note effects in their order."""
        self._waiting.setdefault(now, []).extend(orders)

    def keep(self) -> None:
        """Put what waits, lane by lane, in one order for everybody who gathers."""
        waiting, self._waiting = self._waiting, {}
        for now, orders in waiting.items():
            self._kept.put_all(sorted(orders, key=lambda order: order.lane), now)


class GatheredDeadlines:
    """The deadlines, of which the last word on each key waits."""

    def __init__(self, gathering: Gathering, kept: SqlDeadlines) -> None:
        self._gathering = gathering
        self._kept = kept
        self._waiting: dict[str, Deadline | None] = {}

    def __getattr__(self, name: str) -> Any:
        self._gathering.keep()
        return getattr(self._kept, name)

    def set(self, deadline: Deadline) -> None:
        """Note a deadline; one of the same key is moved."""
        self._waiting[deadline.key] = deadline

    def set_all(self, deadlines: Sequence[Deadline]) -> None:
        """Note deadlines, each with a key of its own; those that are there are moved."""
        self._waiting |= {one.key: one for one in deadlines}

    def cancel(self, key: str) -> None:
        """Note that it is to be forgotten; nothing happens if it is not there."""
        self._waiting[key] = None

    def keep(self) -> None:
        """Set and cancel what waits."""
        waiting, self._waiting = self._waiting, {}
        self._kept.set_all([one for one in waiting.values() if one])
        self._kept.cancel_all([key for key, one in waiting.items() if one is None])
