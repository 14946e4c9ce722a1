"""The local Slack in a browser: what a change costs in a long channel, and how soon it is there."""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from statistics import median

import httpx

from benchmarks.benchmark import Benchmark, Effort
from benchmarks.figure import Figure, Goal, compared, milliseconds
from csopsbot.demo.bot import free_port, stop
from csopsbot.demo.house import manifest
from csopsbot.sandbox import create_app, example_workspace, load_app
from csopsbot.sandbox.core import Sandbox
from csopsbot.sandbox.face.drawings import listed
from csopsbot.sandbox.face.place import Place
from csopsbot.sandbox.face.reader import reader
from csopsbot.sandbox.face.shared import Shared
from csopsbot.sandbox.face.window import Window
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.world.messages import Draft, change, post

CHANNEL = "C0GENERAL"
LONG = 5_000
WINDOWS = 9
"""Of three people, each with three."""
BARE = "import starlette.applications, uvicorn"

_FRACTION = Goal("at most", 0.1)
_A_FIFTIETH = Goal("at most", 10, " ms")
"""Half of the time there is, where fifty things change in a second."""
_SOON = Goal("at most", 2, " s")


@dataclass(frozen=True, slots=True)
class _Channel:
    """A long channel, and the windows that show it."""

    sandbox: Sandbox
    windows: list[Window]

    async def change(self, number: int) -> tuple[float, int]:
        """Change the latest message; return the seconds until every window knows, and the bytes."""
        conversation = self.sandbox.world.conversations[CHANNEL]
        ts = next(reversed(conversation.messages))
        began = time.perf_counter()
        changed = {**conversation.messages[ts], "blocks": _card(number)}
        change(self.sandbox.world, conversation, ts, changed)
        sent = [json.dumps(await window.news()) for window in self.windows]
        return time.perf_counter() - began, len(sent[0])

    def draw_again(self) -> tuple[float, int]:
        """Draw the latest lines again for every window; return the seconds and a window's bytes."""
        world = self.sandbox.world
        people = world.workspace.users
        began, size = time.perf_counter(), 0
        for number in range(WINDOWS):
            one = reader(world, people[number % len(people)], "en")
            lines, _ = listed(one, world.conversations[CHANNEL])
            size = len(json.dumps(lines))
        return time.perf_counter() - began, size


async def run(effort: Effort) -> list[Figure]:
    """Return what a change costs, and what a start."""
    return [*await _changes(effort), await _start(effort)]


async def _changes(effort: Effort) -> list[Figure]:
    ours, again = [], []
    async with _long_channel() as channel:
        for turn in effort.turns():
            ours += [await channel.change(turn * 1000 + n) for n in range(effort.samples)]
            again.append(channel.draw_again())
    seconds, size = (median(column) for column in zip(*ours, strict=True))
    its_seconds, its_size = (median(column) for column in zip(*again, strict=True))
    where = f"{WINDOWS} windows on {LONG:,} messages"
    return [
        Figure(
            f"a change, in {where}",
            milliseconds(seconds),
            f"{milliseconds(its_seconds)}, the latest 50 lines drawn again",
            seconds / its_seconds,
            _A_FIFTIETH.verdict(seconds * 1000),
        ),
        compared(
            "what each window is sent",
            f"{size / 1000:.1f} kB",
            f"{its_size / 1000:.1f} kB, the latest 50 lines",
            size / its_size,
            _FRACTION,
        ),
    ]


@asynccontextmanager
async def _long_channel() -> AsyncIterator[_Channel]:
    app = create_app(example_workspace(), load_app(manifest()))
    sandbox: Sandbox = app.state.sandbox
    shared: Shared = app.state.face
    world = sandbox.world
    for number in range(LONG):
        draft = Draft(world.app.bot_user_id, f"Card {number}", blocks=_card(number))
        post(world, world.conversations[CHANNEL], draft)
    users = world.workspace.users
    place, latest = Place(CHANNEL), sandbox.feed.latest
    windows = [Window(shared, users[n % len(users)].id, place, latest) for n in range(WINDOWS)]
    for window in windows:
        await window.news()
    try:
        yield _Channel(sandbox, windows)
    finally:
        await sandbox.close()


def _card(number: int) -> list[Json]:
    """Return something like the product's own card."""
    due = f"<!date^{1_700_000_000 + number}^{{date_short_pretty}} {{time}} ({{ago}})|soon>"
    fields = ("*Stage*\nWaiting for engineering", "*Issue*\n<https://example.com|PAY-1>", due)
    return [
        {"type": "section", "text": {"type": "mrkdwn", "text": f"*ESC-{number}* Payments fail"}},
        {"type": "section", "fields": [{"type": "mrkdwn", "text": text} for text in fields]},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "Opened by <@U0ANA>"}]},
    ]


async def _start(effort: Effort) -> Figure:
    """Return how long it takes from the command until the page is there."""
    ours, bare = [], []
    for _ in effort.turns():
        ours.append(await _until_page())
        bare.append(await _until_over(sys.executable, "-c", BARE))
    seconds, its = median(ours), median(bare)
    return Figure(
        "from the command to a page",
        f"{seconds:.2f} s",
        f"{its:.2f} s, Python with Starlette and uvicorn",
        seconds / its,
        _SOON.verdict(seconds),
    )


async def _until_page() -> float:
    port, began = free_port(), time.perf_counter()
    command = (sys.executable, "-m", "csopsbot", "sandbox", "--port", str(port))
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    try:
        await process.stdout.readline()
        async with httpx.AsyncClient(trust_env=False) as http:
            answer = await http.get(f"http://127.0.0.1:{port}/app/ana/general")
        assert answer.is_success
        return time.perf_counter() - began
    finally:
        await stop(process)


async def _until_over(*command: str) -> float:
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(*command)
    assert await process.wait() == 0
    return time.perf_counter() - began


BENCHMARK = Benchmark(
    "face",
    "The local Slack in a browser: changes in a long channel, and the start",
    run,
    Effort(rounds=5, samples=50, seconds=8),
)
