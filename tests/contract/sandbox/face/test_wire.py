"""The wire: every request between the app and Slack, without what opens doors."""

from contextlib import suppress
from typing import Any

import httpx
import pytest
from slack_bolt.async_app import AsyncApp

from tests.contract.sandbox.face.window import page, window
from tests.contract.sandbox.harness import BOT, Slack

HERE = "ana/support?panel=wire"


async def say(slack: Slack, text: str = "Hello") -> None:
    await slack.bot.chat_postMessage(channel="C0SUPPORT", text=text)


async def newest(slack: Slack, kind: str = "call") -> str:
    """Return the latest request of a kind, whole."""
    number = next(one["id"] for one in slack.sandbox.journal.newest() if one["kind"] == kind)
    return (await slack.http.get(f"/app/ana/panels/wire/s{number}")).text


async def test_a_request_appears_at_once_and_is_shown_whole(slack: Slack) -> None:
    async with window(slack, "ana", "support", panel="wire") as ana:
        await say(slack, "Payments fail")
        await ana.order("part", "chat.postMessage", id="panel")
    shown = await newest(slack)
    assert "Payments fail" in shown
    assert "&#34;ok&#34;: true" in shown


async def test_no_secret_is_shown(slack: Slack, bolt: AsyncApp) -> None:
    @bolt.shortcut("anywhere")
    async def shortcut(ack: Any) -> None:
        await ack()

    await say(slack, f"{BOT} xoxp-somebody-elses xapp-1-A https://slack.example/hooks/T1/key")
    whole = await newest(slack)
    await slack.person("ana").shortcut("anywhere")
    whole += await newest(slack, "delivery")
    app = slack.sandbox.app
    for secret in (BOT, "somebody", "xapp-1", "T1/key", app.verification_token):
        assert secret not in whole


async def test_hostile_text_is_text(slack: Slack) -> None:
    await say(slack, "</pre><script>alert(1)</script>")
    assert "<script" not in await newest(slack)


async def test_it_is_filtered_by_method_way_and_outcome(slack: Slack) -> None:
    await say(slack)
    await slack.call("chat.update", {"channel": "C0SUPPORT"})
    shown = await page(slack, f"{HERE}&find=INVALID_ARG")
    assert "<b>chat.update</b>" in shown
    assert "<b>chat.postMessage</b>" not in shown


@pytest.mark.parametrize(
    ("fault", "told", "how"),
    [
        ({"kind": "drop_answer"}, "answer lost", "is-bad"),
        ({"kind": "hang", "seconds": 0.01}, "no answer", "is-bad"),
        ({"kind": "hang", "seconds": 0.01, "when": "after"}, "answer lost", "is-bad"),
        ({"kind": "error", "when": "after"}, "answer lost", "is-bad"),
        ({"kind": "slow", "seconds": 0.01}, "ok, late", "is-well"),
    ],
)
async def test_an_outcome_is_told_as_the_app_met_it(
    slack: Slack, fault: dict[str, Any], told: str, how: str
) -> None:
    await slack.control("faults", match="chat.postMessage", **fault)
    with suppress(httpx.RemoteProtocolError):
        await slack.call("chat.postMessage", {"channel": "C0SUPPORT", "text": "Hello"})
    shown = await page(slack, f"{HERE}&find={told.replace(' ', '+')}")
    assert f'<span class="{how}">{told}</span>' in shown
    assert '<span class="is-well">ok</span>' not in await page(slack, HERE)


async def test_an_answer_that_was_lost_is_shown_as_such(slack: Slack) -> None:
    await slack.control("faults", kind="drop_answer")
    with suppress(httpx.RemoteProtocolError):
        await slack.call("auth.test")
    assert "<h3>answer lost</h3>" in await newest(slack)


async def test_what_people_do_in_their_own_clients_is_not_between_app_and_slack(
    slack: Slack,
) -> None:
    await slack.person("ana").say("C0SUPPORT", "Hello")
    assert "<b>chat.postMessage</b>" not in await page(slack, HERE)


async def test_what_is_not_kept_any_more_is_said_so(slack: Slack) -> None:
    assert (await slack.http.get("/app/ana/panels/wire/s999")).status_code == 404
