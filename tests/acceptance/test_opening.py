"""The demo's page is there before the bot is, and whoever needs the bot hears if it never comes."""

import time
from pathlib import Path

import httpx
import pytest

from csopsbot.demo.bot import HouseNotReady
from csopsbot.demo.house import opening_house
from csopsbot.demo.panels import furnish
from csopsbot.demo.performance import performing
from csopsbot.demo.transcript import Transcript

BROKEN = {"CSOPSBOT_PORT": "no port"}


async def test_the_page_greets_although_the_bot_does_not_start(tmp_path: Path) -> None:
    told = Transcript(time.monotonic, lambda _: None)
    async with (
        opening_house("http", tmp_path, changes=BROKEN) as house,
        performing(house, told) as performance,
        httpx.AsyncClient(trust_env=False) as window,
    ):
        furnish(house, performance)
        page = await window.get(f"{house.slack_url}/app")
        assert "Try it: it takes a minute" in page.text
        with pytest.raises(HouseNotReady, match="ended with"):
            await house.database
        assert (await window.get(f"{house.slack_url}/app")).is_success
