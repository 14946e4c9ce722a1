"""Events reach the app as Slack sends them: signed, enveloped, filtered and tried again."""

import asyncio
from typing import Any

import pytest
from slack_sdk.signature import Clock as SignatureClock
from slack_sdk.signature import SignatureVerifier
from starlette.responses import Response

from tests.contract.sandbox.harness import (
    Listener,
    Slack,
    granted,
    installed,
    listening,
    sandbox_with,
)


async def test_a_delivery_is_signed_so_that_slacks_own_verifier_agrees(
    slack: Slack, app: Listener
) -> None:
    await slack.person("ana").say("C0GENERAL", "hello")
    await slack.until(lambda: app.requests)
    verifier = SignatureVerifier("sandbox-signing-secret", SignatureClock())
    headers = dict(app.requests[0].headers)
    assert verifier.is_valid_request(app.bodies[0], headers)
    assert not verifier.is_valid_request(app.bodies[0] + b" ", headers)


async def test_an_envelope_says_whose_event_it_is(slack: Slack, app: Listener) -> None:
    said = await slack.person("ana").say("C0GENERAL", "hello")
    await slack.until(lambda: app.requests)
    envelope = app.events()[0]
    assert (envelope["type"], envelope["team_id"], envelope["api_app_id"]) == (
        "event_callback",
        "T0SANDBOX",
        "A0SANDBOX",
    )
    assert envelope["authorizations"][0]["user_id"] == "U0BOT"
    event = envelope["event"]
    assert (event["channel"], event["channel_type"], event["ts"]) == (
        "C0GENERAL",
        "channel",
        said["ts"],
    )


async def heard(slack: Slack, app: Listener) -> list[dict[str, Any]]:
    """Return every event up to a last one that this asks for."""
    await slack.person("ana").say("C0GENERAL", "that was all")
    await slack.until(lambda: any(e["event"].get("text") == "that was all" for e in app.events()))
    return [e["event"] for e in app.events() if e["event"].get("text") != "that was all"]


async def test_nothing_is_heard_of_channels_the_bot_is_not_in(slack: Slack, app: Listener) -> None:
    await slack.person("ana").say("C0QUIET", "unheard")
    assert await heard(slack, app) == []


async def test_nothing_is_heard_that_was_not_subscribed_to(slack: Slack, app: Listener) -> None:
    said = await slack.person("ana").say("C0QUIET", "unheard")
    await slack.person("ana").api("pins.add", channel="C0QUIET", timestamp=said["ts"])
    assert await heard(slack, app) == []


async def test_nothing_is_heard_without_the_events_scope() -> None:
    app = Listener()
    async with sandbox_with(granted("channels:history")) as slack, listening(slack, app.take):
        said = await slack.person("ana").say("C0GENERAL", "look")
        await slack.person("ana").react("C0GENERAL", said["ts"], "eyes")
        events = await heard(slack, app)
    assert [e["type"] for e in events] == ["message"]


async def test_the_bot_hears_itself(slack: Slack, app: Listener) -> None:
    await slack.bot.chat_postMessage(channel="C0GENERAL", text="me")
    events = await heard(slack, app)
    assert [(e["text"], e["bot_id"]) for e in events] == [("me", "B0SANDBOX")]


async def test_edits_and_deletions_come_with_what_was_there_before(
    slack: Slack, app: Listener
) -> None:
    ana = slack.person("ana")
    said = await ana.say("C0GENERAL", "one")
    await ana.edit("C0GENERAL", said["ts"], "two")
    await ana.delete("C0GENERAL", said["ts"])
    events = {e.get("subtype"): e for e in await heard(slack, app)}
    changed, deleted = events["message_changed"], events["message_deleted"]
    assert (changed["previous_message"]["text"], changed["message"]["text"]) == ("one", "two")
    assert (deleted["previous_message"]["text"], deleted["deleted_ts"]) == ("two", said["ts"])


async def test_a_mention_comes_as_an_event_of_its_own(slack: Slack, app: Listener) -> None:
    await slack.person("ana").say("C0GENERAL", "<@U0BOT> hello")
    assert sorted(e["type"] for e in await heard(slack, app)) == ["app_mention", "message"]


async def test_taking_a_reaction_away_is_heard(slack: Slack, app: Listener) -> None:
    said = await slack.bot.chat_postMessage(channel="C0GENERAL", text="card")
    dev = slack.person("dev")
    await dev.react("C0GENERAL", said["ts"], "eyes")
    await dev.unreact("C0GENERAL", said["ts"], "eyes")
    events = {e["type"]: e for e in await heard(slack, app)}
    assert events["reaction_removed"]["item_user"] == "U0BOT"


async def test_someone_joining_is_heard(slack: Slack, app: Listener) -> None:
    await slack.person("ana").api("conversations.invite", channel="C0SUPPORT", users="U0DEV")
    events = {e["type"]: e for e in await heard(slack, app)}
    joined = events["member_joined_channel"]
    assert (joined["user"], joined["inviter"]) == ("U0DEV", "U0ANA")
    assert events["message"]["subtype"] == "channel_join"


