"""What a command of /csops is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from csopsbot.app.ports import Work
from csopsbot.app.steering import OnEscalation
from csopsbot.domain.desk import Desk
from csopsbot.domain.people import Person
from csopsbot.slack.reception import Reception
from csopsbot.slack.steering import steer
from csopsbot.slack.typed import read_escalation, unclear
from csopsbot.words import say


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked, what stood behind the command's name, and which commands there are."""

    person: Person
    words: str
    commands: "tuple[Command, ...]" = ()


Run: TypeAlias = Callable[[Asked, Reception], Awaitable[str]]
UseCase: TypeAlias = Callable[[Work, OnEscalation, Desk, datetime], None]


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


def on_one(name: str, use_case: UseCase, done: str) -> Command:
    """Return the command called NAME, which takes nothing but the escalation that it is about.

    It answers with the text DONE.
    """
    example = f"/csops {name} ESC-12"

    async def run(asked: Asked, reception: Reception) -> str:
        number, more = read_escalation(asked.words, example)
        if more:
            raise unclear(example)
        desk, now = reception.desk, reception.clock()
        escalation = await steer(
            number, asked.person, lambda work, on: use_case(work, on, desk, now), reception
        )
        return say(done, asked.person.language, name=escalation.name)

    return Command(name, run, example)
