"""The tester's hand: what it refuses."""

import json

import pytest

from tests.contract.sandbox.harness import Slack

CENTURIES_S = 1e15


@pytest.mark.parametrize(
    ("order", "error"),
    [
        ({"advance": CENTURIES_S}, "clock_too_far"),
        ({"offset": -CENTURIES_S}, "clock_too_far"),
        ({"offset": 0, "advance": CENTURIES_S}, "clock_too_far"),
        ({"advance": -1}, "invalid_arguments"),
    ],
)
async def test_the_clock_goes_forward_and_within_a_century(
    slack: Slack, order: dict[str, float], error: str
) -> None:
    assert await slack.refused("clock", **order) == error
    assert slack.sandbox.clock.offset == 0


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
async def test_the_clock_takes_no_number_that_is_none(slack: Slack, number: str) -> None:
    answer = await slack.http.post("/sandbox/clock", content=f'{{"advance": {number}}}')
    assert (answer.status_code, json.loads(answer.text)["ok"]) == (400, False)
    assert slack.sandbox.clock.offset == 0
