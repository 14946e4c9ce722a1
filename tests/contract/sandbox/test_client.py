"""What a person's client does and shows."""

import asyncio
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from starlette.responses import JSONResponse, Response

from csopsbot.sandbox import ClientError, NotSeen
from tests.contract.sandbox.harness import Listener, Slack, installed, listening, sandbox_with

GO = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
CARD: list[dict[str, Any]] = [{"type": "actions", "elements": [GO]}]


async def test_a_commands_plain_answer_is_shown_to_its_author_alone(
    slack: Slack, app: Listener
) -> None:
    app.answers = [Response("just you")]
    await slack.person("ana").command("C0SUPPORT", "/echo", "x")
    assert [m["text"] for m in await slack.person("ana").messages("C0SUPPORT")] == ["just you"]
    assert await slack.person("lee").messages("C0SUPPORT") == []


async def test_a_commands_answer_in_channel_is_shown_to_all(slack: Slack, app: Listener) -> None:
    app.answers = [JSONResponse({"response_type": "in_channel", "text": "all"})]
    await slack.person("ana").command("C0SUPPORT", "/echo", "x")
    assert [m["text"] for m in await slack.person("lee").messages("C0SUPPORT")] == ["all"]


async def test_a_command_that_escapes_brings_ids_for_names(slack: Slack, bolt: AsyncApp) -> None:
    texts: list[str] = []

    @bolt.command("/who")
    async def who(ack: Any, command: dict[str, Any]) -> None:
        texts.append(command["text"])
        await ack()

    await slack.person("ana").command("C0SUPPORT", "/who", "@dev in #general, not @nobody")
    assert texts == ["<@U0DEV|dev> in <#C0GENERAL|general>, not @nobody"]


async def test_a_command_the_app_does_not_have_is_refused(slack: Slack) -> None:
    with pytest.raises(ClientError, match="/nope is not a valid command"):
        await slack.person("ana").command("C0SUPPORT", "/nope")


async def test_a_command_is_typed_only_where_one_is(slack: Slack) -> None:
    with pytest.raises(ClientError, match="channel_not_found"):
        await slack.person("dev").command("C0SUPPORT", "/echo")


async def test_an_app_that_does_not_answer_in_time_shows_a_timeout() -> None:
    async def hang(_request: Any) -> Response:
        await asyncio.sleep(0.5)
        return Response()

    async with sandbox_with(installed(), ack_timeout=0.1) as slack, listening(slack, hang):
        ana = slack.person("ana")
        with pytest.raises(ClientError, match="operation_timeout"):
            await ana.command("C0SUPPORT", "/echo")
        async for seen in ana.stream(since=0):
            if seen["kind"] == "error":
                break
    assert (seen["error"], seen["about"]) == ("operation_timeout", "command:/echo")


async def test_the_stream_shows_what_appears_and_changes(slack: Slack) -> None:
    ana, dev = slack.person("ana"), slack.person("dev")
    said = await dev.say("C0GENERAL", "one")
    await dev.edit("C0GENERAL", said["ts"], "two")
    await dev.react("C0GENERAL", said["ts"], "eyes")
    await dev.delete("C0GENERAL", said["ts"])
    await slack.bot.chat_postEphemeral(channel="C0GENERAL", user="U0ANA", text="psst")
    kinds = []
    async for seen in ana.stream(since=0):
        kinds.append(seen["kind"])
        if seen["kind"] == "ephemeral":
            break
    assert kinds == ["ready", "message", "changed", "reaction", "deleted", "ephemeral"]


async def test_nobody_sees_what_others_are_told(slack: Slack) -> None:
    await slack.person("ana").say("C0SUPPORT", "not for dev")
    await slack.bot.chat_postEphemeral(channel="C0GENERAL", user="U0ANA", text="nor this")
    await slack.person("ana").say("C0GENERAL", "for all")
    async for seen in slack.person("dev").stream(since=0):
        if seen["kind"] != "ready":
            break
    assert seen["message"]["text"] == "for all"


