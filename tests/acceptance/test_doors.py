"""The doors of a running bot, over real HTTP: what is not right is refused, and leaves no trace."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from urllib.parse import urlsplit

import httpx
import pytest
import pytest_asyncio

from csopsbot.demo.house import manifest
from csopsbot.sandbox import load_app
from tests.acceptance import posts
from tests.acceptance.house import House, open_house
from tests.acceptance.jira import SECRET, jira_running
from tests.acceptance.posts import Door, post
from tests.acceptance.waiting import until
from tests.databases import Files

pytestmark = pytest.mark.asyncio(loop_scope="module")

LOCAL_SECRET = "what only the built-in tracker knows"
TOO_MUCH = 2_000_000
EVENT = {"type": "event_callback", "event_id": "Ev1", "event": {"type": "reaction_added"}}
DOORS = [
    Door(
        "/slack/events",
        load_app(manifest()).signing_secret,
        posts.slack,
        json.dumps(EVENT).encode(),
    ),
    Door("/in/local", LOCAL_SECRET, posts.local, b'{"event": "issue_changed", "issue_id": "1"}'),
    Door(
        "/in/jira", SECRET, posts.jira, b'{"webhookEvent": "comment_created", "issue": {"id": 1}}'
    ),
]
DATED = DOORS[:2]
MALFORMED = [b"", b"no JSON", b"[]", b'"text"', b"\xff\xfe", b"[" * 20_000, b'{"event": ']


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(
    sqlite_files: Files, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[House]:
    """Yield a house in which the bot runs, with two trackers."""
    with jira_running() as jira, sqlite_files.empty() as url:
        changes = {**jira.settings, "CSOPSBOT_TRACKERS__LOCAL__WEBHOOK_SECRET": LOCAL_SECRET}
        folder = tmp_path_factory.mktemp("doors")
        async with (
            open_house(folder, url, trackers=("local", "jira"), changes=changes) as opened,
            opened.bot(),
        ):
            yield opened


@pytest.fixture
async def traceless(house: House) -> AsyncIterator[None]:
    """Hold a test to leaving nothing in the database, and the bot as ready as before."""
    before = await _at_rest(house)
    yield
    async with httpx.AsyncClient(base_url=house.bot_url, trust_env=False) as client:
        assert (await client.get("/readyz")).status_code == 200
    assert await _at_rest(house) == before
    assert "[error" not in (house.folder / "all.log").read_text(encoding="utf-8")


async def _at_rest(house: House) -> dict[str, int]:
    """Return how many rows there are once the bot has looked at both trackers, and has nothing to do."""
    seen: list[dict[str, int]] = []

    def rests() -> bool:
        seen.append(house.records.rows())
        return seen[-1]["lane"] >= 2 and not seen[-1]["effect"]

    await until("the bot has looked at its trackers", rests)
    return seen[-1]


at_every_door = pytest.mark.parametrize("door", DOORS, ids=[door.path for door in DOORS])


@at_every_door
async def test_a_sound_post_is_taken(house: House, door: Door) -> None:
    status = await post(house.bot_url + door.path, door.sound, door.headers(door.sound))
    assert status in (200, 202)


@at_every_door
@pytest.mark.usefixtures("traceless")
async def test_an_unsigned_post_is_refused(house: House, door: Door) -> None:
    assert await post(house.bot_url + door.path, door.sound, posts.JSON) == 401


@at_every_door
@pytest.mark.usefixtures("traceless")
async def test_a_post_signed_by_somebody_else_is_refused(house: House, door: Door) -> None:
    headers = door.headers(door.sound, secret="a guess")
    assert await post(house.bot_url + door.path, door.sound, headers) == 401


@at_every_door
@pytest.mark.usefixtures("traceless")
async def test_a_signature_of_another_body_is_refused(house: House, door: Door) -> None:
    headers = door.headers(door.sound)
    assert await post(house.bot_url + door.path, door.sound + b" ", headers) == 401


@pytest.mark.parametrize("door", DATED, ids=[door.path for door in DATED])
@pytest.mark.parametrize("minutes", [6, -6])
@pytest.mark.usefixtures("traceless")
async def test_a_post_signed_at_another_time_is_refused(
    house: House, door: Door, minutes: int
) -> None:
    headers = door.headers(door.sound, ago=timedelta(minutes=minutes))
    assert await post(house.bot_url + door.path, door.sound, headers) == 401


@at_every_door
@pytest.mark.usefixtures("traceless")
async def test_a_post_that_says_it_is_too_large_is_refused_unread(house: House, door: Door) -> None:
    head = f"POST {door.path} HTTP/1.1\r\nHost: bot\r\nContent-Length: {TOO_MUCH}\r\n\r\n"
    assert await raw(house, head.encode()) == 413


@at_every_door
@pytest.mark.usefixtures("traceless")
async def test_a_post_that_turns_out_too_large_is_refused(house: House, door: Door) -> None:
    head = f"POST {door.path} HTTP/1.1\r\nHost: bot\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunk = b"%x\r\n%b\r\n" % (TOO_MUCH, b"x" * TOO_MUCH)
    assert await raw(house, head.encode() + chunk) == 413


@at_every_door
@pytest.mark.parametrize("body", MALFORMED, ids=[repr(body[:10]) for body in MALFORMED])
@pytest.mark.usefixtures("traceless")
async def test_a_signed_post_that_cannot_be_read_is_refused(
    house: House, door: Door, body: bytes
) -> None:
    assert await post(house.bot_url + door.path, body, door.headers(body)) == 400


async def raw(house: House, sent: bytes) -> int:
    """Send bytes, not minding that the bot hangs up meanwhile, and return the answer's status."""
    parts = urlsplit(house.bot_url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.write(sent)
    answer = await reader.readline()
    writer.close()
    return int(answer.split()[1])
