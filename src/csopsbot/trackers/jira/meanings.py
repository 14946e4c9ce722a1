"""What a status means to us, whatever a project calls it.

Its category tells, by a key that is the same everywhere; where a server leaves the key out, the
category's id or name; where it leaves the category out, the status's own name. Whether a closed
issue was mended at all has always to be told by words: Jira knows it as the resolution, or, where a
project has none, as the name of the status or of the step.
"""

from dataclasses import dataclass

from csopsbot.domain.issue import Category, Status
from csopsbot.trackers.jira.shapes import CategoryShape, FieldsShape, StatusShape

_MEANT = {"new": Category.OPEN, "indeterminate": Category.IN_PROGRESS, "done": Category.DONE}
_BY_ID = {"2": Category.OPEN, "4": Category.IN_PROGRESS, "3": Category.DONE}
_NAMES = {
    Category.OPEN: "to do, todo, new, open, backlog, reopened, por hacer",
    Category.IN_PROGRESS: "in progress, doing, in review, en curso, en progreso",
    Category.DONE: (
        "done, closed, resolved, complete, completed, fixed, "
        "hecho, listo, finalizado, finalizada, cerrado, resuelto"
    ),
}
_BY_NAME = {name: meant for meant, names in _NAMES.items() for name in names.split(", ")}
_REJECTED = frozenset(
    word
    for words in (
        (
            "abandoned",
            "canceled",
            "cancelled",
            "declined",
            "incomplete",
            "invalid",
            "obsolete",
            "rejected",
        ),
        ("can't reproduce", "cannot reproduce", "known error", "not a bug", "works as designed"),
        ("won't do", "won't fix", "wont do", "wont fix"),
        ("cancelada", "cancelado", "descartado", "rechazada", "rechazado"),
        ("no reproducible", "no se hará"),
    )
    for word in words
)


@dataclass(frozen=True, slots=True)
class Meanings:
    """Words that say an issue was closed without being mended, in lower case."""

    rejected: frozenset[str] = _REJECTED
    duplicate: frozenset[str] = frozenset(("duplicate", "duplicated", "duplicado", "duplicada"))

    def of(self, word: str) -> Category | None:
        """Return what WORD says about a closed issue; None when it says nothing special."""
        plain = _plain(word)
        if plain in self.duplicate:
            return Category.DUPLICATE
        return Category.REJECTED if plain in self.rejected else None

    def category(self, status: StatusShape, resolution: str = "") -> Category:
        """Return what STATUS means for an issue resolved as RESOLUTION."""
        meant = self._meant(status, resolution)
        if meant is not Category.DONE:
            return meant
        return self.of(resolution) or self.of(status.name) or Category.DONE

    def status(self, fields: FieldsShape) -> Status:
        """Return an issue's status, with what its resolution makes of it."""
        resolution = fields.resolution.name if fields.resolution else ""
        return Status(fields.status.name, self.category(fields.status, resolution))

    def _meant(self, status: StatusShape, resolution: str) -> Category:
        shape = status.category or CategoryShape()
        if shape.key:
            return _MEANT.get(shape.key, Category.OPEN)
        if known := _BY_ID.get(shape.id) or _named(shape.name):
            return known
        closed = resolution or self.of(status.name)
        return Category.DONE if closed else _named(status.name) or Category.OPEN


def _named(name: str) -> Category | None:
    return _BY_NAME.get(_plain(name))


def _plain(word: str) -> str:
    return " ".join(word.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())
