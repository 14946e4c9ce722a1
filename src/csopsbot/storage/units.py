"""What goes for a unit of work on every database."""

from collections.abc import Callable
from typing import TypeVar

from csopsbot.app.ports import Work

T = TypeVar("T")
Function = Callable[[Work], T]

MOST_TRIES = 8
"""How often a unit of work is run that others keep getting in the way of."""

PATIENCE_SECONDS = 2.5
"""How long to wait for a busy database: a person's command has to be answered within three."""


def for_a_future(error: BaseException) -> BaseException:
    """Return ERROR as a future can bear it: StopIteration would end whoever awaits it."""
    if isinstance(error, StopIteration):
        return RuntimeError("the unit of work raised StopIteration")
    return error
