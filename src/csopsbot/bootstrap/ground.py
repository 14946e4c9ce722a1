"""What every role stands on: settings, desk, database, and the connection to Slack."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from csopsbot import desk as desk_file
from csopsbot.app.agreeing import adopt
from csopsbot.app.ports import Database, Surface
from csopsbot.domain.desk import Desk
from csopsbot.settings import Settings, SettingsError, why_not_serve
from csopsbot.slack.client import open_session, web_client
from csopsbot.slack.people import People
from csopsbot.slack.workspace import Workspace
from csopsbot.storage.database import open_database
from csopsbot.storage.migrate import prepare

log = structlog.get_logger(__name__)

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Ground:
    """What web and worker share; the desk has in it every version of what was ever agreed."""

    settings: Settings
    desk: Desk
    database: Database
    clock: Clock
    slack: AsyncWebClient
    workspace: Workspace
    people: People

    def permalink(self, surface: Surface) -> str | None:
        """Return where people open a card of ours; None until Slack has told us our address."""
        return self.workspace.permalink(surface.channel, surface.ts)


def now() -> datetime:
    """Return the time; everything else is handed a clock."""
    return datetime.now(UTC)  # noqa: TID251 - this is where the clock is read


def read_desk(settings: Settings, today: date) -> Desk:
    """Return the desk, the settings having been checked to suffice for it."""
    reading = desk_file.examine(settings.desk, today)
    if problems := why_not_serve(settings, reading.desk.trackers):
        raise SettingsError(list(problems))
    for doubt in reading.doubts:
        log.warning("desk_file_doubtful", at=str(doubt))
    return reading.desk


@asynccontextmanager
async def ground(settings: Settings, desk: Desk, clock: Clock = now) -> AsyncIterator[Ground]:
    """Open database and connections, and close them when the block ends.

    A database without any tables is given them; one of another version is refused.
    """
    url = settings.database_url.get_secret_value()
    prepare(url)
    async with AsyncExitStack() as stack:
        database = open_database(url)
        stack.push_async_callback(database.close)
        session = await stack.enter_async_context(open_session())
        token = settings.slack.bot_token
        slack = web_client(
            token.get_secret_value() if token else "", settings.slack.api_url, session
        )
        workspace = Workspace(slack)
        people = People(slack, database, clock, workspace)
        adopted = await database.run(lambda work: adopt(work, desk, clock()))
        yield Ground(settings, adopted, database, clock, slack, workspace, people)
