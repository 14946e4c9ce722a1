"""Writing on in an escalation's history, within one unit of work."""

from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from csopsbot.app.cleaning import without_secrets
from csopsbot.app.ports import Work
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import Event, Recorded, Undone
from csopsbot.domain.fold import evolve, fold


class Step(NamedTuple):
    """An event that was written, and the escalation before and after it."""

    entry: Recorded
    before: Escalation
    after: Escalation


class Writing:
    """What is added to one escalation's history, until it is saved as a whole."""

    def __init__(self, work: Work, escalation: Escalation, now: datetime) -> None:
        self.work = work
        self.now = now
        self.before = escalation
        self.state = escalation
        self.steps: list[Step] = []

    def write(self, event: Event) -> None:
        """Add EVENT as having happened now, with the secrets cut from it."""
        entry = Recorded(self.state.version + 1, self.now, without_secrets(event))
        before, self.state = self.state, self._next(entry)
        self.steps.append(Step(entry, before, self.state))

    @property
    def history(self) -> list[Recorded]:
        """All that happened, what is not saved yet included."""
        return [*self._saved, *(step.entry for step in self.steps)]

    def save(self) -> None:
        """Keep the state and what was added."""
        self.work.escalations.save(self.state, [step.entry for step in self.steps])

    @cached_property
    def _saved(self) -> list[Recorded]:
        return self.work.escalations.history(self.state.id)

    def _next(self, entry: Recorded) -> Escalation:
        if not isinstance(entry.event, Undone):
            return evolve(self.state, entry)
        folded = fold(self.state.id, self.state.number, [*self.history, entry])
        was = self.state
        return replace(folded, clocks=was.clocks, turns=was.turns, look_at=was.look_at)
