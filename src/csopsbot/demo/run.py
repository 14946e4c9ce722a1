"""Running the demo: tell the story as it happens, then stay for whoever wants to try."""

import asyncio
import json
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from csopsbot.app.failures import Failure
from csopsbot.demo.bot import HouseNotReady
from csopsbot.demo.ending import until_signal
from csopsbot.demo.house import House, Mode, open_house
from csopsbot.demo.invitation import invitation
from csopsbot.demo.places import Kind, PlaceMissing
from csopsbot.demo.players import PATIENCE_S
from csopsbot.demo.stage import Stage, stage
from csopsbot.demo.story import play
from csopsbot.demo.transcript import DidNotHappen, Moment, Transcript
from csopsbot.sandbox.person import ClientError

_COLOURS = {"Mia": "cyan", "Ada": "magenta", "Leo": "green"}
_BROKEN_OFF = (DidNotHappen, HouseNotReady, PlaceMissing, ClientError, Failure, httpx.HTTPError)
_ICONS = {"acts": "▸", "sees": "◂"}


@dataclass(frozen=True, slots=True)
class Options:
    """How the demo is run."""

    once: bool = False
    as_json: bool = False
    mode: Mode = "http"
    port: int = 0
    tracker: Kind = "local"
    patience_s: float = PATIENCE_S


def run(options: Options) -> int:
    """Play the story and return the exit status: 0 if all of it happened."""
    console = Console(stderr=options.as_json, highlight=False)
    return asyncio.run(until_signal(_run(options, console)))


async def _run(options: Options, console: Console) -> int:
    told = Transcript(time.monotonic, _quiet if options.as_json else _teller(console))
    announce = _no_words if options.as_json else _announcer(console)
    problem = ""
    with tempfile.TemporaryDirectory(prefix="csopsbot-demo-") as folder:
        try:
            opening = open_house(
                options.mode, Path(folder), slack_port=options.port, tracker=options.tracker
            )
            async with opening as house:
                async with stage(house, told, options.patience_s) as on:
                    await play(on, announce)
                await _finish(options, console, house, on, told)
        except _BROKEN_OFF as error:
            problem = str(error) or type(error).__name__
    if problem:
        console.print(f"[red]The story broke off:[/] {escape(problem)}")
    if options.as_json and (options.once or problem):
        _print_json(told, problem)
    return 1 if problem else 0


async def _finish(
    options: Options, console: Console, house: House, on: Stage, told: Transcript
) -> None:
    """Say that it all happened; unless it was for once, stay until Ctrl-C."""
    if not options.as_json:
        console.print(f"\n[green]All of it happened, in {told.moments[-1].at:.1f} s.[/]")
    if options.once:
        return
    if options.as_json:
        _print_json(told, "")
    console.print(invitation(house, on), soft_wrap=True, markup=False)
    with suppress(asyncio.CancelledError):  # all was played, so that this end is a good one
        await asyncio.Event().wait()


def _print_json(told: Transcript, problem: str) -> None:
    outcome = {"ok": not problem, "problem": problem, "moments": told.as_json()}
    print(json.dumps(outcome, ensure_ascii=False, indent=2), flush=True)


def _teller(console: Console) -> Callable[[Moment], None]:
    def tell(moment: Moment) -> None:
        if moment.did == "passes":
            console.print(f"[yellow]⏩ {escape(moment.what)}[/]")
            return
        colour = _COLOURS.get(moment.who, "white")
        head = f"[{colour}]{moment.who}[/] {_ICONS[moment.did]} [dim]{escape(moment.where)}[/]"
        if moment.did == "acts":
            console.print(f"{head}  {escape(moment.what)}")
        else:
            console.print(head)
            console.print(Padding(escape("\n".join(moment.news)), (0, 0, 0, 6)))

    return tell


def _announcer(console: Console) -> Callable[[str], None]:
    return lambda title: console.print(f"\n[bold]{escape(title)}[/]")


def _quiet(_: Moment) -> None:
    """Say nothing while it happens."""


def _no_words(_: str) -> None:
    """Announce nothing."""
