"""The bot's Home tab, as an agent uses it on the demo's page."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from csopsbot.demo.cast import MIA, SUPPORT
from csopsbot.demo.house import House
from csopsbot.sandbox import Person
from tests.browser.demo import FORM, card, desk_in, escalated, furnished_house, react, say
from tests.browser.desk import Desk
from tests.browser.test_for_everybody import faults

HOSTILE = "<img src=x onerror=document.title='owned'> fails"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with furnished_house(tmp_path_factory.mktemp("demo")) as house:
        yield house


@pytest_asyncio.fixture(loop_scope="session")
async def desk(house: House, browser: Browser) -> AsyncIterator[Desk]:
    async with desk_in(house, browser) as desk:
        yield desk


async def test_an_agent_finds_what_they_opened_and_goes_to_its_thread(
    desk: Desk, house: House, axe: str
) -> None:
    await escalated(house, HOSTILE)
    mia = await desk.window("mia/support")
    await expect(card(mia, "onerror")).to_be_visible()
    await mia.goto(f"{house.slack_url}/app/mia/home")
    told = mia.locator(".bk-section", has_text=HOSTILE)
    await expect(mia.get_by_role("heading", name="Open, by you")).to_be_visible()
    await expect(told).to_contain_text("Waiting for engineering · turn: Engineering")
    assert "owned" not in await mia.title()
    assert await faults(mia, axe) == []
    await told.get_by_role("link", name="ESC-").click()
    thread = mia.get_by_role("list", name="Messages in the thread")
    await expect(thread).to_contain_text("onerror")


async def test_what_was_escalated_from_a_message_is_found_again_in_its_thread(
    desk: Desk, house: House
) -> None:
    async with Person(house.slack_url, MIA.token) as mia:
        asked = await mia.say(SUPPORT.id, "Fabrikam cannot pay by card")
        await mia.shortcut("escalate_message", SUPPORT.id, asked["ts"])
        form = (await mia.view())["id"]
        said = {"customer": "Fabrikam", "title": "Cards are refused", "severity": "S1"}
        await mia.submit(form, {**said, "details": "All of them."})
    page = await desk.window("mia/home?panel=guide")
    await page.get_by_text("Cards are refused").get_by_role("link", name="ESC-").click()
    thread = page.get_by_role("list", name="Messages in the thread")
    await expect(thread.get_by_role("listitem").first).to_contain_text("cannot pay by card")
    await expect(thread.locator(".line.is-target")).to_contain_text("Cards are refused")
    ada = await desk.window("ada/payments-eng")
    await react(card(ada, "Cards"), "eyes")
    await page.get_by_role("link", name="Mia's thread").click()
    await expect(page).to_have_url(re.compile(f"/{SUPPORT.id}/{asked['ts']}"))
    await say(page, "Reply", "Since this morning")
    await expect(thread.locator(".line").last).to_contain_text("Since this morning")


async def test_what_is_escalated_in_the_home_tab_is_in_it_when_the_form_closes(
    desk: Desk, phone: dict[str, object]
) -> None:
    leo = await desk.window("leo/home", **phone)
    await leo.get_by_role("button", name=FORM).click()
    form = leo.get_by_role("dialog", name=FORM)
    await form.get_by_label("Channel").select_option(label="support")
    await form.get_by_label("Customer", exact=True).fill("Fabrikam")
    await form.get_by_label("Title", exact=True).fill("Exports time out")
    await form.get_by_label("What happens").fill("They end after a minute.")
    await form.get_by_label("Severity").select_option("S1")
    await form.get_by_role("button", name="Escalate", exact=True).click()
    await expect(form).to_have_count(0)
    await expect(leo.locator(".bk-section", has_text="Exports time out")).to_be_visible()
