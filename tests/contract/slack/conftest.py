"""A local Slack with the two channels, and our outlet in front of it."""

from collections.abc import AsyncIterator

import pytest

from tests.contract.slack.house import House, open_house


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with open_house() as house:
        yield house
