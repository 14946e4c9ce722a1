"""/csops why explains an escalation's clocks, to the person alone who asks."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from csopsbot.app.ports import Database
from csopsbot.domain.fold import fold
from tests.contract.slack.inbound.harness import PAYMENTS, SUPPORT, Inbound, Mode, inbound
from tests.unit.words.told import DESK, EVERYTHING, STANDARD, at, desk

INTERNAL = replace(STANDARD, key="inside", audience="ola")
AT_DESK = replace(desk(*DESK.agreements.policies, INTERNAL), agents=frozenset())


async def opened(database: Database) -> None:
    """Keep the story that has everything in it as ESC-12."""
    story = fold("E1", 12, EVERYTHING)
    await database.run(lambda work: work.escalations.add(story, EVERYTHING))


@pytest.fixture
async def told_everywhere(database: Database, mode: Mode) -> AsyncIterator[Inbound]:
    await opened(database)
    async with inbound(database, mode, desk=AT_DESK, clock=lambda: at("05-04 10:00")) as world:
        yield world


@pytest.fixture
async def told_here(sqlite: Database) -> AsyncIterator[Inbound]:
    await opened(sqlite)
    async with inbound(sqlite, "http", desk=AT_DESK, clock=lambda: at("05-04 10:00")) as world:
        yield world


async def why(world: Inbound, words: str, name: str = "mia", channel: str = SUPPORT) -> str:
    """Return what the person called NAME is answered."""
    await world.person(name).command(channel, "/csops", f"why {words}".strip())
    return (await world.whispers(name, channel))[-1]


async def test_the_whole_ledger_is_told_to_the_one_who_asks(told_everywhere: Inbound) -> None:
    said = await why(told_everywhere, "ESC-12 sla/resolution")
    assert said.startswith("*ESC-12* *Payments fail*\n\n*Resolution, promised to the customer*\n• ")
    assert "Severity raised from S3 to S1 (Mia)" in said
    assert "⚠ The customer had already written" in said
    assert "9 h over, was due <!date^" in said
    assert "Whose turn it was: Support" in said
    assert await told_everywhere.whispers("ana") == []


async def test_it_is_told_in_the_language_of_the_one_who_asks(told_here: Inbound) -> None:
    assert "Gravedad subida de S3 a S1 (Mia)" in await why(told_here, "12 sla", "ana")


@pytest.mark.parametrize("name", ["12", "esc-12", "ESC12", "#12", "  ESC-12  ", "ESC-0012"])
async def test_an_escalation_is_named_in_many_ways(told_here: Inbound, name: str) -> None:
    assert "*ESC-12*" in await why(told_here, name)


async def test_what_a_person_wrote_pings_nobody_and_breaks_nothing(told_here: Inbound) -> None:
    assert "“asked for &lt;logs&gt;”" in await why(told_here, "ESC-12 sla")


@pytest.mark.parametrize("word", ["resolution", "Resolution", "ola", "ola/resolution"])
async def test_internal_clocks_are_told_to_full_members(told_here: Inbound, word: str) -> None:
    assert "*Resolution, agreed among ourselves*" in await why(told_here, f"ESC-12 {word}")


async def test_one_audience_can_be_asked_for_alone(told_here: Inbound) -> None:
    assert "agreed among ourselves" not in await why(told_here, "ESC-12 sla")


async def test_a_guest_is_told_nothing_of_any_clock(told_here: Inbound) -> None:
    said = await why(told_here, "ESC-12", "guest")
    assert "Resolution" not in said


async def test_two_long_ledgers_leave_out_their_middles(told_here: Inbound) -> None:
    said = await why(told_here, "ESC-12")
    assert len(said) <= 4_000
    assert "`/csops why ESC-12 sla/resolution`" in said
    assert "`/csops why ESC-12 ola/resolution`" in said
    assert said.count("Started:") == said.count("9 h over") == 2


@pytest.mark.parametrize(
    "words",
    ["", "ESC", "0", "-12", "twelve", "12.5", "ESC-" + "9" * 5_000, "٣", "1 2 3 <!channel>"],
)
async def test_what_names_no_escalation_is_answered_kindly(told_here: Inbound, words: str) -> None:
    said = await why(told_here, words)
    assert said.startswith(("Name an escalation, as in `/csops why ESC-12`.", "There is no ESC-1."))


async def test_a_number_that_nobody_has_is_named(told_here: Inbound) -> None:
    said = await why(told_here, "999999999", "dev", PAYMENTS)
    assert said == "There is no ESC-999999999. `/csops open` lists what is open."


async def test_a_clock_that_nobody_has_is_answered_with_those_there_are(
    told_here: Inbound,
) -> None:
    said = await why(told_here, "ESC-12 <!here>")
    assert said.startswith("No clock is called “&lt;!here&gt;”. There are:\n• `sla/resolution`")


async def test_where_nothing_was_agreed_nothing_was_promised(here: Inbound) -> None:
    escalation = await here.escalate()
    said = await why(here, f"{escalation.name} resolution")
    assert said == "Nothing was promised: no policy has been agreed on, so no clock runs."
