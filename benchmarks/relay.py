"""How many effects a second leave through one worker, while the outside answers at once."""

import asyncio
import itertools
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from statistics import median

from benchmarks.bare_commits import bare_commits
from benchmarks.benchmark import Benchmark, Effort
from benchmarks.databases import Kind, database
from benchmarks.figure import Figure, a_second
from csopsbot.app.effects import Effect
from csopsbot.app.opening import OpenEscalation, open_escalation
from csopsbot.app.ports import Budget, Call, Database, Outlet, Scene, Work
from csopsbot.app.receipts import Done, Posted, Receipt
from csopsbot.domain.desk import Desk, Severity, Team, TrackerProject
from csopsbot.domain.events import Intake, Place
from csopsbot.domain.people import Person
from csopsbot.slack.budgets import budgets
from csopsbot.slack.calls import Post
from csopsbot.slack.preparing import prepared
from csopsbot.storage.database import open_database
from csopsbot.storage.migrate import prepare
from csopsbot.worker.relay import Relay

EFFECTS_EACH = 3

_DESK = Desk(
    teams=(Team("payments", "Payments", "C0ENG", TrackerProject("tracker", "PAY")),),
    severities=(Severity("S1", "S1: nobody can work", 1),),
    reactions={},
    share_reactions=frozenset(),
)
_MIA = Person("U0MIA", "Mia")
_INTAKE = Intake("Acme Bank", "Card payments fail", "Since about nine every payment fails.", "S1")
_numbers = itertools.count(1)


@dataclass(slots=True)
class Counter:
    """Counts what left, and tells when that is all."""

    expected: int
    left: int = 0
    all_left: asyncio.Event = field(default_factory=asyncio.Event)

    def one(self) -> None:
        """Count one."""
        self.left += 1
        if self.left == self.expected:
            self.all_left.set()


@dataclass(frozen=True, slots=True)
class SlackAtOnce:
    """Renders cards as the bot does, under budgets that are kept and never used up."""

    counter: Counter

    def prepare(self, effect: Effect, scene: Scene) -> Call | None:
        """Render the card."""
        body = prepared(effect, scene, _DESK)
        assert isinstance(body, Post)
        kept = tuple(_boundless(budget) for budget in budgets(body, "workspace"))
        return Call(scene.key, body, kept)

    async def send(self, call: Call) -> Receipt:
        """Answer at once."""
        self.counter.one()
        body = call.body
        assert isinstance(body, Post)
        return Posted(body.surface, body.channel, call.key, body.message.fingerprint)

    async def find(self, call: Call, since: datetime) -> Receipt | None:  # noqa: ARG002 - an outlet
        """Say that it is not there."""
        return None


@dataclass(frozen=True, slots=True)
class TrackerAtOnce:
    """Takes whatever is made in the tracker."""

    counter: Counter

    def prepare(self, effect: Effect, scene: Scene) -> Call | None:
        """Render nothing: what it takes to write an issue is not the relay's."""
        return Call(scene.key, effect)

    async def send(self, call: Call) -> Receipt:  # noqa: ARG002 - an outlet
        """Answer at once."""
        self.counter.one()
        return Done()

    async def find(self, call: Call, since: datetime) -> Receipt | None:  # noqa: ARG002 - likewise
        """Say that it is not there."""
        return None


def _boundless(budget: Budget) -> Budget:
    return replace(budget, per_minute=1e9, burst=1_000_000)


async def run(effort: Effort) -> list[Figure]:
    """Return a figure for each database."""
    return [await _compare(kind, effort) for kind in effort.databases]


async def _compare(kind: Kind, effort: Effort) -> Figure:
    with database(kind) as (url, _):
        prepare(url)
        opened = open_database(url)
        left, committed = [], []
        try:
            for _ in effort.turns():
                left.append(await _leaving(opened, effort.samples))
                committed.append(await bare_commits(url, effort.samples * EFFECTS_EACH))
        finally:
            await opened.close()
    ours, floor = median(left), median(committed)
    its = f"{a_second(floor)}, bare commits"
    return Figure(f"effects on {kind}", a_second(ours), its, ours / floor)


async def _leaving(opened: Database, escalations: int) -> float:
    """Return how many effects a second leave after so many escalations were opened."""
    await asyncio.gather(*(opened.run(_opening(next(_numbers))) for _ in range(escalations)))
    counter, stop = Counter(escalations * EFFECTS_EACH), asyncio.Event()
    outlets: dict[str, Outlet] = {"slack": SlackAtOnce(counter), "tracker": TrackerAtOnce(counter)}
    relay = Relay(opened, outlets, _DESK, _now, random.random)
    began = time.perf_counter()
    running = asyncio.create_task(relay.run(stop))
    await counter.all_left.wait()
    stop.set()
    await running
    return counter.left / (time.perf_counter() - began)


def _opening(number: int) -> Callable[[Work], object]:
    command = OpenEscalation(f"E{number}", f"V{number}", _MIA, _INTAKE, Place(f"C{number}"))
    return lambda work: open_escalation(work, command, _DESK, _now())


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the relay runs in real time here


BENCHMARK = Benchmark(
    "relay",
    "Effects through one worker, against transactions of one row",
    run,
    Effort(rounds=6, samples=150, seconds=12),
)