async def test_waiting_in_vain_says_what_was_there(slack: Slack) -> None:
    await slack.person("ana").say("C0GENERAL", "something else")
    with pytest.raises(NotSeen, match="something else"):
        await slack.person("ana").wait_for("C0GENERAL", lambda m: m["text"] == "x", timeout=0.05)


async def test_a_refusal_carries_slacks_error(slack: Slack) -> None:
    with pytest.raises(ClientError) as refused:
        await slack.person("dev").say("C0SECRET", "x")
    assert refused.value.error == "channel_not_found"


async def test_a_button_that_is_not_there_cannot_be_pressed(slack: Slack) -> None:
    card = await slack.bot.chat_postMessage(channel="C0SUPPORT", text="card", blocks=CARD)
    with pytest.raises(ClientError, match="no_such_element"):
        await slack.person("ana").press("C0SUPPORT", card["ts"], "stop")


async def test_an_ephemeral_message_takes_no_message_shortcut(slack: Slack) -> None:
    said = await slack.bot.chat_postEphemeral(channel="C0SUPPORT", user="U0ANA", text="psst")
    with pytest.raises(ClientError, match="message_not_found"):
        await slack.person("ana").shortcut("quote", "C0SUPPORT", said["message_ts"])


async def test_a_bot_token_is_no_persons(slack: Slack) -> None:
    headers = {"Authorization": "Bearer xoxb-sandbox"}
    answer = await slack.http.get("/client/views", headers=headers)
    assert answer.json()["error"] == "not_allowed_token_type"


async def test_a_person_shares_a_file(slack: Slack) -> None:
    ana = slack.person("ana")
    file = await ana.upload("C0GENERAL", "shot.png", b"png")
    message = (await ana.messages("C0GENERAL"))[0]
    assert (message["subtype"], message["files"][0]["id"]) == ("file_share", file["id"])


class Pressed:
    """A card whose button was pressed, and the response URL the app got for it."""

    def __init__(self, slack: Slack, url: str, ts: str) -> None:
        self.slack = slack
        self.url = url
        self.ts = ts

    async def respond(self, **body: object) -> int:
        """Post to the response URL and return the status."""
        return (await self.slack.http.post(self.url, json=body)).status_code

    async def seen_by(self, name: str) -> list[str]:
        """Return the texts someone sees in the channel."""
        return [m["text"] for m in await self.slack.person(name).messages("C0SUPPORT")]


@pytest.fixture
async def pressed(slack: Slack, bolt: AsyncApp) -> Pressed:
    urls: list[str] = []

    @bolt.action("go")
    async def go(ack: Any, body: dict[str, Any]) -> None:
        urls.append(body["response_url"])
        await ack()

    card = await slack.bot.chat_postMessage(channel="C0SUPPORT", text="card", blocks=CARD)
    await slack.person("ana").press("C0SUPPORT", card["ts"], "go")
    return Pressed(slack, urls[0], card["ts"])


async def test_a_response_url_can_replace_the_original(pressed: Pressed) -> None:
    await pressed.respond(text="new card", replace_original=True)
    assert await pressed.seen_by("lee") == ["new card"]


async def test_a_response_url_can_delete_the_original(pressed: Pressed) -> None:
    await pressed.respond(delete_original=True)
    assert await pressed.seen_by("lee") == []


async def test_a_response_url_speaks_to_the_person_unless_told_otherwise(pressed: Pressed) -> None:
    await pressed.respond(text="you")
    await pressed.respond(text="all", response_type="in_channel")
    assert await pressed.seen_by("ana") == ["card", "you", "all"]
    assert await pressed.seen_by("lee") == ["card", "all"]


async def test_a_response_url_is_good_for_five_posts(pressed: Pressed) -> None:
    assert [await pressed.respond(text=str(n)) for n in range(6)] == [200] * 5 + [404]


async def test_a_response_url_is_good_for_thirty_minutes(pressed: Pressed) -> None:
    await pressed.slack.control("clock", advance=1801)
    assert await pressed.respond(text="late") == 404


async def test_a_response_is_held_to_the_limits_of_blocks(pressed: Pressed) -> None:
    assert await pressed.respond(blocks=[{"type": "actions", "elements": []}]) == 400
    assert await pressed.respond() == 400
