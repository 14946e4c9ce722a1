"""What reports are made from: the database, the desk, and what was agreed when."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import typer

from csopsbot import desk as desk_file
from csopsbot.app.agreeing import current
from csopsbot.app.ports import Database
from csopsbot.bootstrap.clock import now
from csopsbot.domain.desk import Desk
from csopsbot.domain.sla.instants import seconds
from csopsbot.reports.outcomes import Period
from csopsbot.settings import load
from csopsbot.storage.database import open_database
from csopsbot.storage.migrate import require_current


@dataclass(frozen=True, slots=True)
class Recorded:
    """The open database, and the desk with every version there ever was of what is agreed.

    FILE is where the desk file is.
    """

    database: Database
    desk: Desk
    file: Path


@asynccontextmanager
async def recorded() -> AsyncIterator[Recorded]:
    """Open what was kept, and close it when the block ends; raises `WrongSchema`."""
    settings = load()
    desk = desk_file.load(settings.desk, now().date())
    url = settings.database_url.get_secret_value()
    require_current(url)
    database = open_database(url)
    try:
        agreed = await database.read(lambda work: current(work, desk))
        yield Recorded(database, agreed, settings.desk)
    finally:
        await database.close()


def period(since: datetime | None) -> Period:
    """Return the time from SINCE, or from the beginning, until now."""
    return Period(0 if since is None else seconds(since), seconds(now()))


def instant(text: str) -> datetime:
    """Return the instant that TEXT names: a date begins at midnight in UTC."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter("write a date like 2026-11-01") from None
    named = read if read.tzinfo else read.replace(tzinfo=UTC)
    if named > now():
        raise typer.BadParameter(f"{text} is still to come")
    return named
