"""The house the story is played in: a local Slack, and the bot as a process of its own."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeVar

import httpx

from csopsbot.app.ports import Database, Work
from csopsbot.bootstrap.clock import now
from csopsbot.demo.bot import HouseNotReady, bot_starting, free_port, ready
from csopsbot.demo.cast import WORKSPACE, desk_file
from csopsbot.demo.clock import SharedClock
from csopsbot.demo.places import BOARD, Kind, Place, open_place
from csopsbot.sandbox.face.shared import Shared
from csopsbot.sandbox.manifest import App, load_app
from csopsbot.sandbox.server import create_app, running
from csopsbot.settings import environment

Found = TypeVar("Found")
Begun = Callable[[], Awaitable[None]]
Mode = Literal["http", "socket"]

DELIVERS_WITHIN_S = 30.0
SOON_S = 15.0
"""Longer than a call takes, and shorter than what is put off rests."""

PAUSE = timedelta(minutes=5)
DATABASE = "csopsbot.sqlite3"


@dataclass(frozen=True, slots=True)
class House:
    """Where everything is; its database is there once the bot is."""

    slack_url: str
    bot_url: str
    place: Place
    clock: SharedClock
    database: asyncio.Future[Database]
    page: Shared | None = None

    @property
    def folder(self) -> Path:
        """Where everything of the house is kept, and what it shares with the bot."""
        return self.clock.file.parent

    @property
    def is_ready(self) -> bool:
        """Whether the bot has begun its work."""
        return self.database.done() and not self.database.exception()

    async def read(self, look: Callable[[Work], Found]) -> Found:
        """Return what there is in the database, once the bot is ready."""
        return await (await self.database).read(look)

    @property
    def _targets(self) -> tuple[str, ...]:
        return "slack", self.place.look.kind

    async def later(self, seconds: float) -> None:
        """Let time pass for everybody, once the bot owes nothing; raises `HouseNotReady`.

        The answer to a call that is under way would come minutes later, as if it had been lost.
        """
        try:
            async with asyncio.timeout(DELIVERS_WITHIN_S):
                while await self._is_sending():  # noqa: ASYNC110 - it is a process of its own
                    await asyncio.sleep(0.05)
        except TimeoutError:
            said = f"The bot still had something to send after {DELIVERS_WITHIN_S:.0f} s."
            raise HouseNotReady(said) from None
        await _order(self.slack_url, "clock", {"advance": seconds})
        await self.place.pass_time(seconds)

    async def _is_sending(self) -> bool:
        """Return whether the bot is sending something, or is about to."""
        due = await self.read(lambda work: work.outbox.next_due(self._targets))
        return due is not None and due.timestamp() < self.clock.now() + SOON_S


@asynccontextmanager
async def open_house(mode: Mode, folder: Path, **how: Any) -> AsyncIterator[House]:
    """Do as `opening_house` does, but begin once the bot is ready."""
    async with opening_house(mode, folder, **how) as house:
        await house.database
        yield house


@asynccontextmanager
async def opening_house(
    mode: Mode,
    folder: Path,
    *,
    slack_port: int = 0,
    changes: Mapping[str, str] | None = None,
    tracker: Kind = "local",
    begins: datetime | None = None,
    seed: int | None = None,
) -> AsyncIterator[House]:
    """Run the local Slack and the bot until the block ends; FOLDER holds desk, database and clock.

    The block begins when there is a page, while the bot still starts: whoever looks need not wait.
    CHANGES are further settings of the bot, by their names in the environment. With a SEED each run
    hands out the same ids. It BEGINS then, by its clock, or now.
    """
    app, clock = load_app(manifest()), SharedClock(folder / "clock")
    slack = create_app(WORKSPACE, app, clock, seed=seed)
    async with (
        open_place(tracker, folder) as place,
        running(slack, port=slack_port) as slack_url,
    ):
        bot_url = f"http://127.0.0.1:{free_port()}"
        await _introduce(slack_url, bot_url, mode)
        given = bot_settings(app, slack_url, bot_url, mode, folder, place)
        settings = {**given, **(changes or {})}
        database_url = settings["CSOPSBOT_DATABASE_URL"]
        clock.set_offset(start := ahead(database_url, folder, begins))
        await place.pass_time(start)
        told = ("--clock", str(clock.file), "--tap", str(folder))
        async with (
            bot_starting(settings, *told) as bot,
            _opened(database_url, partial(ready, bot, bot_url)) as database,
        ):
            yield House(slack_url, bot_url, place, clock, database, slack.state.face)


@asynccontextmanager
async def _opened(url: str, begun: Begun) -> AsyncIterator[asyncio.Future[Database]]:
    """Open a database once the bot has BEGUN, which made it, and close it when the block ends."""
    opening = asyncio.create_task(_open(url, begun))
    try:
        yield opening
    finally:
        opening.cancel()
        with suppress(asyncio.CancelledError, HouseNotReady):
            await (await opening).close()


async def _open(url: str, begun: Begun) -> Database:
    opens = await asyncio.to_thread(_door)
    await begun()
    return opens(url)


def _door() -> Callable[[str], Database]:
    """Return what opens a database: imported while the bot starts, which takes as long."""
    from csopsbot.storage.database import open_database

    return open_database


def ahead(database_url: str, folder: Path, begins: datetime | None = None) -> float:
    """Return for how many seconds to be ahead of the machine's clock.

    An earlier story may have ended later than it is now: this one begins some minutes after it.
    """
    if begins is not None:
        return (begins - now()).total_seconds()
    before = _latest(database_url, folder)
    return max((before + PAUSE - now()).total_seconds(), 0.0) if before else 0.0


def _latest(database_url: str, folder: Path) -> datetime | None:
    """Return when an earlier story ended; the libraries it takes are not loaded for a new FOLDER."""
    if database_url == _own_database(folder) and not (folder / DATABASE).exists():
        return None
    from csopsbot.storage.latest import latest

    return latest(database_url)


def _own_database(folder: Path) -> str:
    return f"sqlite:///{folder / DATABASE}"


def manifest() -> Path:
    """Return where the Slack app's manifest is: beside the code in a clone, within it if installed."""
    clone = Path(__file__).parents[3] / "manifests" / "slack-app.yaml"
    return clone if clone.exists() else Path(__file__).with_name("slack-app.yaml")


