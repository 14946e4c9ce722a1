"""What a command of /csops is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from csopsbot.domain.people import Person
from csopsbot.slack.reception import Reception


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked, what stood behind the command's name, and which commands there are."""

    person: Person
    words: str
    commands: "tuple[Command, ...]" = ()


Run: TypeAlias = Callable[[Asked, Reception], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Command:
    """A word behind /csops; the catalogue says under command.NAME.about what it does.

    RUN returns the answer as mrkdwn, which the person alone sees. EXAMPLE is the whole command as
    one may type it; empty where its name says it all.
    """

    name: str
    run: Run
    example: str = ""

    @property
    def shown(self) -> str:
        """How to type it."""
        return self.example or f"/csops {self.name}"
