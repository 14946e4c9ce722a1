"""Where the issues of the story live: on the built-in board, or in a real Redmine."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, Protocol

import httpx

from csopsbot.demo.cast import ADA
from csopsbot.sandbox.redmine import Person, RedmineServer, absent

Json = dict[str, Any]
Kind = Literal["local", "redmine"]

POLLED_AFTER_MIN = 5
"""After how many minutes the bot has read an open issue again."""

_BOT = Person("csopsbot", "csops", "bot", "csopsbot@example.com", "b" * 40, "Bot")
_ADA = Person("ada", "Ada", "Novak", ADA.email or "ada@example.com", "d" * 40, "Developer")
_PROJECT = "payments"


class PlaceMissing(Exception):
    """The tracker cannot be run on this machine."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a tracker and what is in it are called.

    SIGN begins its issues' keys, which fit KEY; WORKING and MENDED are statuses. What is done in it
    is told to the bot, or else, if POLLED, found out by it.
    """

    kind: Kind
    title: str
    project: str
    sign: str
    key: str
    working: str
    mended: str
    polled: bool = False


class Place(Protocol):
    """A tracker as whoever works in it sees it."""

    @property
    def look(self) -> Look:
        """How it looks to people."""
        ...

    @property
    def settings(self) -> Mapping[str, str]:
        """The bot's settings for it."""
        ...

    def url(self, bot_url: str) -> str:
        """Return where people open it."""
        ...

    async def read(self, bot_url: str, key: str) -> Json | None:
        """Return title, status and comments of an issue."""
        ...

    async def move(self, bot_url: str, key: str, status: str, by: str) -> None:
        """Let somebody move the issue."""
        ...

    async def pass_time(self, seconds: float) -> None:
        """Let time pass there, too, where it goes by a clock of its own."""
        ...


class Board:
    """The built-in tracker, which the bot serves itself."""

    look = Look("local", "the board", "PAY", "PAY-", r"PAY-\d+", "In progress", "Done")
    settings: Mapping[str, str] = MappingProxyType({})

    def url(self, bot_url: str) -> str:
        """Return where the bot serves it."""
        return f"{bot_url}/board"

    async def read(self, bot_url: str, key: str) -> Json | None:
        """Return what the board tells of the issue."""
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.get(f"{bot_url}/board/api/issues/{key}")
        return dict(answer.json()) if answer.is_success else None

    async def move(self, bot_url: str, key: str, status: str, by: str) -> None:
        """Move the issue to another column."""
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.post(
                f"{bot_url}/board/api/issues/{key}/move", json={"status": status, "by": by}
            )
        answer.raise_for_status()

    async def pass_time(self, seconds: float) -> None:
        """Do nothing: the bot serves the board, by its own clock."""


BOARD = Board()


class Redmine:
    """A real Redmine, in which Ada works with an account of her own."""

    look = Look(
        "redmine", "Redmine", _PROJECT, "#", r"#\d+", "In Progress", "Resolved", polled=True
    )

    def __init__(self, server: RedmineServer) -> None:
        self.server = server

    @property
    def settings(self) -> Mapping[str, str]:
        """The bot's settings for it."""
        return {
            "CSOPSBOT_TRACKERS__REDMINE__URL": self.server.url,
            "CSOPSBOT_TRACKERS__REDMINE__API_KEY": _BOT.key,
        }

    def url(self, bot_url: str) -> str:  # noqa: ARG002 - it is a server of its own
        """Return where Ada's issues are listed; `root` signs in there."""
        return f"{self.server.url}/projects/{self.look.project}/issues"

    async def read(self, bot_url: str, key: str) -> Json | None:  # noqa: ARG002 - too
        """Return what Redmine tells Ada of the issue."""
        path = f"issues/{key.removeprefix('#')}.json?include=journals"
        issue = (await self._ask("GET", path))["issue"]
        comments = [{"text": one["notes"]} for one in issue["journals"] if one["notes"]]
        title, status = issue["subject"], issue["status"]["name"]
        return {"title": title, "status": status, "comments": comments}

    async def move(self, bot_url: str, key: str, status: str, by: str) -> None:  # noqa: ARG002 - Ada has an account
        """Let Ada move the issue."""
        body = {"issue": {"status_id": self.server.seeded.statuses[status]}}
        await self._ask("PUT", f"issues/{key.removeprefix('#')}.json", body)

    async def pass_time(self, seconds: float) -> None:
        """Let Redmine be ahead: what is done there would else seem to be long past."""
        await asyncio.to_thread(self.server.pass_time, round(seconds))

    async def _ask(self, method: str, path: str, body: object = None) -> Any:
        return await asyncio.to_thread(self.server.ask, _ADA, method, path, body)


@asynccontextmanager
async def open_place(kind: Kind, folder: Path) -> AsyncIterator[Place]:
    """Run what the tracker needs until the block ends; raises `PlaceMissing`."""
    if kind == "local":
        yield BOARD
        return
    if reason := absent():
        raise PlaceMissing(reason)
    with RedmineServer(folder / "redmine", (_BOT, _ADA)) as server:
        server.make_project(_PROJECT)
        yield Redmine(server)
