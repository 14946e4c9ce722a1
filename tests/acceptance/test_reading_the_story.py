"""The story for somebody who reads: told step by step, while time goes on between the steps."""

import time
from pathlib import Path

import pytest

from csopsbot.demo.house import open_house
from csopsbot.demo.performance import performing
from csopsbot.demo.transcript import Transcript
from tests.acceptance.waiting import until

A_MINUTE_S = 60
AN_HOUR = pytest.param(60, marks=pytest.mark.thorough)


@pytest.mark.parametrize("minutes", [2, AN_HOUR])
async def test_the_story_goes_on_however_long_each_step_is_looked_at(
    tmp_path: Path, minutes: int
) -> None:
    told = Transcript(time.monotonic, lambda _: None)
    async with open_house("http", tmp_path) as house, performing(house, told) as performance:
        for number, beat in enumerate(performance.beats, 1):
            performance.step()
            await until(f"“{beat.__name__}” ends", lambda: performance.state != "telling")
            assert (performance.problem, performance.done) == (None, number)
            await house.later(minutes * A_MINUTE_S)
    assert performance.state == "over"
