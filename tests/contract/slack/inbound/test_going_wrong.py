"""What people and Slack are told when something does not come off, and what stays undone."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from typing import TypeVar

import httpx
import pytest

from csopsbot.app.failures import StorageUnavailable
from csopsbot.app.ports import Alarm, Database, Work
from csopsbot.sandbox import FormErrors
from csopsbot.sandbox.faults import Fault
from csopsbot.slack.signature import sign
from tests.contract.slack.inbound.harness import FILLED, PAYMENTS, SUPPORT, Inbound, inbound, until

T = TypeVar("T")


class Faulty:
    """A database that fails as it is told to."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.error: Exception | None = None
        self.hangs = False

    @property
    def wake(self) -> Alarm:
        """The alarm."""
        return self._database.wake

    async def run(self, use_case: Callable[[Work], T]) -> T:
        """Do a unit of work, unless told to fail."""
        if self.hangs:
            await asyncio.Event().wait()
        if self.error:
            raise self.error
        return await self._database.run(use_case)

    async def read(self, query: Callable[[Work], T]) -> T:
        """Ask something, unless told to fail."""
        if self.error:
            raise self.error
        return await self._database.read(query)

    async def ping(self) -> None:
        """Look whether it answers."""
        await self._database.ping()

    async def close(self) -> None:
        """Close it."""
        await self._database.close()


@pytest.fixture
def faulty(sqlite: Database) -> Faulty:
    return Faulty(sqlite)


@pytest.fixture
async def shaky(sqlite: Database, faulty: Faulty) -> AsyncIterator[Inbound]:
    """Run the app on a database that can be made to fail."""
    async with inbound(sqlite, "http", lambda _: faulty) as world:
        yield world


async def test_a_form_that_could_not_be_saved_stays_open_and_says_so(
    shaky: Inbound, faulty: Faulty
) -> None:
    mia = shaky.person("mia")
    await mia.command(SUPPORT, "/escalate")
    view = await mia.view()
    faulty.error = StorageUnavailable()
    with pytest.raises(FormErrors) as refused:
        await mia.submit(view["id"], FILLED)
    assert "could not be saved" in refused.value.errors["customer"]
    faulty.error = None
    await mia.submit(view["id"], FILLED)
    assert len(await shaky.open()) == 1


async def test_a_form_that_takes_too_long_is_answered_before_slack_gives_up(
    shaky: Inbound, faulty: Faulty
) -> None:
    mia = shaky.person("mia")
    await mia.command(SUPPORT, "/escalate")
    view = await mia.view()
    faulty.hangs = True
    with pytest.raises(FormErrors) as refused:
        await mia.submit(view["id"], FILLED)
    assert "took too long" in refused.value.errors["customer"]


async def test_a_command_without_a_database_is_told_to_try_again(
    shaky: Inbound, faulty: Faulty
) -> None:
    faulty.error = StorageUnavailable()
    await shaky.person("dev").command(PAYMENTS, "/csops", "open")
    [said] = await shaky.whispers("dev", PAYMENTS)
    assert "try again" in said


async def test_what_nobody_foresaw_is_told_kindly_and_without_its_insides(
    shaky: Inbound, faulty: Faulty
) -> None:
    faulty.error = RuntimeError("xoxb-secret in the message")
    await shaky.person("dev").command(PAYMENTS, "/csops", "open")
    [said] = await shaky.whispers("dev", PAYMENTS)
    assert "Something went wrong" in said
    assert "xoxb" not in said


async def test_an_event_that_was_not_kept_is_not_acknowledged(
    shaky: Inbound, faulty: Faulty
) -> None:
    escalation = await shaky.escalate()
    card = await shaky.show_card(escalation, "team", PAYMENTS)
    faulty.error = StorageUnavailable()
    await shaky.person("dev").react(PAYMENTS, card, "eyes")
    await until(lambda: len(shaky.deliveries("event:reaction_added")) >= 2)
    assert {one["status"] for one in shaky.deliveries("event:reaction_added")} == {500}


async def test_events_wait_until_slack_can_be_asked_who_we_are(sqlite: Database) -> None:
    async with inbound(sqlite, "http") as world:
        world.slack.faults.add(Fault(kind="error", match="auth.test", count=1))
        await world.person("mia").say(SUPPORT, "first words")
        await until(lambda: len(world.deliveries("event:message")) == 2)
        statuses = [one["status"] for one in world.deliveries("event:message")]
    assert statuses == [500, 200]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{",
        b"\xff\xfe",
        b'{"type": "event_callback"}',
        b'{"type": "event_callback", "event": "text"}',
        b'{"type": "event_callback", "event": {"type": ["message"]}}',
        b'{"type": "block_actions", "actions": []}',
        b'{"type": "block_actions", "actions": [1]}',
        b'{"type": "view_submission", "view": []}',
        b'{"type": "event_callback", "event": {"type": "message"}, "authorizations": [7]}',
        b"[" * 100_000,
    ],
)
async def test_a_signed_body_of_no_sound_shape_is_malformed(here: Inbound, body: bytes) -> None:
    assert (await post(here, body)).status_code == 400


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "event_callback", "event": {"type": "message", "ts": 1, "thread_ts": []}},
        {"type": "event_callback", "event": {"type": "reaction_added", "item": "x"}},
        {
            "type": "event_callback",
            "event": {"type": "reaction_added", "item": {"type": "message"}, "user": "U1"},
        },
        {"type": "event_callback", "event": {"type": "user_change", "user": {}}},
        {"type": "event_callback", "event": {"type": "team_rename", "name": "x"}},
        {"type": "block_actions", "actions": [{"action_id": "open_issue", "type": "button"}]},
        {"type": "view_closed", "view": {"callback_id": "escalate"}},
        {"type": "something_new"},
    ],
)
async def test_what_would_be_the_same_next_time_is_taken(
    here: Inbound, payload: dict[str, object]
) -> None:
    assert (await post(here, json.dumps(payload).encode())).status_code == 200


@pytest.mark.parametrize("name", ["draft_told", "draft_edit", "give_reason"])
async def test_a_button_pressed_by_nobody_is_answered_all_the_same(
    here: Inbound, name: str
) -> None:
    action = {"type": "button", "action_id": name, "value": "E1:1"}
    payload = {"type": "block_actions", "actions": [action]}
    assert (await post(here, json.dumps(payload).encode())).status_code == 200


async def test_slacks_questions_about_the_address_are_answered(here: Inbound) -> None:
    asked = await post(here, b'{"type": "url_verification", "challenge": "c1"}')
    checked = await post(here, b"ssl_check=1&token=t", "application/x-www-form-urlencoded")
    assert ("c1" in asked.text, checked.status_code) == (True, 200)


async def post(
    world: Inbound, body: bytes, content_type: str = "application/json"
) -> httpx.Response:
    """Post BODY as Slack would sign it."""
    at = str(int(time.time()))
    headers = {
        "content-type": content_type,
        "x-slack-request-timestamp": at,
        "x-slack-signature": sign(world.slack.app.signing_secret, at, body),
    }
    async with httpx.AsyncClient(trust_env=False) as http:
        return await http.post(world.endpoint, content=body, headers=headers)
