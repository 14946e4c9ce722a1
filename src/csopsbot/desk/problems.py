"""What can be wrong with a desk file, and where."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in the file; both numbers count from 1, and 0 stands for the file as a whole."""

    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at one place of the desk file, and what to do about it."""

    file: str
    mark: Mark
    message: str

    def __str__(self) -> str:
        """Return the problem as editors and terminals know to jump to it."""
        place = f":{self.mark.line}:{self.mark.column}" if self.mark.line else ""
        return f"{self.file}{place}: {self.message}"


class DeskError(Exception):
    """The desk file cannot be used as it is."""

    def __init__(self, problems: Collection[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda one: one.mark))
        super().__init__("\n".join(map(str, self.problems)))
