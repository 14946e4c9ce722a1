"""Panels: what stands beside the conversation."""

from collections.abc import AsyncIterator

import pytest
from markupsafe import Markup, escape

from csopsbot.sandbox import Clock, create_app, running
from csopsbot.sandbox.core import Sandbox
from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.face.panels.panel import Asked, Panel
from csopsbot.sandbox.jsontypes import Json
from tests.contract.sandbox.face.window import page, window
from tests.contract.sandbox.harness import Slack, installed, workspace


class Counter:
    """A panel that counts."""

    def __init__(self) -> None:
        self.number = 0
        self.drawn = 0

    async def version(self, _sandbox: Sandbox) -> object:
        return self.number

    async def body(self, _sandbox: Sandbox, asked: Asked) -> Markup:
        self.drawn += 1
        return Markup("<p>Count {} {}</p>").format(escape(self.number), escape(asked.find))

    async def more(self, _sandbox: Sandbox, sent: Json) -> None:
        if "by" not in sent:
            raise SlackError("invalid_arguments")
        self.number += int(sent["by"])


@pytest.fixture
def counter() -> Counter:
    return Counter()


@pytest.fixture
async def slack(counter: Counter) -> AsyncIterator[Slack]:
    panel = Panel(
        "count", lambda _: "Counter", counter.version, counter.body, {"more": counter.more}
    )
    starlette = create_app(workspace(), installed(), Clock(), panels=[panel])
    async with running(starlette) as base_url:
        slack = Slack(starlette.state.sandbox, base_url)
        yield slack
        await slack.aclose()


async def test_a_panel_is_offered_and_shown_when_chosen(slack: Slack) -> None:
    assert "?panel=" in await page(slack, "ana/support")
    shown = await page(slack, "ana/support?panel=count&find=%3Cb%3E")
    assert "?panel=director" in shown
    assert "Count 0 &lt;b&gt;" in shown


async def test_a_panel_stays_beside_whatever_one_goes_to(slack: Slack) -> None:
    shown = await page(slack, "ana/support?panel=count")
    for way in ("/app/U0ANA/C0GENERAL", "/app/U0ANA/with/U0DEV", "/app/U0ANA/home", "/app/U0DEV"):
        assert f'"{way}?panel=count"' in shown
    led = await slack.http.get("/app/dev?panel=count")
    assert led.headers["location"].endswith("?panel=count")


async def test_what_a_panel_offers_is_done_and_seen_at_once(slack: Slack) -> None:
    async with window(slack, "ana", "support", panel="count") as ana:
        answer = await slack.http.post("/app/ana/panels/count/more", json={"by": "2"})
        assert answer.json()["ok"]
        await ana.order("part", "Count 2", id="panel")


async def test_a_panel_that_has_not_changed_is_not_drawn_again(
    slack: Slack, counter: Counter
) -> None:
    async with window(slack, "ana", "support", panel="count") as ana:
        await ana.order("part", "Count 0", id="panel")
        drawn = counter.drawn
        await slack.person("lee").say("C0SUPPORT", "Hello")
        await ana.order("line", "Hello")
        assert counter.drawn == drawn


async def test_what_a_panel_refuses_is_said(slack: Slack) -> None:
    answer = await slack.http.post("/app/ana/panels/count/more", json={})
    assert answer.json()["error"] == "invalid_arguments"


@pytest.mark.parametrize("path", ["count/less", "nothing/more"])
async def test_what_no_panel_offers_is_refused(slack: Slack, path: str) -> None:
    answer = await slack.http.post(f"/app/ana/panels/{path}", json={})
    assert answer.json()["error"] == "unknown_method"


async def test_what_greets_has_a_heading_below_the_pages_own(counter: Counter) -> None:
    greeting = Panel("count", lambda _: "Counter", counter.version, counter.body, greets=True)
    starlette = create_app(workspace(), installed(), Clock(), panels=[greeting])
    async with running(starlette) as base_url:
        slack = Slack(starlette.state.sandbox, base_url)
        shown = await page(slack, "")
        await slack.aclose()
    assert '<h2 id="greeting" class="unseen">Counter</h2><p>Count' in shown
