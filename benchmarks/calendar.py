"""What open time costs to count, beside the libraries a Python program would count it with today."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from statistics import median
from timeit import Timer

from benchmarks.benchmark import Benchmark, Effort
from benchmarks.business_time import HOLIDAYS, NEW_YORK, WALK, Library, installed
from benchmarks.figure import Figure, Goal, a_second, microseconds
from csopsbot.domain.sla import CompiledCalendar, compiled, read, seconds
from csopsbot.domain.sla.batch import Batch

Ask = Callable[[], object]

_WEEK = ("mon", "tue", "wed", "thu", "fri")
_STARTS = [datetime(2024, 1, 8, 14, tzinfo=UTC) + timedelta(hours=5 * step) for step in range(8)]
_SPANS = {"1 day": 1, "30 days": 30, "1 year": 365}
_OPEN_HOURS = {"1 day": 8, "30 days": 168, "1 year": 2016}
_GOALS = {"30 days": Goal("at least", 20), "1 year": Goal("at least", 200)}
_DUE_SOON = Goal("at least", 100)
_QUICK = Goal("at least", 20_000, " a second")
_SHORTEST_S = 0.002
_LINES = 1000
_QUESTION = {
    "tz": NEW_YORK.key,
    "hours": {day: [["09:00", "17:00"]] for day in _WEEK},
    "holidays": HOLIDAYS,
    "op": "add",
    "start": "2024-01-08T14:00:00Z",
    "seconds": 28_800,
}
_OURS = ""


@dataclass(frozen=True, slots=True)
class Question:
    """The same asked of us and of each library; the fastest of them, and some, have a goal."""

    what: str
    ours: Sequence[Ask]
    theirs: Mapping[str, Sequence[Ask]]
    fastest: Goal | None = None
    named: Mapping[str, Goal] = field(default_factory=dict)


async def run(effort: Effort) -> list[Figure]:
    """Return how many times faster we are than each of the libraries that are installed."""
    libraries = list(installed())
    hours = {day: ["09:00-17:00"] for day in _WEEK}
    office = compiled(read({"tz": NEW_YORK.key, "hours": hours, "holidays": HOLIDAYS}))
    questions = [*_elapsed(office, libraries), *_due(office, libraries)]
    figures = [figure for question in questions for figure in _figures(question, effort)]
    return [*figures, _batch(effort)]


def _elapsed(office: CompiledCalendar, libraries: Sequence[Library]) -> Iterator[Question]:
    for name, days in _SPANS.items():
        pairs = [(start, start + timedelta(days=days)) for start in _STARTS]
        ours = [partial(office.elapsed, seconds(start), seconds(end)) for start, end in pairs]
        theirs = {
            one.name: [
                partial(one.elapsed, one.moment(start), one.moment(end)) for start, end in pairs
            ]
            for one in libraries
        }
        yield Question(f"elapsed, {name}", ours, theirs, _GOALS.get(name))


def _due(office: CompiledCalendar, libraries: Sequence[Library]) -> Iterator[Question]:
    for name, hours in _OPEN_HOURS.items():
        ours = [partial(office.add, seconds(start), hours * 3600, "left") for start in _STARTS]
        theirs = {
            one.name: [partial(one.add, one.moment(start), hours) for start in _STARTS]
            for one in libraries
            if one.add
        }
        named = {"businesstimedelta": _DUE_SOON} if hours == 8 else {}
        yield Question(f"due in {hours} business hours", ours, theirs, _GOALS.get(name), named)


def _figures(question: Question, effort: Effort) -> Iterator[Figure]:
    """Yield a figure for each library, the fastest of them first."""
    costs = _costs({_OURS: question.ours, **question.theirs}, effort)
    ours = costs.pop(_OURS)
    fastest = min(costs.keys() - {WALK}, key=costs.__getitem__, default=None)
    for name in sorted(costs, key=costs.__getitem__):
        ratio = costs[name] / ours
        goal = question.named.get(name) or (question.fastest if name == fastest else None)
        yield Figure(
            what=question.what,
            ours=microseconds(ours),
            its=f"{microseconds(costs[name])}, {name}",
            ratio=ratio,
            verdict=goal.verdict(ratio) if goal else "",
        )


def _batch(effort: Effort) -> Figure:
    """Return how many questions a second are answered, beside JSON that is only read and written."""
    lines = [json.dumps({**_QUESTION, "id": number}).encode() for number in range(_LINES)]
    batch = Batch()
    asked = {
        _OURS: [lambda: [batch.answer(line) for line in lines]],
        "JSON alone": [lambda: [json.dumps(json.loads(line)) for line in lines]],
    }
    ours, alone = (_LINES / seconds for seconds in _costs(asked, effort).values())
    its = f"{a_second(alone)}, JSON alone"
    return Figure("batch, one calendar", a_second(ours), its, ours / alone, _QUICK.verdict(ours))


def _costs(asked: Mapping[str, Sequence[Ask]], effort: Effort) -> dict[str, float]:
    """Return the seconds that the question takes each of those who are asked."""
    taken: dict[str, list[float]] = {name: [] for name in asked}
    for _ in effort.turns():
        for name, asks in asked.items():
            taken[name] += [_seconds(ask) for ask in asks[: effort.samples]]
    return {name: median(each) for name, each in taken.items()}


def _seconds(ask: Ask) -> float:
    timer, number = Timer(ask), 1
    while (spent := timer.timeit(number)) < _SHORTEST_S:
        number *= 4
    return spent / number


BENCHMARK = Benchmark(
    "calendar",
    "Open time counted, so many times faster than by the libraries that Python has",
    run,
    Effort(rounds=3, samples=8),
)
