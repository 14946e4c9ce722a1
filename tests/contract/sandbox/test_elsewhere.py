"""Nothing is sent to addresses of a manifest that lead elsewhere: people use the app there."""

from collections.abc import AsyncIterator

import pytest
from starlette.responses import Response

from csopsbot.sandbox.face.presence import Presence
from csopsbot.sandbox.http_carrier import HttpCarrier
from tests.contract.sandbox.harness import Listener, Slack, installed, listening, sandbox_with

SUPPORT = "C0SUPPORT"
ELSEWHERE = "http://csopsbot.example/slack/events"


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    """Run a sandbox for an app whose manifest leads elsewhere."""
    events = {"request_url": ELSEWHERE, "bot_events": ["message.channels"]}
    async with sandbox_with(installed(event_subscriptions=events)) as slack:
        yield slack


async def test_nobody_elsewhere_hears_what_is_said(
    slack: Slack, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []

    async def post(url: str, **_: object) -> Response:
        sent.append(url)
        raise AssertionError(url)

    monkeypatch.setattr(slack.sandbox.http.client, "post", post)
    await slack.person("ana").say(SUPPORT, "Payments fail")
    await slack.until(lambda: slack.sandbox.journal.since(0))
    (first, *_) = await slack.deliveries("event:message")
    assert (sent, first["failure"]) == ([], "connection_failed")
    assert not await Presence(slack.sandbox).is_connected()


async def test_an_address_that_was_told_is_used(slack: Slack) -> None:
    app = Listener()
    async with listening(slack, app.take):
        await slack.person("ana").say(SUPPORT, "Payments fail")
        await slack.until(lambda: app.bodies)
        assert await Presence(slack.sandbox).is_connected()


def test_a_manifest_that_leads_here_is_followed(slack: Slack) -> None:
    here = "http://127.0.0.1:3000/slack/events"
    app = installed(event_subscriptions={"request_url": here, "bot_events": []})
    assert HttpCarrier(app, slack.sandbox.clock, 3.0).events_url == here
    assert slack.sandbox.http.events_url == ""
