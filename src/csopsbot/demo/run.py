"""Running the demo: tell the story as it happens, then stay for whoever wants to try."""

import asyncio
import json
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from csopsbot.demo.ending import until_signal
from csopsbot.demo.house import House, Mode, opening_house
from csopsbot.demo.invitation import invitation
from csopsbot.demo.panels import furnish
from csopsbot.demo.performance import BROKEN_OFF, Performance, performing
from csopsbot.demo.places import Kind
from csopsbot.demo.players import PATIENCE_S
from csopsbot.demo.showing import show
from csopsbot.demo.stage import Stage
from csopsbot.demo.transcript import Moment, Transcript

_COLOURS = {"Mia": "cyan", "Ada": "magenta", "Leo": "green"}
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
    opens_browser: bool = True


def run(options: Options) -> int:
    """Play the story and return the exit status: 0 if all of it happened."""
    console = Console(stderr=options.as_json, highlight=False)
    return asyncio.run(until_signal(_run(options, console)))


async def _run(options: Options, console: Console) -> int:
    told = Transcript(time.monotonic, _quiet if options.as_json else _teller(console))
    announce = _no_words if options.as_json else _announcer(console)
    problem: Exception | None = None
    with tempfile.TemporaryDirectory(prefix="csopsbot-demo-") as folder:
        try:
            opening = opening_house(
                options.mode, Path(folder), slack_port=options.port, tracker=options.tracker
            )
            async with (
                opening as house,
                performing(house, told, options.patience_s, _complainer(console)) as performance,
            ):
                if not options.once:
                    _open_page(options, console, house, performance)
                await house.database
                on = await performance.tell(announce)
                await _finish(options, console, house, on, told)
        except BROKEN_OFF as error:
            problem = error
            _complainer(console)(error)
    if options.as_json and (options.once or problem):
        _print_json(told, _in_words(problem) if problem else "")
    return 1 if problem else 0


def _open_page(options: Options, console: Console, house: House, performance: Performance) -> None:
    """Furnish the page beside which the story is told, and say where it is."""
    furnish(house, performance)
    if not options.as_json:
        url = f"{house.slack_url}/app"
        console.print(f"[bold]The local Slack is open at {url}[/]", soft_wrap=True)
        show(url, wanted=options.opens_browser)


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


def _complainer(console: Console) -> Callable[[Exception], None]:
    return lambda error: console.print(
        f"[red]The story broke off:[/] {escape(_in_words(error))}", soft_wrap=True
    )


def _in_words(error: Exception) -> str:
    return str(error) or type(error).__name__


def _quiet(_: Moment) -> None:
    """Say nothing while it happens."""


def _no_words(_: str) -> None:
    """Announce nothing."""
