"""The house the story is played in: a local Slack, and the bot as a process of its own."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal

import httpx

from csopsbot.app.ports import Database
from csopsbot.bootstrap.ground import now
from csopsbot.demo.bot import HouseNotReady, bot_running, free_port
from csopsbot.demo.cast import WORKSPACE, desk_file
from csopsbot.demo.clock import SharedClock
from csopsbot.demo.places import BOARD, Kind, Place, open_place
from csopsbot.sandbox.manifest import App, load_app
from csopsbot.sandbox.server import create_app, running
from csopsbot.settings import environment
from csopsbot.storage.database import open_database
from csopsbot.storage.latest import latest

Mode = Literal["http", "socket"]

DELIVERS_WITHIN_S = 30.0
SOON_S = 15.0
"""Longer than a call takes, and shorter than what is put off rests."""

PAUSE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class House:
    """Where everything is."""

    slack_url: str
    bot_url: str
    place: Place
    clock: SharedClock
    database: Database

    @property
    def _targets(self) -> tuple[str, ...]:
        return "slack", self.place.look.kind

    async def later(self, minutes: int) -> None:
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
        self.clock.advance(minutes * 60)

    async def _is_sending(self) -> bool:
        """Return whether the bot is sending something, or is about to."""
        due = await self.database.read(lambda work: work.outbox.next_due(self._targets))
        return due is not None and due.timestamp() < self.clock.now() + SOON_S


@asynccontextmanager
async def open_house(
    mode: Mode,
    folder: Path,
    *,
    slack_port: int = 0,
    changes: Mapping[str, str] | None = None,
    tracker: Kind = "local",
) -> AsyncIterator[House]:
    """Run the local Slack and the bot until the block ends; FOLDER holds desk, database and clock.

    CHANGES are further settings of the bot, by their names in the environment.
    """
    app, clock = load_app(manifest()), SharedClock(folder / "clock")
    async with (
        open_place(tracker, folder) as place,
        running(create_app(WORKSPACE, app, clock), port=slack_port) as slack_url,
    ):
        bot_url = f"http://127.0.0.1:{free_port()}"
        await _introduce(slack_url, bot_url, mode)
        given = bot_settings(app, slack_url, bot_url, mode, folder, place)
        settings = {**given, **(changes or {})}
        clock.set_offset(ahead(settings["CSOPSBOT_DATABASE_URL"]))
        async with bot_running(settings, bot_url, "--clock", str(clock.file)):
            database = open_database(settings["CSOPSBOT_DATABASE_URL"])
            try:
                yield House(slack_url, bot_url, place, clock, database)
            finally:
                await database.close()


def ahead(database_url: str) -> float:
    """Return for how many seconds to be ahead of the machine's clock.

    An earlier story may have ended later than it is now: this one begins some minutes after it.
    """
    before = latest(database_url)
    return max((before + PAUSE - now()).total_seconds(), 0.0) if before else 0.0


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
        "CSOPSBOT_DATABASE_URL": given or f"sqlite:///{folder / 'csopsbot.sqlite3'}",
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
    order = {"request_url": f"{bot_url}/slack/events", "mode": mode}
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.post(f"{slack_url}/sandbox/app", json=order)
        answer.raise_for_status()
