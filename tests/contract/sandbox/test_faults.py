"""Faults on demand, rate limits, and the tester's hand."""

from typing import Any

import aiohttp
import httpx
import pytest
from slack_sdk.errors import SlackApiError

from csopsbot.sandbox import ClientError
from tests.contract.sandbox.harness import BOT, Listener, Slack, installed, sandbox_with

SAID: dict[str, Any] = {"channel": "C0GENERAL", "text": "x"}


def stand_still(slack: Slack) -> None:
    """Stop the clock's source, so that time passes only when a test says so."""
    begun = slack.sandbox.clock.now()
    slack.sandbox.clock.follow(lambda: begun)


async def texts(slack: Slack) -> list[str]:
    return [m["text"] for m in await slack.person("ana").messages("C0GENERAL")]


async def test_a_dropped_answer_leaves_the_message_behind(slack: Slack) -> None:
    await slack.control("faults", kind="drop_answer", match="chat.postMessage", count=1)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await slack.bot.chat_postMessage(**SAID)
    assert await texts(slack) == ["x"]
    await slack.bot.chat_postMessage(**SAID)
    assert await texts(slack) == ["x", "x"]


async def test_a_server_error_before_storing_leaves_nothing(slack: Slack) -> None:
    await slack.control("faults", kind="error", match="chat.*", status=503, count=1)
    assert (await slack.call("chat.postMessage", SAID)).status_code == 503
    assert await texts(slack) == []


async def test_a_server_error_after_storing_leaves_the_message(slack: Slack) -> None:
    await slack.control("faults", kind="error", when="after", count=1, match="chat.*")
    assert (await slack.call("chat.postMessage", SAID)).status_code == 500
    assert await texts(slack) == ["x"]


async def test_a_hang_ends_without_an_answer(slack: Slack) -> None:
    await slack.control("faults", kind="hang", seconds=0.05, count=1, match="chat.*")
    with pytest.raises(httpx.RemoteProtocolError):
        await slack.call("chat.postMessage", SAID)
    assert await texts(slack) == []


async def test_a_message_can_be_stored_after_the_connection_was_lost(slack: Slack) -> None:
    await slack.control("faults", kind="late_store", seconds=20, count=1, match="chat.*")
    with pytest.raises(httpx.RemoteProtocolError):
        await slack.call("chat.postMessage", SAID)
    assert await texts(slack) == []
    await slack.control("clock", advance=21)
    await slack.person("ana").wait_for("C0GENERAL", lambda m: m["text"] == "x")


async def test_a_slow_answer_is_an_answer(slack: Slack) -> None:
    await slack.control("faults", kind="slow", seconds=0.01, count=1)
    assert (await slack.bot.chat_postMessage(**SAID))["ok"]


async def test_a_fault_can_wait_and_strike_a_few_times(slack: Slack) -> None:
    await slack.control("faults", kind="ratelimit", match="auth.test", skip=1, count=2)
    answers = [(await slack.call("auth.test")).status_code for _ in range(4)]
    assert answers == [200, 429, 429, 200]


async def test_faults_by_chance_are_the_same_on_every_run() -> None:
    runs = []
    for _ in range(2):
        async with sandbox_with(installed()) as slack:
            await slack.control("faults", kind="error", probability=0.5, seed=7)
            runs.append([(await slack.call("auth.test")).status_code for _ in range(12)])
    assert runs[0] == runs[1]
    assert set(runs[0]) == {200, 500}


async def test_faults_can_be_listed_and_lifted(slack: Slack) -> None:
    await slack.control("faults", kind="error")
    await slack.call("auth.test")
    listed = (await slack.http.get("/sandbox/faults")).json()["faults"]
    assert (listed[0]["kind"], listed[0]["struck"]) == ("error", 1)
    await slack.http.delete("/sandbox/faults")
    assert (await slack.call("auth.test")).status_code == 200


async def test_an_event_can_come_twice(slack: Slack, app: Listener) -> None:
    await slack.control("faults", kind="duplicate_events", match="event:message", count=1)
    await slack.person("ana").say("C0GENERAL", "x")
    await slack.until(lambda: len(app.requests) == 2)
    assert len({e["event_id"] for e in app.events()}) == 1


