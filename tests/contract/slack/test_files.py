"""Files that people put into the chat, read with the bot's token."""

from collections.abc import AsyncIterator

import pytest

from csopsbot.app.failures import Forbidden, Refused, TooLarge
from csopsbot.domain.events import SharedFile
from csopsbot.slack.client import open_session
from csopsbot.slack.files import SlackFiles
from tests.contract.slack.house import SCOPES, House, open_house, put


@pytest.fixture
async def with_files() -> AsyncIterator[House]:
    async with open_house([*SCOPES, "files:read"]) as opened:
        yield opened


async def fetched(house: House, file: SharedFile, most: int = 100) -> bytes:
    async with open_session() as session:
        return await SlackFiles(house.client, session, house.now).fetch(file, most)


async def test_a_file_comes_as_it_is(with_files: House) -> None:
    assert await fetched(with_files, put(with_files, b"log")) == b"log"


async def test_a_file_that_is_larger_than_it_said_is_not_read_to_its_end(with_files: House) -> None:
    with pytest.raises(TooLarge, match="larger"):
        await fetched(with_files, put(with_files, b"x" * 101))


async def test_a_file_that_was_deleted_is_not_there(with_files: House) -> None:
    with pytest.raises(Refused):
        await fetched(with_files, SharedFile("F9", "b.log"))


async def test_without_the_scope_an_operator_is_told_which() -> None:
    async with open_house() as house:
        with pytest.raises(Forbidden, match="files:read"):
            await fetched(house, put(house, b"log"))
