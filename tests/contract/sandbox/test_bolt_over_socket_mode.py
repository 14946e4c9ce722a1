"""The same acts reach a real Bolt app over Socket Mode."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from websockets.asyncio.client import ClientConnection, connect

from csopsbot.sandbox import FormErrors
from tests.contract.sandbox.harness import Slack, installed, sandbox_with
from tests.contract.sandbox.views import MODAL


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with sandbox_with(installed(socket_mode_enabled=True), ack_timeout=0.3) as slack:
        yield slack


@pytest.fixture
async def bolt(slack: Slack) -> AsyncIterator[AsyncApp]:
    app = AsyncApp(client=slack.bot)
    client = AsyncWebClient(base_url=f"{slack.base_url}/api/")
    handler = AsyncSocketModeHandler(app, slack.sandbox.app.app_token, web_client=client)
    await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt's
    await slack.until(lambda: slack.sandbox.sockets.connected)
    yield app
    await handler.close_async()  # type: ignore[no-untyped-call]  # Bolt's


async def opened(slack: Slack) -> ClientConnection:
    """Open a bare Socket Mode connection and take its hello."""
    slack.sandbox.limits = type(slack.sandbox.limits)(scale=100)
    answer = (await slack.call("apps.connections.open", token="xapp-sandbox")).json()
    connection = await connect(answer["url"], proxy=None)
    assert json.loads(await connection.recv())["type"] == "hello"
    return connection


async def next_envelope(connection: ClientConnection) -> dict[str, Any]:
    envelope: dict[str, Any] = json.loads(await connection.recv())
    return envelope


async def test_an_event_is_heard_and_answered(slack: Slack, bolt: AsyncApp) -> None:
    @bolt.message("hello")
    async def greet(say: Any) -> None:
        await say("hello you")

    ana = slack.person("ana")
    await ana.say("C0GENERAL", "hello")
    await ana.wait_for("C0GENERAL", lambda m: m["text"] == "hello you")


async def test_a_command_and_a_submission_are_acknowledged_with_payloads(
    slack: Slack, bolt: AsyncApp
) -> None:
    @bolt.command("/echo")
    async def command(ack: Any, body: dict[str, Any], client: Any) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)
        await ack(text="opened")

    @bolt.view("form")
    async def form(ack: Any) -> None:
        await ack(response_action="errors", errors={"title": "No"})

    ana = slack.person("ana")
    await ana.command("C0SUPPORT", "/echo")
    await ana.wait_for("C0SUPPORT", lambda m: m["text"] == "opened")
    with pytest.raises(FormErrors, match="No"):
        await ana.submit((await ana.view())["id"], {"title": "x"})


async def test_each_payload_goes_to_exactly_one_connection(slack: Slack) -> None:
    first, second = await opened(slack), await opened(slack)
    heard: Counter[str] = Counter()

    async def listen(connection: ClientConnection) -> None:
        async for text in connection:
            envelope = json.loads(text)
            heard[envelope["payload"]["event"]["text"]] += 1
            await connection.send(json.dumps({"envelope_id": envelope["envelope_id"]}))

    listeners = [asyncio.create_task(listen(c)) for c in (first, second)]
    for number in range(6):
        await slack.person("ana").say("C0GENERAL", str(number))
    await slack.until(lambda: len(heard) == 6)
    await asyncio.gather(first.close(), second.close(), *listeners)
    assert set(heard.values()) == {1}


async def test_an_event_without_acknowledgement_comes_again(slack: Slack) -> None:
    connection = await opened(slack)
    await slack.person("ana").say("C0GENERAL", "hello")
    first, again = await next_envelope(connection), await next_envelope(connection)
    await connection.close()
    assert again["payload"]["event_id"] == first["payload"]["event_id"]
    assert (again["retry_attempt"], again["retry_reason"]) == (1, "timeout")


async def test_a_ticket_opens_one_connection_only(slack: Slack) -> None:
    url = (await slack.call("apps.connections.open", token="xapp-sandbox")).json()["url"]
    async with connect(url, proxy=None):
        with pytest.raises(Exception, match="403"):
            await connect(url, proxy=None)


@pytest.mark.parametrize("reason", ["warning", "refresh_requested", "link_disabled"])
async def test_bolt_is_reached_again_after_a_disconnect(
    slack: Slack, bolt: AsyncApp, reason: str
) -> None:
    slack.sandbox.limits = type(slack.sandbox.limits)(scale=100)
    heard: list[str] = []

    @bolt.event("message")
    async def hear(event: dict[str, Any]) -> None:
        heard.append(event["text"])

    await slack.control("disconnect", reason=reason)
    await slack.until(lambda: slack.sandbox.sockets.connected)
    await slack.person("ana").say("C0GENERAL", "hello")
    while not heard:  # a delivery that fell between two connections comes again later
        await slack.control("clock", advance=301)
    assert heard[0] == "hello"


async def test_a_bot_token_opens_no_socket(slack: Slack) -> None:
    assert await slack.error("apps.connections.open", {}) == "not_allowed_token_type"


async def test_a_fault_can_cut_the_socket_under_a_delivery(slack: Slack, bolt: AsyncApp) -> None:
    slack.sandbox.limits = type(slack.sandbox.limits)(scale=100)
    heard: list[str] = []

    @bolt.event("message")
    async def hear(event: dict[str, Any]) -> None:
        heard.append(event["text"])

    await slack.control("faults", kind="socket_disconnect", match="event:*", count=1)
    await slack.person("ana").say("C0GENERAL", "hello")
    await slack.until(lambda: slack.sandbox.faults.listed()[0]["struck"])
    await slack.until(lambda: slack.sandbox.sockets.connected)
    await slack.control("clock", advance=61)
    await slack.until(lambda: heard)
    assert heard == ["hello"]
