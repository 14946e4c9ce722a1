"""The demo's house with its page, and what people do in windows on it."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Locator, Page, expect

from csopsbot.demo.cast import MIA, SUPPORT
from csopsbot.demo.house import House, open_house
from csopsbot.demo.panels import furnish
from csopsbot.demo.performance import performing
from csopsbot.demo.transcript import Transcript
from csopsbot.sandbox import Person
from tests.browser.desk import Desk
from tests.contract.sandbox.harness import Slack

FORM = "Escalate to engineering"


@asynccontextmanager
async def furnished_house(folder: Path, **how: Any) -> AsyncIterator[House]:
    """Run the demo's house with its panels, without its story."""
    told = Transcript(time.monotonic, lambda _: None)
    async with open_house("http", folder, **how) as house, performing(house, told) as performance:
        furnish(house, performance)
        yield house


@asynccontextmanager
async def desk_in(house: House, browser: Browser) -> AsyncIterator[Desk]:
    """Open windows in a house, and end with no complaint of any window's."""
    assert house.page is not None
    slack = Slack(house.page.sandbox, house.slack_url)
    desk = Desk(slack, browser)
    yield desk
    await desk.aclose()
    await slack.aclose()
    assert not desk.complaints


async def escalated(house: House, title: str, severity: str = "S1") -> None:
    """Have Mia escalate with her own client, and wait for nothing."""
    async with Person(house.slack_url, MIA.token) as mia:
        await mia.command(SUPPORT.id, "/escalate", title)
        form = await mia.view()
        said = {"customer": "Fabrikam", "details": "It fails.", "severity": severity}
        await mia.submit(form["id"], said)


def card(page: Page, title: str) -> Locator:
    """Return the card of what is called so; what is said about it later are other lines."""
    return page.locator("#channel-lines .line", has_text=title).filter(has_text="Whose turn")


async def react(line: Locator, name: str) -> None:
    """Choose a reaction for a line in the menu beside it."""
    await line.hover()
    await line.get_by_role("button", name="Add a reaction").first.click()
    await line.page.locator(f'#menu-reactions [data-name="{name}"]').click()


async def say(page: Page, where: str, text: str) -> None:
    """Type something and send it."""
    box = page.get_by_role("textbox", name=where)
    await box.press_sequentially(text)
    await box.press("Enter")


async def open_form(page: Page, title: str) -> Locator:
    """Open the form to escalate, as somebody does who types."""
    await say(page, "Message #support", f"/escalate {title}")
    form = page.get_by_role("dialog", name=FORM)
    await expect(form).to_be_visible()
    return form
