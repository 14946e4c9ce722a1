"""What stands in the log, however much of it is asked for."""

import logging
from collections.abc import Iterator

import pytest
import structlog

from csopsbot import logs
from csopsbot.app.ports import Database
from tests.contract.slack.inbound.harness import SUPPORT, Inbound, Mode, inbound

UNTOLD = ("words of", "Mia", "Acme", "Payments fail", "xoxb", "xapp")


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


async def _converse(world: Inbound) -> None:
    escalation = await world.escalate(text="words of the customer")
    card = await world.show_card(escalation, "support", SUPPORT)
    await world.person("mia").say(SUPPORT, "words of the agent", thread_ts=card)
    await world.until(("message", "done"))
    await world.post(channel=SUPPORT, text="words of our own", thread_ts=card)
    await world.person("mia").command(SUPPORT, "/csops", "open")
    await world.person("guest").command(SUPPORT, "/escalate", "words of a guest")


async def test_at_debug_nobodys_words_and_names_are_logged(
    sqlite: Database, mode: Mode, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.configure("debug", "json")
    async with inbound(sqlite, mode) as world:
        await _converse(world)
    written = capsys.readouterr().err
    assert [one for one in UNTOLD if one in written] == []
