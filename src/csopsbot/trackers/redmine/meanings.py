"""What a status means to us, whatever an administrator calls it.

Redmine itself knows only open and closed, and counts "Resolved" as open. What else a status means is
told by its name; the settings say it where the words here do not fit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from csopsbot.domain.issue import Category, Status
from csopsbot.trackers.redmine.shapes import IssueShape, StatusShape

_NAMES = {
    Category.OPEN: "new, open, feedback, reopened, to do, todo, nueva, nuevo, abierta, comentarios",
    Category.IN_PROGRESS: (
        "in progress, assigned, accepted, doing, in review, review, in test, testing, started, "
        "en curso, en progreso, asignada, en revisión"
    ),
    Category.DONE: (
        "resolved, fixed, done, solved, completed, closed, resuelta, resuelto, hecho, cerrada"
    ),
    Category.REJECTED: (
        "rejected, declined, won't do, won't fix, wontfix, invalid, cancelled, canceled, "
        "rechazada, rechazado, cancelada, cancelado"
    ),
    Category.DUPLICATE: "duplicate, duplicated, duplicada, duplicado",
}
_BY_NAME = {name: meant for meant, names in _NAMES.items() for name in names.split(", ")}
_DUPLICATES = "duplicates"


@dataclass(frozen=True, slots=True)
class Meanings:
    """What statuses mean, by their names in lower case, where that is not as one would think."""

    named: Mapping[str, Category] = field(default_factory=dict)

    def of(self, status: StatusShape) -> Category:
        """Return what STATUS means: as is set, else by its name, else whether it is closed."""
        name = plain(status.name)
        if name in self.named:
            return self.named[name]
        meant = _BY_NAME.get(name)
        if status.is_closed:
            return meant if meant and meant.closed else Category.DONE
        return meant or Category.OPEN

    def tells(self, status: StatusShape) -> bool:
        """Return whether the settings or its name tell what STATUS means, so that none is guessed."""
        name = plain(status.name)
        return name in self.named or name in _BY_NAME

    def status(self, issue: IssueShape) -> Status:
        """Return an issue's status; one that is closed and duplicates another is a duplicate."""
        category = self.of(issue.status)
        if category.closed and any(_duplicates(issue)):
            category = Category.DUPLICATE
        return Status(issue.status.name, category)


def plain(name: str) -> str:
    """Return NAME as names are compared."""
    return " ".join(name.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())


def _duplicates(issue: IssueShape) -> Iterable[bool]:
    return (one.kind == _DUPLICATES and one.issue_id == issue.id for one in issue.relations)
