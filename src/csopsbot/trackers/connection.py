"""What an adapter is built upon, and what comes of it."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from pydantic import SecretStr
from starlette.types import ASGIApp

from csopsbot.app.ports import Database, Outlet, Surface
from csopsbot.app.tracker import Tracker
from csopsbot.domain.desk import Desk
from csopsbot.settings import Settings
from csopsbot.trackers.passing_on import FetchFile


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

    @property
    def fetch_file(self) -> FetchFile:
        """What brings the files that people put into the chat."""
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


class NotSet(LookupError):
    """The desk file names a tracker that the settings say nothing of."""

    def __init__(self, vendor: str) -> None:
        super().__init__(f"The desk file names {vendor}, but the settings say nothing of it.")


Connect = Callable[[str, Surroundings, AsyncExitStack], Awaitable[Connection]]


def opened(secret: SecretStr | None) -> str:
    """Return what SECRET is; empty where it is not set."""
    return secret.get_secret_value() if secret else ""


def every(*secrets: SecretStr | None) -> tuple[str, ...]:
    """Return those of SECRETS that are set, the one that is used now before the one before it."""
    return tuple(filter(None, map(opened, secrets)))


def projects_of(desk: Desk, tracker: str) -> tuple[str, ...]:
    """Return the projects that teams have in TRACKER, each once, in the order of the desk file."""
    every = (team.project for team in desk.teams)
    return tuple(dict.fromkeys(one.project for one in every if one.tracker == tracker))
