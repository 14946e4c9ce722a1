"""What an issue's state means to us, and the changes that lead from one meaning to another.

GitHub knows open, and closed for a reason; that somebody works on an open issue is said by a label.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from csopsbot.domain.issue import Category, Status
from csopsbot.trackers.github.shapes import IssueShape

_REASONS = {
    Category.DONE: "completed",
    Category.REJECTED: "not_planned",
    Category.DUPLICATE: "duplicate",
}
_MEANT = {reason: category for category, reason in _REASONS.items()}
_OPEN = Status("Open", Category.OPEN)


@dataclass(frozen=True, slots=True)
class Edit:
    """Open or close the issue; without a REASON, open it."""

    reason: str | None

    @property
    def body(self) -> dict[str, str]:
        """Return what to change."""
        if self.reason is None:
            return {"state": "open", "state_reason": "reopened"}
        return {"state": "closed", "state_reason": self.reason}


@dataclass(frozen=True, slots=True)
class Label:
    """Put the label on."""

    name: str


@dataclass(frozen=True, slots=True)
class Unlabel:
    """Take the label off, by the name it goes by on the issue."""

    name: str


Step = Edit | Label | Unlabel


@dataclass(frozen=True, slots=True)
class Meanings:
    """What states mean where LABEL says that an open issue is worked on.

    A label that begins with PRIORITY says how urgent an issue is; empty, there are no priorities.
    """

    label: str = "in progress"
    priority: str = ""

    def statuses(self) -> tuple[Status, ...]:
        """Return every status there is."""
        return (_OPEN, self._working, *(_closed(reason) for reason in _MEANT))

    def status(self, issue: IssueShape) -> Status:
        """Return the status of ISSUE."""
        return self.read(issue.state, issue.state_reason, issue.label_names)

    def read(self, state: str, reason: str | None, labels: Iterable[str]) -> Status:
        """Return the status of an issue with these LABELS, in STATE for a REASON."""
        if state == "closed":
            return _closed(reason)
        return self._working if any(map(self.says_working, labels)) else _OPEN

    def says_working(self, label: str) -> bool:
        """Whether LABEL says that somebody works on the issue: upper case makes no difference."""
        return label.casefold() == self.label.casefold()

    def priorities(self, labels: Iterable[str]) -> tuple[str, ...]:
        """Return the priorities that are among LABELS, by what stands behind their prefix."""
        worn = filter(self.is_priority, labels)
        return tuple(sorted(one[len(self.priority) :] for one in worn))

    def is_priority(self, label: str) -> bool:
        """Whether LABEL stands for a priority."""
        begins = self.priority.casefold()
        return bool(begins) and label.casefold().startswith(begins)

    def named(self, category: Category) -> str:
        """Return the name of the status that means CATEGORY."""
        return next(one.name for one in self.statuses() if one.category is category)

    def steps(self, issue: IssueShape, target: Category) -> tuple[Step, ...]:
        """Return what brings ISSUE to TARGET, in an order that shows no third status on the way."""
        return tuple(self._steps(issue, target))

    def _steps(self, issue: IssueShape, target: Category) -> Iterator[Step]:
        labels = self._labels(issue)
        if target.closed:
            if self.status(issue).category is not target:
                yield Edit(_REASONS[target])
            yield from map(Unlabel, labels)
            return
        if target is Category.OPEN:
            yield from map(Unlabel, labels)
        elif not labels:
            yield Label(self.label)
        if issue.state == "closed":
            yield Edit(None)

    @property
    def _working(self) -> Status:
        return Status(self.label, Category.IN_PROGRESS)

    def _labels(self, issue: IssueShape) -> list[str]:
        """Return the label as the issue bears it."""
        return sorted(filter(self.says_working, issue.label_names))


def _closed(reason: str | None) -> Status:
    """Return the status of an issue that was closed for REASON, which old ones do not have."""
    known = reason if reason in _MEANT else "completed"
    return Status(f"Closed as {known.replace('_', ' ')}", _MEANT[known])
