"""The director's panel: moves the clock, breaks things, and mends them."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from csopsbot.sandbox.face.panels.director import Jump, Trouble, director
from tests.contract.sandbox.face.window import page, window
from tests.contract.sandbox.harness import Slack, installed, sandbox_with


class Tracker:
    """Something beside Slack that can be taken down."""

    def __init__(self) -> None:
        self.down = False
        self.next_in: float | None = None

    async def next(self) -> float | None:
        return self.next_in

    def turn(self, on: bool) -> None:
        self.down = on


@pytest.fixture
def tracker() -> Tracker:
    return Tracker()


@pytest.fixture
async def slack(tracker: Tracker) -> AsyncIterator[Slack]:
    jump = Jump("deadline", lambda _: "To the deadline", tracker.next)
    trouble = Trouble(
        "board", lambda _: "Take it down", lambda _: "About", lambda: tracker.down, tracker.turn
    )
    async with sandbox_with(installed(), panels=[director([jump], [trouble])]) as slack:
        yield slack


async def order(slack: Slack, act: str, **sent: object) -> dict[str, Any]:
    answer = await slack.http.post(f"/app/ana/panels/director/{act}", json=sent)
    body: dict[str, Any] = answer.json()
    return body


async def test_time_is_moved_on_in_every_window(slack: Slack) -> None:
    async with window(slack, "ana", "support", panel="director") as ana:
        assert (await order(slack, "move", by="900"))["ok"]
        await ana.order("part", "15 min", id="panel")
    assert slack.sandbox.clock.offset == 900


@pytest.mark.parametrize("by", ["-60", "0", "nan", "inf", "1e9", "soon", None])
async def test_time_goes_forward_alone_and_not_for_ever(slack: Slack, by: object) -> None:
    assert (await order(slack, "move", by=by))["error"] == "invalid_arguments"


async def test_one_jumps_to_what_happens_next_unless_nothing_does(
    slack: Slack, tracker: Tracker
) -> None:
    assert (await order(slack, "jump", to="deadline"))["error"] == "not_found"
    tracker.next_in = 42.0
    assert (await order(slack, "jump", to="deadline"))["ok"]
    assert slack.sandbox.clock.offset == 42


async def test_what_was_broken_some_times_is_listed_until_it_is_over(slack: Slack) -> None:
    assert (await order(slack, "break", what="too_many 1"))["ok"]
    assert "struck 0 of 1" in await page(slack, "ana/support?panel=director")
    asked = await slack.call("chat.postMessage", {"channel": "C0SUPPORT", "text": "Hello"})
    assert asked.status_code == 429
    assert "struck" not in await page(slack, "ana/support?panel=director")


async def test_all_is_healed_at_once(slack: Slack, tracker: Tracker) -> None:
    await order(slack, "break", what="lose_answers")
    await order(slack, "turn", what="board")
    assert "so far" in await page(slack, "ana/support?panel=director")
    assert tracker.down
    await order(slack, "heal")
    assert (tracker.down, slack.sandbox.faults.listed()) == (False, [])


@pytest.mark.parametrize(("act", "what"), [("break", "everything"), ("turn", "the tide")])
async def test_what_nobody_can_break_is_refused(slack: Slack, act: str, what: str) -> None:
    assert (await order(slack, act, what=what))["error"] == "invalid_arguments"