async def test_events_can_come_in_another_order(slack: Slack, app: Listener) -> None:
    await slack.control("faults", kind="reorder_events", match="event:*", window=2, count=2)
    for text in ("first", "second"):
        await slack.person("ana").say("C0GENERAL", text)
    await slack.until(lambda: len(app.requests) == 2)
    assert [e["event"]["text"] for e in app.events()] == ["second", "first"]


async def test_a_delivery_can_be_lost_and_come_again(slack: Slack, app: Listener) -> None:
    await slack.control("faults", kind="lose_delivery", match="event:*", count=1)
    await slack.person("ana").say("C0GENERAL", "x")
    await slack.until(lambda: app.requests)
    assert app.requests[0].headers["x-slack-retry-reason"] == "connection_failed"


async def test_a_lost_command_shows_a_person_what_slack_shows(slack: Slack, app: Listener) -> None:
    await slack.control("faults", kind="lose_delivery", match="command:/echo", count=1)
    with pytest.raises(ClientError, match="dispatch_failed"):
        await slack.person("ana").command("C0GENERAL", "/echo")


@pytest.mark.parametrize(
    "order", [{"kind": "earthquake"}, {"kind": "error", "cuont": 1}, {"kind": "error", "count": 0}]
)
async def test_a_misspelt_fault_is_an_error(slack: Slack, order: dict[str, Any]) -> None:
    assert (await slack.http.post("/sandbox/faults", json=order)).status_code == 400


async def test_a_method_has_its_tiers_calls_a_minute(slack: Slack) -> None:
    stand_still(slack)
    for _ in range(20):
        assert await slack.error("users.list", {}) == ""
    refused = await slack.call("users.list")
    assert (refused.status_code, refused.json()["error"]) == (429, "ratelimited")
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert await slack.error("users.info", {"user": "U0ANA"}) == ""
    await slack.control("clock", advance=int(refused.headers["retry-after"]))
    assert await slack.error("users.list", {}) == ""


async def test_a_channel_takes_a_message_a_second_after_a_burst(slack: Slack) -> None:
    stand_still(slack)
    for _ in range(5):
        await slack.bot.chat_postMessage(**SAID)
    with pytest.raises(SlackApiError, match="ratelimited") as refused:
        await slack.bot.chat_postMessage(**SAID)
    assert refused.value.response.headers["Retry-After"] == "1"
    await slack.bot.chat_postMessage(channel="C0SUPPORT", text="elsewhere")
    await slack.control("clock", advance=1)
    await slack.bot.chat_postMessage(**SAID)


async def test_people_are_not_rate_limited(slack: Slack) -> None:
    for number in range(10):
        await slack.person("ana").say("C0GENERAL", str(number))


async def test_the_journal_has_calls_without_their_tokens_and_deliveries_with_answers(
    slack: Slack, app: Listener
) -> None:
    await slack.call("chat.postMessage", {**SAID, "token": BOT})
    await slack.until(lambda: app.requests)
    await slack.until(lambda: len(slack.sandbox.journal.since(0)) == 2)
    entries = (await slack.http.get("/sandbox/log")).json()["entries"]
    by_kind = {entry["kind"]: entry for entry in entries}
    assert (by_kind["call"]["method"], by_kind["call"]["by"]) == ("chat.postMessage", "xoxb")
    assert (by_kind["delivery"]["topic"], by_kind["delivery"]["status"]) == ("event:message", 200)
    assert BOT not in str(entries)
    later = (await slack.http.get(f"/sandbox/log?since={entries[-1]['id']}")).json()["entries"]
    assert later == []


async def test_a_reset_begins_anew_and_keeps_the_apps_address(slack: Slack, app: Listener) -> None:
    await slack.person("ana").say("C0GENERAL", "x")
    await slack.control("clock", advance=100)
    await slack.control("reset")
    assert await texts(slack) == []
    state = (await slack.http.get("/sandbox/state")).json()
    assert (state["offset"], bool(state["request_url"])) == (0, True)
    await slack.person("ana").say("C0GENERAL", "again")
    await slack.until(lambda: [e for e in app.events() if e["event"]["text"] == "again"])
