"""A page that somebody opened while the program behind it was still starting."""

import re

from markupsafe import Markup
from playwright.async_api import Browser, expect

from csopsbot.sandbox import Clock, create_app, running
from csopsbot.sandbox.core import Sandbox
from csopsbot.sandbox.face.panels.panel import Asked, Panel
from tests.browser.desk import Desk
from tests.contract.sandbox.harness import Slack, installed, workspace


async def version(_sandbox: Sandbox) -> object:
    """Tell that the panel is always the same."""
    return 1


async def body(_sandbox: Sandbox, _asked: Asked) -> Markup:
    """Return what the panel shows."""
    return Markup("<p>Good morning</p>")


async def test_a_page_that_was_open_before_there_were_panels_gets_them(browser: Browser) -> None:
    starlette = create_app(workspace(), installed(), Clock())
    async with running(starlette) as address:
        slack = Slack(starlette.state.sandbox, address)
        desk = Desk(slack, browser)
        ana, lee = [await desk.window(path) for path in ("ana/support?panel=late", "lee/support")]
        await expect(ana.locator(".panel")).to_have_count(0)
        starlette.state.face.put_beside([Panel("late", lambda _: "Late", version, body)])
        await expect(ana.get_by_text("Good morning")).to_be_visible()
        offered = lee.get_by_role("link", name="Behind the scenes")
        await expect(offered).to_have_attribute("href", re.compile("panel=late"))
        await desk.aclose()
        await slack.aclose()
    assert not desk.complaints
