"""What people type can alert nobody, hide no address, and break no card; it is shown as it stands."""

import json
import re
from collections.abc import AsyncIterator, Iterator
from functools import partial
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
import pytest_asyncio

from csopsbot.sandbox.signing import signed_headers
from tests.acceptance.house import House, open_house
from tests.acceptance.office import ADA, GUS, MIA, NOA, Problem
from tests.acceptance.sight import Json
from tests.acceptance.waiting import until
from tests.databases import Files

pytestmark = pytest.mark.asyncio(loop_scope="module")

PINGS = "<!channel> <!here> <@U0ADA> <!subteam^S0ALL> to all"
DISGUISED = f"{PINGS} <http://evil.example|our bank>"
RIGHT_TO_LEFT = "תשלומים \u202eנכשלו\u202c"  # noqa: RUF001 - it is Hebrew
CONTROLS = "one\x00two\x07three\x1bfour"
LONGEST = 3_000
MARKUP = re.compile(r"<[^>]*>")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(
    sqlite_files: Files, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[House]:
    """Yield a house in which the bot runs."""
    folder = tmp_path_factory.mktemp("hostile")
    with sqlite_files.empty() as url:
        async with open_house(folder, url) as opened, opened.bot():
            yield opened


async def escalated(house: House, problem: Problem, **filled: str) -> Problem:
    """Escalate with FILLED in place of the usual, and wait until all is shown."""
    view = await house.open_form(problem)
    await house.person(problem.agent).submit(view, {**problem.form, **filled})
    for channel in (problem.support, problem.team):
        await until("the issue is shown", partial(house.sight.shows, problem, channel, "PAY-"))
    return problem


def markup(house: House, problem: Problem) -> set[str]:
    """Return what Slack makes mentions, pings and links of in all that the bot said in a room."""
    both = (problem.support, problem.team)
    said = (one for channel in both for one in house.sight.messages(channel))
    texts = (text for one in said if one.get("bot_id") for text in texts_of(one))
    return {hit for text in texts for hit in MARKUP.findall(text)}


def texts_of(part: object) -> Iterator[str]:
    """Yield every text in a message that Slack reads as mrkdwn."""
    if isinstance(part, dict):
        for name, value in part.items():
            yield from [value] if name == "text" and isinstance(value, str) else texts_of(value)
    elif isinstance(part, list):
        for one in part:
            yield from texts_of(one)


def ours(house: House, hit: str) -> bool:
    """Tell whether it is a moment, a word to who escalated, or the way to an issue of our board."""
    return hit.startswith(("<!date^", f"<{house.bot_url}/board/issues/")) or hit == f"<@{MIA.id}>"


def harmless(house: House, problem: Problem) -> bool:
    """Tell whether all that the bot said in a room alerts only whom it should."""
    return all(ours(house, hit) for hit in markup(house, problem))


async def test_pings_in_a_form_are_shown_and_alert_nobody(house: House) -> None:
    problem = await escalated(house, Problem(DISGUISED, 0), customer=PINGS, details=DISGUISED)

    assert harmless(house, problem)
    assert house.sight.shows(problem, problem.support, DISGUISED)
    assert house.sight.shows(problem, problem.team, DISGUISED)
    assert DISGUISED in house.records.titles()


async def test_pings_behind_the_command_stand_in_the_form_as_they_were_typed(house: House) -> None:
    person = house.person(NOA)
    await person.command(Problem("").support, "/escalate", DISGUISED)
    view = await person.view()
    await person.close(view["id"])

    (title,) = (block for block in view["blocks"] if block.get("block_id") == "title")
    assert title["element"]["initial_value"] == DISGUISED


async def test_pings_in_a_reply_alert_nobody_on_the_other_side(house: House) -> None:
    problem = await escalated(house, Problem("Replies that shout", 1))

    await house.reply(problem, problem.support, MIA, PINGS)
    said = partial(house.sight.said, problem, problem.team, "Mia Torres", "to all")
    await until("the team reads it", said)
    await house.reply(problem, problem.team, ADA, f"📣 {PINGS}")
    said = partial(house.sight.said, problem, problem.support, "Ada Novak", "to all")
    await until("support reads it", said)

    assert harmless(house, problem)


async def test_text_of_any_script_is_kept_and_control_characters_are_not(house: House) -> None:
    problem = await escalated(house, Problem(RIGHT_TO_LEFT, 2), details=CONTROLS)

    assert house.sight.shows(problem, problem.support, RIGHT_TO_LEFT, "onetwothreefour")
    assert house.sight.shows(problem, problem.team, RIGHT_TO_LEFT, "onetwothreefour")


async def test_the_longest_text_a_form_takes_fits_on_the_cards(house: House) -> None:
    problem = await escalated(house, Problem("Long", 0), details="&<>" * (LONGEST // 3))

    assert house.sight.shows(problem, problem.support, "&<>&<>", "…")
    assert harmless(house, problem)


async def test_a_reply_longer_than_a_message_reaches_the_other_side_shortened(
    house: House,
) -> None:
    problem = await escalated(house, Problem("Longer", 1))

    await house.reply(problem, problem.support, MIA, "a long story " * 1_000)
    said = partial(
        house.sight.said, problem, problem.team, "Mia Torres", "a long story", "Shortened to fit"
    )
    await until("the team reads it", said)
    await house.delivered()

    assert any(text.count("a long story") == 1_000 for text in house.records.comments())


async def test_a_form_that_no_client_of_slacks_would_send_is_answered_at_its_field(
    house: House,
) -> None:
    problem = Problem("Forged", 2)
    before = house.records.rows()["escalation"]
    answer = await forge(house, problem, details="x" * 50_000)

    assert answer["response_action"] == "errors"
    assert list(answer["errors"]) == ["details"]
    assert house.records.rows()["escalation"] == before
    assert problem.title not in house.records.titles()


async def test_a_guest_who_reacts_is_told_privately_and_changes_nothing(house: House) -> None:
    problem = await escalated(house, Problem("A guest reacts", 0))

    await house.react(problem, "eyes", GUS)
    whispers = partial(house.sight.whispers, problem.team)
    await until("the guest is told", partial(whispers, GUS.id))
    await house.delivered()

    assert ["Guests" in text for text in whispers(GUS.id)] == [True]
    assert whispers(ADA.id) == []
    assert house.sight.lines(problem, problem.team) == []
    assert house.sight.shows(problem, problem.team, "Nobody yet")


async def forge(house: House, problem: Problem, **filled: str) -> dict[str, Any]:
    """Send a form as Slack would, had its client not looked at it; return the bot's answer."""
    view = await house.open_form(problem)
    shown: Json = next(one for one in await house.person(MIA).views() if one["id"] == view)
    state = {name: {name: {"value": text}} for name, text in {**problem.form, **filled}.items()}
    state["severity"] = {"severity": {"selected_option": {"value": "S1"}}}  # type: ignore[dict-item]
    state["area"] = {"area": {"selected_option": {"value": "Area 2"}}}  # type: ignore[dict-item]
    payload = {
        "type": "view_submission",
        "user": {"id": MIA.id, "team_id": "T0SANDBOX"},
        "team": {"id": "T0SANDBOX"},
        "view": {**shown, "state": {"values": state}},
    }
    body = urlencode({"payload": json.dumps(payload)}).encode()
    headers = signed_headers(house.slack.app.signing_secret, house.slack.clock.now(), body)
    headers["content-type"] = "application/x-www-form-urlencoded"
    async with httpx.AsyncClient(base_url=house.bot_url, trust_env=False) as client:
        answer = await client.post("/slack/events", content=body, headers=headers)
    await house.person(MIA).close(view)
    return dict(answer.json())
