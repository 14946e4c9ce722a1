"""What an issue's state and labels mean to us, and the edit that gives it another meaning.

GitLab knows opened and closed; everything finer is said by a label, scoped or not.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from csopsbot.domain.issue import Category, Status
from csopsbot.trackers.gitlab.shapes import IssueShape

PRIORITY = "priority::"

_OPENED = Status("opened", Category.OPEN)
_CLOSED = Status("closed", Category.DONE)


@dataclass(frozen=True, slots=True)
class Meanings:
    """The labels that say an open issue is worked on, or why a closed one was not mended."""

    in_progress: str = "in progress"
    rejected: str = "rejected"
    duplicate: str = "duplicate"

    def statuses(self) -> tuple[Status, ...]:
        """Return every status there is."""
        return (_OPENED, *self._labelled(closed=False), _CLOSED, *self._labelled(closed=True))

    def status(self, issue: IssueShape) -> Status:
        """Return the status of ISSUE."""
        if issue.state == "closed" and issue.links.closed_as_duplicate_of:
            return Status(self.duplicate, Category.DUPLICATE)
        return self.read(issue.state, issue.labels)

    def read(self, state: str, labels: Iterable[str]) -> Status:
        """Return the status of an issue in STATE with these LABELS."""
        closed = state == "closed"
        worn = {label.casefold() for label in labels}
        said = (one for one in self._labelled(closed=closed) if one.name.casefold() in worn)
        return next(said, _CLOSED if closed else _OPENED)

    def edit(self, issue: IssueShape, target: Category) -> dict[str, str]:
        """Return what brings ISSUE to TARGET, all in one request."""
        labelled = (*self._labelled(closed=False), *self._labelled(closed=True))
        wanted = next((one.name for one in labelled if one.category is target), None)
        ours = {one.name.casefold() for one in labelled} - {(wanted or "").casefold()}
        stale = [label for label in issue.labels if label.casefold() in ours]
        edit = {"add_labels": wanted} if wanted else {}
        if stale:
            edit["remove_labels"] = ",".join(stale)
        if target.closed != (issue.state == "closed"):
            edit["state_event"] = "close" if target.closed else "reopen"
        return edit

    def named(self, category: Category) -> str:
        """Return the name of the status that means CATEGORY."""
        return next(one.name for one in self.statuses() if one.category is category)

    def _labelled(self, *, closed: bool) -> tuple[Status, ...]:
        if not closed:
            return (Status(self.in_progress, Category.IN_PROGRESS),)
        return (
            Status(self.duplicate, Category.DUPLICATE),
            Status(self.rejected, Category.REJECTED),
        )


def priorities(labels: Iterable[str]) -> tuple[str, ...]:
    """Return the priorities that are among LABELS, by what stands behind their scope."""
    return tuple(sorted(one.removeprefix(PRIORITY) for one in labels if one.startswith(PRIORITY)))
