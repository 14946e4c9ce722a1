"""`csopsbot doctor`."""

import asyncio
import json
from typing import Annotated

import typer

from csopsbot.app.abilities import Finding
from csopsbot.bootstrap.examining import Section, examine
from csopsbot.settings import load

_MARKS = {"fine": "ok   ", "doubt": "doubt", "fault": "FAULT"}


def command(
    *,
    register: Annotated[
        bool,
        typer.Option("--register", help="Ask trackers to send deliveries, where they let us."),
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Write one line of JSON for each thing found.")
    ] = False,
) -> None:
    """Ask Slack, the trackers and the database whether all is well.

    It finds refused tokens, missing rights, channels the bot is not in, statuses nobody mapped, and
    webhooks that are absent, unsigned or failing. Nothing is changed, except by --register. The
    exit code is 1 where there is a fault; a doubt is worth a look.
    """
    if asyncio.run(_examined(register=register, as_json=as_json)):
        raise typer.Exit(1)


async def _examined(*, register: bool, as_json: bool) -> bool:
    """Print what is found as it is found, and return whether there is a fault."""
    faulty = False
    async for section in examine(load(), register=register):
        for line in _as_json(section) if as_json else as_text(section):
            print(line, flush=True)
        faulty = faulty or any(one.level == "fault" for one in section.findings)
    return faulty


def as_text(section: Section) -> list[str]:
    """Return what is found about one thing, for people."""
    return [section.about, *(line for one in section.findings for line in _lines(one))]


def _lines(finding: Finding) -> list[str]:
    """Return what was found, and below it what to do."""
    says = f"  {_MARKS[finding.level]} {finding.says}"
    return [says, f"        -> {finding.remedy}"] if finding.remedy else [says]


def _as_json(section: Section) -> list[str]:
    return [
        json.dumps(
            {"about": section.about, "level": one.level, "says": one.says, "remedy": one.remedy},
            ensure_ascii=False,
        )
        for one in section.findings
    ]
