"""The director's panel: moves the clock, breaks things, and mends them."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from markupsafe import Markup

from csopsbot.sandbox.core import Sandbox
from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.face.panels.breakages import BREAKAGES, called
from csopsbot.sandbox.face.panels.panel import Asked, Panel
from csopsbot.sandbox.face.templates import drawn
from csopsbot.sandbox.face.words import Text, say
from csopsbot.sandbox.jsontypes import Json

STEPS = (("+1 min", 60), ("+15 min", 900), ("+1 h", 3600))
FARTHEST_S = 30 * 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Jump:
    """A way to move the clock: SECONDS tells how far it is now, None where it leads nowhere."""

    name: str
    title: Text
    seconds: Callable[[], Awaitable[float | None]]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that can be broken besides Slack; TURN it on or off, IS_ON tells which it is."""

    name: str
    title: Text
    about: Text
    is_on: Callable[[], bool]
    turn: Callable[[bool], None]


@dataclass(frozen=True, slots=True)
class Director:
    """The panel, with what a program adds to it."""

    jumps: Sequence[Jump] = ()
    troubles: Sequence[Trouble] = ()
    also: Callable[[float], Awaitable[None]] | None = None

    async def version(self, sandbox: Sandbox) -> object:
        """Return what tells whether the panel looks the same."""
        minute = int(sandbox.clock.now() // 60)
        on = [one.is_on() for one in self.troubles]
        ways = [await jump.seconds() is not None for jump in self.jumps]
        return minute, sandbox.clock.offset, sandbox.faults.listed(), on, ways

    async def body(self, sandbox: Sandbox, asked: Asked) -> Markup:
        """Return the panel."""
        clock, faults = sandbox.clock, sandbox.faults.listed()
        return drawn(
            "director.html",
            asked.language,
            now=datetime.fromtimestamp(clock.now(), UTC),
            ahead=in_words(max(clock.offset, 0.0)),
            steps=STEPS,
            jumps=[(one, await one.seconds() is not None) for one in self.jumps],
            breakages=BREAKAGES,
            troubles=self.troubles,
            on=any(one.is_on() for one in self.troubles),
            broken=[_broken(one, asked.language) for one in faults if not _is_over(one)],
        )

    async def move(self, sandbox: Sandbox, sent: Json) -> None:
        """Let some seconds pass."""
        try:
            seconds = float(sent["by"])
        except (KeyError, TypeError, ValueError):
            raise SlackError("invalid_arguments") from None
        if not 0 < seconds <= FARTHEST_S:
            raise SlackError("invalid_arguments")
        await self._pass(sandbox, seconds)

    async def jump(self, sandbox: Sandbox, sent: Json) -> None:
        """Let as much time pass as it takes to get somewhere."""
        way = next((one for one in self.jumps if one.name == sent.get("to")), None)
        seconds = await way.seconds() if way else None
        if seconds is None:
            raise SlackError("not_found")
        await self._pass(sandbox, max(seconds, 0.0))

    async def _pass(self, sandbox: Sandbox, seconds: float) -> None:
        await sandbox.pass_time(seconds)
        if self.also is not None:
            await self.also(seconds)

    async def spoil(self, sandbox: Sandbox, sent: Json) -> None:
        """Break something of Slack's, for the next few times or until it is healed."""
        name, _, times = str(sent.get("what")).partition(" ")
        if name not in BREAKAGES:
            raise SlackError("invalid_arguments")
        count = int(times) if times.isdecimal() else None
        sandbox.faults.add(BREAKAGES[name].model_copy(update={"count": count}))

    async def turn(self, _sandbox: Sandbox, sent: Json) -> None:
        """Break what is not Slack's, or mend it."""
        trouble = next((one for one in self.troubles if one.name == sent.get("what")), None)
        if trouble is None:
            raise SlackError("invalid_arguments")
        trouble.turn(not trouble.is_on())

    async def heal(self, sandbox: Sandbox, _sent: Json) -> None:
        """Let everything go well again."""
        sandbox.faults.clear()
        for trouble in self.troubles:
            trouble.turn(False)


def director(
    jumps: Sequence[Jump] = (),
    troubles: Sequence[Trouble] = (),
    also: Callable[[float], Awaitable[None]] | None = None,
) -> Panel:
    """Return the panel, with ways and troubles that only whoever runs the sandbox knows.

    ALSO lets time pass for others than the sandbox and those who go by its clock.
    """
    one = Director(jumps, troubles, also)
    acts = {"move": one.move, "jump": one.jump, "break": one.spoil, "turn": one.turn}
    return Panel(
        "director",
        partial(say, "director.title"),
        one.version,
        one.body,
        {**acts, "heal": one.heal},
    )


def in_words(seconds: float) -> str:
    """Return how long that is, in its two largest units."""
    whole = round(seconds)
    sizes = ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s"))
    parts = []
    for size, unit in sizes:
        number, whole = divmod(whole, size)
        if number:
            parts.append(f"{number} {unit}")
    return " ".join(parts[:2])


def _is_over(fault: dict[str, object]) -> bool:
    return fault["count"] is not None and fault["struck"] == fault["count"]


def _broken(fault: dict[str, object], language: str) -> tuple[str, str]:
    """Return what is broken, and how often that was felt."""
    struck, count = str(fault["struck"]), fault["count"]
    if count:
        felt = say("director.struck_of", language, struck=struck, of=str(count))
    else:
        felt = say("director.struck", language, struck=struck)
    return called(fault, language), felt
