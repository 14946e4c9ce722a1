"""What can be wrong with a calendar, and with what is asked of it."""

from collections.abc import Iterator
from dataclasses import dataclass

Path = tuple[str | int, ...]
"""A place in a calendar as it is written: ("hours", "mon", 0) is Monday's first interval."""

NOWHERE: Path = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is allowed at PATH, but hardly meant."""

    path: Path
    message: str

    def __str__(self) -> str:
        return _placed(self.path, self.message)


class CalendarError(ValueError):
    """The calendar cannot be used as it is; MESSAGE says what to mend at PATH."""

    def __init__(self, path: Path, message: str) -> None:
        self.path = path
        self.message = message
        super().__init__(_placed(path, message))


class NoAnswer(Exception):
    """What was asked of the calendar has no answer."""


class NoBusinessTime(NoAnswer):
    """Nothing is open for two years on end, so that what is counted never comes about."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message or (self.__doc__ or "").strip())


class OutOfReach(NoAnswer):
    """The answer lies outside of the years that calendars are laid out for, 1900 to 2199."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message or (self.__doc__ or "").strip())


def _placed(path: Path, message: str) -> str:
    return f"{''.join(_steps(path))}: {message}" if path else message


def _steps(path: Path) -> Iterator[str]:
    for place, step in enumerate(path):
        if isinstance(step, int):
            yield f"[{step}]"
        else:
            yield f".{step}" if place else step
