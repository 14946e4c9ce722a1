"""What every role stands on: settings, desk, database, and the connection to Slack."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from csopsbot import desk as desk_file
from csopsbot.app.agreeing import adopt
from csopsbot.app.ports import Database, Surface
from csopsbot.bootstrap.clock import Clock, now
from csopsbot.domain.desk import Desk
from csopsbot.settings import Settings, SettingsError, why_not_serve
from csopsbot.slack.client import open_session, web_client
from csopsbot.slack.files import SlackFiles
from csopsbot.slack.people import People
from csopsbot.slack.workspace import Workspace
from csopsbot.storage.database import open_database
from csopsbot.storage.migrate import prepare
from csopsbot.trackers import project_names
from csopsbot.trackers.passing_on import FetchFile

log = structlog.get_logger(__name__)


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
    files: SlackFiles

    @property
    def fetch_file(self) -> FetchFile:
        """What brings the files that people put into the chat."""
        return self.files.fetch

    def permalink(self, surface: Surface) -> str | None:
        """Return where people open a card of ours; None until Slack has told us our address."""
        return self.workspace.permalink(surface.channel, surface.ts)


def read_desk(settings: Settings, today: date) -> Desk:
    """Return the desk, the settings having been checked to suffice for it."""
    reading = desk_file.examine(settings.desk, today, project_names())
    if problems := why_not_serve(settings, reading.desk.trackers):
        raise SettingsError(list(problems))
    for doubt in reading.doubts:
        log.warning("desk_file_doubtful", at=str(doubt))
    return reading.desk


@asynccontextmanager
async def ground(settings: Settings, desk: Desk, clock: Clock = now) -> AsyncIterator[Ground]:
    """Open database and connections, and adopt what the desk file promises.

    A database without any tables is given them; one of another version is refused.
    """
    async with connected(settings, desk, clock) as under:
        adopted = await under.database.run(lambda work: adopt(work, desk, clock()))
        yield replace(under, desk=adopted)


@asynccontextmanager
async def connected(settings: Settings, desk: Desk, clock: Clock = now) -> AsyncIterator[Ground]:
    """Open database and connections, and close them when the block ends."""
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
        files = SlackFiles(slack, session, clock)
        yield Ground(settings, desk, database, clock, slack, workspace, people, files)