def bot_settings(
    app: App, slack_url: str, bot_url: str, mode: Mode, folder: Path, place: Place = BOARD
) -> dict[str, str]:
    """Return the settings of a bot that lives with the local Slack."""
    desk = folder / "csopsbot.yaml"
    desk.write_text(desk_file(place.look.kind, place.look.project), encoding="utf-8")
    given = environment.variable("CSOPSBOT_DATABASE_URL")
    return {
        "CSOPSBOT_DATABASE_URL": given or _own_database(folder),
        "CSOPSBOT_DESK": str(desk),
        "CSOPSBOT_PORT": bot_url.rpartition(":")[2],
        "CSOPSBOT_PUBLIC_URL": bot_url,
        "CSOPSBOT_SLACK__MODE": mode,
        "CSOPSBOT_SLACK__API_URL": f"{slack_url}/api/",
        "CSOPSBOT_SLACK__BOT_TOKEN": app.bot_token,
        "CSOPSBOT_SLACK__APP_TOKEN": app.app_token,
        "CSOPSBOT_SLACK__SIGNING_SECRET": app.signing_secret,
        "CSOPSBOT_LOG_LEVEL": "warning",
        **place.settings,
    }


async def _introduce(slack_url: str, bot_url: str, mode: Mode) -> None:
    await _order(slack_url, "app", {"request_url": f"{bot_url}/slack/events", "mode": mode})


async def _order(slack_url: str, what: str, order: Mapping[str, object]) -> None:
    """Have the local Slack do what only its tester can."""
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.post(f"{slack_url}/sandbox/{what}", json=order)
        answer.raise_for_status()
