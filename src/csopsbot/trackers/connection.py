"""What an adapter is built upon, and what comes of it."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from starlette.types import ASGIApp

from csopsbot.app.ports import Database, Outlet, Surface
from csopsbot.app.tracker import Tracker
from csopsbot.domain.desk import Desk
from csopsbot.settings import Settings


class Surroundings(Protocol):
    """What every adapter may need."""

    @property
    def settings(self) -> Settings:
        """What the operator set."""
        ...

    @property
    def desk(self) -> Desk:
        """How the house is arranged."""
        ...

    @property
    def database(self) -> Database:
        """Our own database."""
        ...

    @property
    def clock(self) -> Callable[[], datetime]:
        """What tells the time."""
        ...

    def permalink(self, surface: Surface) -> str | None:
        """Return where people open a card of ours, if that is known."""
        ...


@dataclass(frozen=True, slots=True)
class Connection:
    """A tracker, the outlet that delivers to it, and the pages it brings along by their path."""

    tracker: Tracker
    outlet: Outlet
    pages: Mapping[str, ASGIApp] = field(default_factory=dict)


Connect = Callable[[str, Surroundings, AsyncExitStack], Awaitable[Connection]]
