"""The course that an issue took, where labels say half of its status: told from events alone."""

from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from csopsbot.app.tracker import HistoryEntry
from csopsbot.domain.issue import TrackerUser

What = Literal["status", "assignee", "priority", "title", "labels", "versions", "moved", "other"]
Told = tuple[What, str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """Something that ACTOR did: a STATE that the issue came to, labels, and what speaks for itself."""

    id: str
    at: datetime
    actor: TrackerUser
    state: str = ""
    label_added: str = ""
    label_removed: str = ""
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Tongue:
    """How a status and a priority are read from a state and labels; BEGIN is a new issue's state."""

    begin: str
    status: Callable[[str, Set[str]], str]
    priority: Callable[[Set[str]], str]


@dataclass(slots=True)
class _Course:
    """Where the issue stands."""

    tongue: Tongue
    state: str
    labels: set[str] = field(default_factory=set)

    def take(self, step: Step) -> Iterator[Told]:
        """Yield what STEP changed."""
        status, priority = self._status, self._priority
        self.state = step.state or self.state
        self.labels -= {step.label_removed}
        self.labels |= {step.label_added} - {""}
        if self._status != status:
            yield "status", status, self._status
        if self._priority != priority:
            yield "priority", priority, self._priority
        if step.label_added or step.label_removed:
            yield "labels", step.label_removed, step.label_added
        yield from step.told

    @property
    def _status(self) -> str:
        return self.tongue.status(self.state, self.labels)

    @property
    def _priority(self) -> str:
        return self.tongue.priority(self.labels)


def told(steps: Iterable[Step], tongue: Tongue, since: datetime) -> tuple[HistoryEntry, ...]:
    """Return what happened since then, oldest first; STEPS are all there are."""
    course = _Course(tongue, tongue.begin)
    found: list[HistoryEntry] = []
    for step in sorted(steps, key=lambda one: one.at):
        changes = list(course.take(step))
        if step.at >= since:
            found += (
                HistoryEntry(f"{step.id}:{what}", step.at, step.actor, what, before, after)
                for what, before, after in changes
            )
    return tuple(found)