async def test_a_change_of_a_person_is_heard(slack: Slack, app: Listener) -> None:
    await slack.control("users/U0ANA", locale="en-GB")
    events = await heard(slack, app)
    assert (events[0]["type"], events[0]["user"]["locale"]) == ("user_change", "en-GB")


async def test_a_strangers_message_says_where_they_are_from(slack: Slack, app: Listener) -> None:
    await slack.person("sam").say("C0SHARED", "hello")
    await slack.until(lambda: app.requests)
    envelope = app.events()[0]
    assert envelope["is_ext_shared_channel"]
    assert envelope["event"]["user_team"] != envelope["team_id"]


async def test_a_direct_message_is_heard_as_such(slack: Slack, app: Listener) -> None:
    opened = await slack.bot.conversations_open(users="U0ANA")
    await slack.person("ana").say(opened["channel"]["id"], "psst")
    assert [e["channel_type"] for e in await heard(slack, app)] == ["im"]


async def test_a_failed_event_comes_again_at_once_after_a_minute_and_after_five(
    slack: Slack, app: Listener
) -> None:
    app.answers = [Response(status_code=500) for _ in range(4)]
    await slack.person("ana").say("C0GENERAL", "hello")
    await slack.until(lambda: len(app.requests) == 2)
    await slack.control("clock", advance=61)
    await slack.until(lambda: len(app.requests) == 3)
    await slack.control("clock", advance=301)
    await slack.until(lambda: len(app.requests) == 4)
    headers = [request.headers for request in app.requests]
    assert "x-slack-retry-num" not in headers[0]
    assert [h["x-slack-retry-num"] for h in headers[1:]] == ["1", "2", "3"]
    assert {h["x-slack-retry-reason"] for h in headers[1:]} == {"http_error"}
    assert len({e["event_id"] for e in app.events()}) == 1


@pytest.mark.parametrize(("early", "attempts"), [(59, 2), (60.5, 3)])
async def test_no_minute_passes_before_the_clock_says_so(
    slack: Slack, app: Listener, early: float, attempts: int
) -> None:
    app.answers = [Response(status_code=500) for _ in range(2)]
    await slack.person("ana").say("C0GENERAL", "hello")
    await slack.until(lambda: len(app.requests) == 2)
    begun = slack.sandbox.clock.now()
    slack.sandbox.clock.follow(lambda: begun)
    await slack.control("clock", advance=early)
    for _ in range(3):  # whatever was due has come by the time these have
        await heard(slack, app)
        await slack.person("ana").say("C0GENERAL", "and")
    assert [e["event"]["text"] for e in app.events()].count("hello") == attempts


async def test_an_app_can_say_that_it_wants_no_retry(slack: Slack, app: Listener) -> None:
    app.answers = [Response(status_code=500, headers={"x-slack-no-retry": "1"})]
    await slack.person("ana").say("C0GENERAL", "hello")
    await heard(slack, app)
    assert [e["event"]["text"] for e in app.events()] == ["hello", "that was all"]


async def test_an_event_is_redirected_twice_at_most(slack: Slack) -> None:
    away = Listener()
    async with listening(slack, away.take) as url:
        away.answers = [Response(status_code=307, headers={"Location": url}) for _ in range(3)]
        await slack.person("ana").say("C0GENERAL", "hello")
        await slack.until(lambda: len(away.requests) == 4)
    assert away.requests[3].headers["x-slack-retry-reason"] == "too_many_redirects"


async def test_an_app_that_hangs_is_given_up_on_and_asked_again() -> None:
    app = Listener()

    async def hang_once(request: Any) -> Response:
        response = await app.take(request)
        if len(app.requests) == 1:
            await slack.until(lambda: len(app.requests) > 1)
        return response

    async with sandbox_with(installed(), ack_timeout=0.2) as slack, listening(slack, hang_once):
        await slack.person("ana").say("C0GENERAL", "hello")
        await slack.until(lambda: len(app.requests) == 2)
    assert app.requests[1].headers["x-slack-retry-reason"] == "http_timeout"


async def test_an_app_proves_its_address_by_the_challenge(slack: Slack, app: Listener) -> None:
    refused = await slack.http.post("/sandbox/app", json={"verify": True})
    assert refused.json()["error"] == "url_verification_failed"
    assert app.events()[0]["type"] == "url_verification"


async def test_bolt_answers_the_challenge(slack: Slack, bolt: Any) -> None:
    assert (await slack.control("app", verify=True))["ok"]


async def test_no_connection_to_the_app_is_kept_that_could_be_left_open_at_the_end(
    slack: Slack,
) -> None:
    heard: list[bytes] = []
    ended: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        ended.append(await reader.read())
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        await slack.control("app", request_url=f"http://127.0.0.1:{port}", mode="http")
        for text in ("one", "two", "three"):
            await slack.person("ana").say("C0GENERAL", text)
        await slack.until(lambda: len(heard) == len(ended) == 3)
