"""What was said in a thread, whichever ids the server gives its people."""

import pytest

from csopsbot.domain.document import to_text
from csopsbot.domain.people import Actor
from csopsbot.slack.quotations import quotations
from csopsbot.slack.titles import address
from csopsbot.slack.workspace import Installation

US = Installation("T1", "", "U0BOT", "B0BOT")


async def name_of(id: str) -> str:
    return f"Person {id}"


@pytest.mark.parametrize("id", ["U0MIA", "4xp9fdt77p", "mia.wong", "user-7"])
async def test_people_are_called_by_their_names_whatever_their_ids(id: str) -> None:
    said = [{"user": id, "text": f"<@{id}> and <@{id}|old name> know"}]
    (one,) = await quotations(said, US, name_of)
    assert (one.author, to_text(one.body)) == (
        f"Person {id}",
        f"@Person {id} and @Person {id} know",
    )
    assert address(Actor(id, "Mia")) == f"<@{id}>"


@pytest.mark.parametrize("ours", [{"user": "U0BOT"}, {"bot_id": "B0BOT"}])
async def test_our_own_words_are_left_out(ours: dict[str, str]) -> None:
    assert await quotations([{**ours, "text": "ours"}], US, name_of) == ()


@pytest.mark.parametrize("id", ["!channel", "U1>", "U1|x", "", "a b"])
def test_what_is_no_id_alerts_nobody(id: str) -> None:
    assert address(Actor(id, "Mia")) == "Mia"
