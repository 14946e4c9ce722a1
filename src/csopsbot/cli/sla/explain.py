"""`csopsbot sla explain`."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from csopsbot.app.explaining import explanation, number_in
from csopsbot.app.failures import Failure
from csopsbot.app.ports import NoSuchEscalation
from csopsbot.bootstrap.clock import now
from csopsbot.cli.sla.machine import document
from csopsbot.cli.sla.recorded import recorded
from csopsbot.domain.desk import Desk
from csopsbot.domain.explanation import Explanation, about
from csopsbot.domain.sla.errors import CalendarError
from csopsbot.domain.sla.zones import zone
from csopsbot.words import LANGUAGES, say
from csopsbot.words.ledger import Chapter, Voice, chapter, turns
from csopsbot.words.moments import clock_time


class NotThere(Failure):
    """What was asked about is not there."""


def command(
    escalation: Annotated[str, typer.Argument(metavar="ESC-12", help="The escalation's name.")],
    *,
    clock: Annotated[str, typer.Option(help="One clock alone, such as sla/resolution.")] = "",
    lang: Annotated[str, typer.Option(metavar="LANGUAGE", help="The language: en or es.")] = "en",
    tz: Annotated[
        str, typer.Option(metavar="ZONE", help="The time zone, such as Europe/Madrid.")
    ] = "UTC",
    as_json: Annotated[
        bool, typer.Option("--json", help="Write one JSON document, for machines.")
    ] = False,
) -> None:
    """Explain why the clocks of an escalation stand where they do.

    The policy and why it matched, who started and paused it and why, what was closed in between,
    what changed the deadline, and how it ended. Clocks in shadow are told where --clock names them.
    """
    number, language, zone_shown, at = _number(escalation), _language(lang), _zone(tz), now()
    found, desk = asyncio.run(_explained(number, clock, at))
    if as_json:
        print(json.dumps(document(found, at), ensure_ascii=False, indent=2))
        return
    voice = Voice(language, clock_time(zone_shown, language), harmless, desk)
    print("\n".join(_told(found, voice, zone_shown)))


def _number(text: str) -> int:
    number = number_in(text)
    if number is None:
        raise typer.BadParameter("Name an escalation by its number, like ESC-12.")
    return number


def _language(text: str) -> str:
    if text not in LANGUAGES:
        raise typer.BadParameter(f"We speak {', '.join(LANGUAGES)}.", param_hint="--lang")
    return text


def _zone(text: str) -> ZoneInfo:
    try:
        return zone(text)
    except CalendarError as error:
        raise typer.BadParameter(error.message, param_hint="--tz") from None


def harmless(text: str) -> str:
    """Return what a person wrote on one line, and without what would steer a terminal."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


async def _explained(number: int, clock: str, at: datetime) -> tuple[Explanation, Desk]:
    async with recorded() as kept:
        try:
            found = await kept.database.read(lambda work: explanation(work, number, kept.desk, at))
        except NoSuchEscalation:
            raise NotThere(f"There is no ESC-{number}.") from None
        return _of(clock, found), kept.desk


def _of(clock: str, found: Explanation) -> Explanation:
    stories = about(found.stories, clock)
    if clock and not stories:
        known = ", ".join(one.clock.name for one in found.stories) or "none"
        raise NotThere(f"No clock is called {harmless(clock)[:40]!r}. There are: {known}.")
    return replace(found, stories=stories)


def _told(found: Explanation, voice: Voice, tz: ZoneInfo) -> Iterator[str]:
    yield f"{found.escalation.name}  {harmless(found.escalation.intake.title)}"
    yield say("ledger.zone", voice.language, zone=tz.key)
    if not found.stories:
        yield from ("", say("ledger.no_clocks", voice.language))
    for story in found.stories:
        yield ""
        yield from _ledger(chapter(story, voice), voice)
    yield from ("", turns(found.turns, voice))


def _ledger(one: Chapter, voice: Voice) -> Iterator[str]:
    yield one.heading
    for line in one.lines:
        when = f"{voice.instant(line.at)}  " if line.at is not None else ""
        yield f"  {when}{line.text}"
        yield from (f"      {detail}" for detail in line.details)
