"""The house of these tests: a local Slack, and the bot as processes that the tests start."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from csopsbot.demo.bot import free_port
from csopsbot.demo.clock import SharedClock
from csopsbot.demo.house import Mode, bot_settings, manifest
from csopsbot.sandbox import Person, User, create_app, load_app, running
from csopsbot.sandbox.core import Sandbox
from csopsbot.sandbox.faults import Fault
from tests.acceptance.bot import Bot
from tests.acceptance.office import ADA, WORKSPACE, Policy, Problem, desk_file
from tests.acceptance.records import Records
from tests.acceptance.sight import Sight
from tests.acceptance.waiting import until

SETTLE_S = 4.0
"""Longer than any fault of these tests lets something be stored late."""


@dataclass(slots=True)
class House:
    """Where everything is, and what people do there."""

    slack: Sandbox
    slack_url: str
    settings: dict[str, str]
    folder: Path
    clock: SharedClock
    _people: dict[str, Person] = field(default_factory=dict)

    @property
    def bot_url(self) -> str:
        """Where the bot is reached while it runs."""
        return self.settings["CSOPSBOT_PUBLIC_URL"]

    @property
    def records(self) -> Records:
        """The bot's database."""
        return Records(self.settings["CSOPSBOT_DATABASE_URL"])

    @property
    def sight(self) -> Sight:
        """What people see."""
        return Sight(self.slack)

    def bot(self, role: str = "all") -> Bot:
        """Return a process of the bot, not yet started, that goes by the house's clock."""
        return Bot(self.settings, self.folder / f"{role}.log", self.clock.file, role)

    def later(self, minutes: float) -> None:
        """Let time pass, for Slack and for the bot."""
        self.clock.advance(minutes * 60)

    def person(self, user: User) -> Person:
        """Return the client of USER."""
        if user.name not in self._people:
            self._people[user.name] = Person(self.slack_url, user.token)
        return self._people[user.name]

    async def open_form(self, problem: Problem) -> str:
        """Let the agent open the form to escalate, and return its id."""
        agent = self.person(problem.agent)
        await agent.command(problem.support, "/escalate", problem.title)
        return str((await agent.view())["id"])

    async def send_form(self, problem: Problem, view: str) -> None:
        """Let the agent fill in the form and send it."""
        await self.person(problem.agent).submit(view, problem.form)

    async def escalate(self, *problems: Problem) -> None:
        """Let agents escalate, one after another."""
        for problem in problems:
            await self.send_form(problem, await self.open_form(problem))

    async def react(self, problem: Problem, emoji: str, user: User = ADA) -> None:
        """Let somebody react to the team card."""
        card = self.sight.card(problem, problem.team)
        await self.person(user).react(problem.team, card["ts"], emoji)

    async def reply(self, problem: Problem, channel: str, user: User, text: str) -> None:
        """Let somebody write below the card in CHANNEL."""
        card = self.sight.card(problem, channel)
        await self.person(user).say(channel, text, card["ts"])

    def fault(self, kind: str, method: str, **how: Any) -> Callable[[], bool]:
        """Let one call of METHOD go wrong; what is returned tells whether it has."""
        faults = self.slack.faults
        faults.add(Fault.model_validate({"kind": kind, "match": method, "count": 1, **how}))
        place = len(faults.listed()) - 1
        return lambda: faults.listed()[place]["struck"] == 1

    async def delivered(self) -> None:
        """Return once nothing is owed to anybody; fail if something was given up."""
        await until("all is delivered", lambda: self.records.owed() == 0)
        assert self.records.given_up() == []

    async def close(self) -> None:
        """Let everybody hang up."""
        for person in self._people.values():
            await person.aclose()


@asynccontextmanager
async def open_house(
    folder: Path,
    database_url: str,
    *,
    mode: Mode = "http",
    trackers: tuple[str, ...] = ("local",),
    policies: tuple[Policy, ...] = (),
    changes: Mapping[str, str] | None = None,
) -> AsyncIterator[House]:
    """Run a local Slack that knows where the bot will be; CHANGES are further settings of it."""
    app, clock = load_app(manifest()), SharedClock(folder / "clock")
    starlette = create_app(WORKSPACE, app, clock)
    slack: Sandbox = starlette.state.sandbox
    async with running(starlette) as slack_url:
        bot_url = f"http://127.0.0.1:{free_port()}"
        slack.http.request_url = f"{bot_url}/slack/events"
        slack.use_mode(mode)
        settings = {
            **bot_settings(app, slack_url, bot_url, mode, folder),
            "CSOPSBOT_DATABASE_URL": database_url,
            "CSOPSBOT_DELIVERY__SETTLE_S": str(SETTLE_S),
            "CSOPSBOT_DELIVERY__LEASE_S": "3",
            **(changes or {}),
        }
        write_desk(settings, trackers, policies)
        house = House(slack, slack_url, settings, folder, clock)
        try:
            yield house
        finally:
            await house.close()


def write_desk(
    settings: Mapping[str, str], trackers: tuple[str, ...], policies: tuple[Policy, ...] = ()
) -> None:
    """Put our desk in the place of the demo's."""
    text = desk_file(trackers, policies)
    Path(settings["CSOPSBOT_DESK"]).write_text(text, encoding="utf-8")
