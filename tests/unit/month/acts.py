"""What people do in the simulated month, and the use case that each act is."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from typing import Any

from csopsbot.app import steering
from csopsbot.app.conversation import Reply, reply
from csopsbot.app.opening import OpenEscalation, open_escalation
from csopsbot.app.ports import Surface, Work
from csopsbot.app.reactions import Reaction, react
from csopsbot.app.steering import OnEscalation
from csopsbot.domain.desk import Desk
from csopsbot.domain.document import plain
from csopsbot.domain.events import Intake, Place
from csopsbot.domain.people import Person
from tests.unit.month.promises import GOLD

MIA = Person("U_MIA", "Mia")
ADA = Person("U_ADA", "Ada")


@dataclass(frozen=True)
class Act:
    """Something that somebody does at a whole second."""

    at: int
    what: str


@dataclass(frozen=True)
class Story:
    """An escalation of the month: whose it is, how bad, and what happens, in order."""

    number: int
    customer: str
    severity: str
    acts: tuple[Act, ...]

    @property
    def id(self) -> str:
        return f"E{self.number}"


@dataclass(frozen=True)
class _Scene:
    """How an escalation stands, as far as it decides what can happen next."""

    severity: str
    is_open: bool = True
    taken: bool = False
    working: bool = False
    waits: bool = False
    withdrawn: bool = False
    was: "_Scene | None" = None

    def choices(self) -> Iterator[str]:
        """Yield what can happen next."""
        if self.withdrawn:
            return
        yield from ("told", "acknowledged")
        if not self.is_open:
            yield from ("undone", "undone") if self.was else ("started",)
            return
        yield from ("wrote", "asked", "answered", "resolved", "resolved", "withdrawn", self.worse)
        yield "goes_on" if self.waits else "waits"
        if not self.working:
            yield "started"
        if not self.taken:
            yield from ("taken", "taken")

    @property
    def worse(self) -> str:
        return "s2" if self.severity == "s1" else "s1"

    def after(self, what: str) -> "_Scene":
        """Return the scene after that."""
        if what == "undone":
            assert self.was is not None
            return self.was
        before = replace(self, was=None)
        changed = replace(before, **_CHANGES.get(what, {}))
        return replace(changed, was=before) if what == "resolved" else changed


_CHANGES: dict[str, dict[str, Any]] = {
    "taken": {"taken": True},
    "started": {"is_open": True, "taken": True, "working": True},
    "waits": {"waits": True},
    "goes_on": {"waits": False},
    "wrote": {"waits": False},
    "s1": {"severity": "s1"},
    "s2": {"severity": "s2"},
    "resolved": {"is_open": False, "working": False, "waits": False},
    "withdrawn": {"is_open": False, "withdrawn": True},
}


def stories(number: int, start: int, seed: int) -> list[Story]:
    """Return so many stories that begin within three weeks of START, the same for a SEED."""
    chance = random.Random(seed)
    return [_story(each, start, chance) for each in range(1, number + 1)]


def _story(number: int, start: int, chance: random.Random) -> Story:
    customer, severity = chance.choice((GOLD, "Globex")), chance.choice(("s1", "s2"))
    grain = chance.choice((1, 900))  # where all is at whole quarters, more falls together
    at = start + chance.randrange(21 * 86_400) // grain * grain
    acts, scene = [Act(at, "opened")], _Scene(severity)
    plan = [""] * chance.randrange(1, 6) + chance.choice(([], ["told", "resolved"], ["told"]))
    for wanted in plan:
        possible = list(scene.choices())
        if not possible or wanted not in ("", *possible):
            break
        what = wanted or chance.choice(possible)
        at += _pause(what, grain, chance)
        acts.append(Act(at, what))
        scene = scene.after(what)
    return Story(number, customer, severity, tuple(acts))


def _pause(what: str, grain: int, chance: random.Random) -> int:
    """Return how long it takes until somebody does that; undoing is possible for ten minutes."""
    if what == "undone":
        return chance.randrange(1, 500)
    return grain * (1 + int(chance.expovariate(1 / 9_000)) // grain)


def perform(work: Work, story: Story, act: Act, desk: Desk, now: datetime) -> None:
    """Let the act happen."""
    _ACTS[act.what](work, story, desk, now)


def _opened(work: Work, story: Story, desk: Desk, now: datetime) -> None:
    intake = Intake(story.customer, "Cannot pay", "Nothing happens.", story.severity)
    place = Place("C_SUP", f"{story.number}.1")
    command = OpenEscalation(story.id, f"V{story.number}", MIA, intake, place)
    open_escalation(work, command, desk, now)
    work.surfaces.put(Surface(story.id, "team", "C_ENG", f"{story.number}.2", "h"))


def _reacts(emoji: str, *, added: bool = True) -> "_Perform":
    def perform(work: Work, story: Story, desk: Desk, now: datetime) -> None:
        number = next(_EVENTS)
        ts, order = f"{story.number}.2", f"{number:010}.0"
        react(work, Reaction(f"Ev{number}", ADA, emoji, "C_ENG", ts, order, added), desk, now)

    return perform


def _answered(work: Work, story: Story, desk: Desk, now: datetime) -> None:
    message = Reply(MIA, "C_SUP", f"{story.number}.1", f"{next(_EVENTS)}.9", plain("Here it is."))
    reply(work, message, desk, now)


def _told(work: Work, story: Story, desk: Desk, now: datetime) -> None:
    steering.tell_freely(work, _by_mia(story), "We are on it.", desk, now)


def _wrote(work: Work, story: Story, desk: Desk, now: datetime) -> None:
    steering.customer_wrote(work, _by_mia(story), None, desk, now)


def _waits(work: Work, story: Story, desk: Desk, now: datetime) -> None:
    steering.start_waiting(work, _by_mia(story), "waiting_for_customer", "", None, desk, now)


def _goes_on(work: Work, story: Story, desk: Desk, now: datetime) -> None:
    steering.end_waiting(work, _by_mia(story), "waiting_for_customer", desk, now)


def _changed(severity: str) -> "_Perform":
    def perform(work: Work, story: Story, desk: Desk, now: datetime) -> None:
        steering.change_severity(work, _by_mia(story), severity, desk, now)

    return perform


def _withdrawn(work: Work, story: Story, desk: Desk, now: datetime) -> None:
    steering.withdraw(work, _by_mia(story), "", desk, now)


def _acknowledged(work: Work, story: Story, desk: Desk, now: datetime) -> None:
    escalation = work.escalations.get(story.id)
    if any(escalation.rings(alert) for alert in escalation.alerts):
        steering.acknowledge(work, _by_mia(story), desk, now)


def _by_mia(story: Story) -> OnEscalation:
    return OnEscalation(MIA, story.id)


_Perform = Callable[[Work, Story, Desk, datetime], None]
_EVENTS = count(1)
_ACTS: dict[str, _Perform] = {
    "opened": _opened,
    "taken": _reacts("eyes"),
    "started": _reacts("hammer_and_wrench"),
    "asked": _reacts("question"),
    "resolved": _reacts("white_check_mark"),
    "undone": _reacts("white_check_mark", added=False),
    "answered": _answered,
    "told": _told,
    "wrote": _wrote,
    "waits": _waits,
    "goes_on": _goes_on,
    "s1": _changed("s1"),
    "s2": _changed("s2"),
    "withdrawn": _withdrawn,
    "acknowledged": _acknowledged,
}
