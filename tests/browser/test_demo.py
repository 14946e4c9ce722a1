"""The demo, as whoever opens its page for the first time clicks through it."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from csopsbot.demo.house import House
from tests.browser.demo import card, desk_in, escalated, furnished_house, open_form, react, say
from tests.browser.desk import Desk
from tests.browser.test_for_everybody import faults
from tests.browser.test_looks import SAME, box

HOSTILE = "<img src=x onerror=document.title='owned'> fails"
PANELS = ("guide", "story", "director", "board", "status", "wire")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with furnished_house(tmp_path_factory.mktemp("demo")) as house:
        yield house


@pytest_asyncio.fixture(loop_scope="session")
async def desk(house: House, browser: Browser) -> AsyncIterator[Desk]:
    async with desk_in(house, browser) as desk:
        yield desk


async def expect_done(page: Page, number: int) -> None:
    """Expect the guide to have ticked off that step."""
    steps = page.locator("#panel .steps > .step")
    await expect(steps.nth(number - 1)).to_have_class(re.compile("is-done"))


async def test_whoever_follows_the_guide_sees_the_agents_thread_change(desk: Desk) -> None:
    mia = await desk.window("")
    await mia.get_by_role("link", name="Be Mia").click()
    await mia.wait_for_url("**/mia/support*")
    await expect(mia.get_by_role("link", name="Be Mia")).to_have_count(0)
    form = await open_form(mia, "Payments fail")
    send = form.get_by_role("button", name="Escalate", exact=True)
    await send.click()
    await expect(form.get_by_text("Please complete this required field.").first).to_be_visible()
    await form.get_by_label("Customer", exact=True).fill("Fabrikam")
    await form.get_by_label("What happens").fill("Every payment ends in error 502.")
    await form.get_by_label("Severity").select_option("S1")
    await send.click()
    await expect(card(mia, "Payments fail")).to_contain_text("Waiting for engineering")
    await expect_done(mia, 1)

    async with mia.context.expect_page() as opened:
        await mia.get_by_role("link", name="Ada in a window of her own").click()
    ada = await opened.value
    await react(card(ada, "Payments fail"), "eyes")
    await expect(card(ada, "Payments fail")).to_contain_text("Taken")

    await expect_done(mia, 2)
    await mia.get_by_role("link", name="Mia's thread").click()
    await expect(mia.locator("#panel [aria-current=step]")).to_be_in_viewport(ratio=1)
    thread = mia.get_by_role("list", name="Messages in the thread")
    await expect(thread).to_contain_text("Ada Novak is looking")
    await thread.get_by_role("button", name="I told them").click()
    await expect_done(mia, 3)

    await react(card(ada, "Payments fail"), "white_check_mark")
    await expect(thread).to_contain_text("Good news")
    await expect_done(mia, 4)
    await expect(mia.get_by_text("That was it")).to_be_in_viewport(ratio=1)


async def test_what_engineers_say_reaches_support_once_they_share_it(
    desk: Desk, house: House
) -> None:
    await escalated(house, "Invoices are empty")
    ada, leo = await desk.window("ada/payments-eng"), await desk.window("leo/payments-eng")
    mia = await desk.window("mia/support")
    await card(mia, "Invoices").get_by_label("Reply in a thread").click()
    thread = mia.get_by_role("list", name="Messages in the thread")
    await card(ada, "Invoices").get_by_label("Reply in a thread").click()
    await say(ada, "Reply", "The template lost its total.")
    reply = ada.locator("#thread-lines .line", has_text="The template")
    await expect(reply).to_be_visible()
    await expect(thread).not_to_contain_text("The template")
    await react(reply, "mega")
    await expect(thread).to_contain_text("The template lost its total.")

    await react(card(leo, "Invoices"), "eyes")
    await expect(card(mia, "Invoices")).to_contain_text("Taken")
    await card(leo, "Invoices").get_by_role("button", name="eyes", pressed=True).click()
    await expect(card(mia, "Invoices")).to_contain_text("Waiting for engineering")


async def test_a_countdown_runs_out_under_the_directors_hand(desk: Desk, house: House) -> None:
    await escalated(house, "Refunds hang")
    ada = await desk.window("ada/payments-eng?panel=director")
    await expect(card(ada, "Refunds")).to_contain_text("in 14 minutes", ignore_case=True)
    await ada.get_by_role("button", name="To the next deadline").click()
    await expect(card(ada, "Refunds")).to_contain_text(re.compile("in [67] minutes", re.I))
    await ada.get_by_role("button", name="+15 min").click()
    over = ada.locator("#channel-lines .line", has_text="allowed are over")
    await expect(over.filter(has_text="Refunds hang")).to_contain_text("@Ada Novak")


async def test_a_tracker_that_was_away_is_caught_up_with(desk: Desk, house: House) -> None:
    ada = await desk.window("ada/payments-eng?panel=director")
    await ada.get_by_role("button", name="Break: Take the tracker down").click()
    await expect(ada.locator(".fact.is-bad")).to_contain_text("Take the tracker down")
    await escalated(house, "Exports stop")
    await expect(card(ada, "Exports")).to_contain_text("Being created")
    wire = await desk.window("ada/payments-eng?panel=wire&find=Creation+Unavailable")
    await wire.locator(".wire summary").first.click()
    await expect(wire.locator(".wire pre").first).to_contain_text("Exports stop")
    await ada.get_by_role("button", name="Heal all").click()
    await expect(ada.get_by_text("all goes well")).to_be_visible()
    await ada.get_by_role("button", name="+1 min").click()
    await expect(card(ada, "Exports")).to_contain_text("PAY-")


async def test_the_story_is_played_step_by_step(desk: Desk) -> None:
    ada = await desk.window("ada/payments-eng?panel=story")
    for done in (1, 2):
        await ada.get_by_role("button", name="Next step").click()
        await expect(ada.locator(".step.is-done")).to_have_count(done)
    await expect(card(ada, "Card payments fail at checkout")).to_be_visible()


async def test_the_board_is_moved_beside_the_conversation(desk: Desk, house: House) -> None:
    await escalated(house, f"{HOSTILE} for everybody in the whole of southern Europe")
    ada = await desk.window("ada/payments-eng?panel=board")
    issue = ada.locator("#panel .fact", has_text="onerror")
    title, ways = await box(issue.locator("> span").first), await box(issue.locator(".pills"))
    assert ways["y"] < title["y"] + title["height"]
    await issue.get_by_role("button", name="In progress").click()
    await expect(card(ada, "onerror")).to_contain_text("In progress")
    assert "owned" not in await ada.title()


@pytest.mark.thorough
@pytest.mark.parametrize("colours", ["light", "dark"])
async def test_nothing_serious_keeps_anybody_from_using_the_panels(
    desk: Desk, axe: str, colours: str
) -> None:
    page = await desk.window("", color_scheme=colours)
    found = {"choice": await faults(page, axe)}
    for panel in PANELS:
        await page.goto(f"{desk.slack.base_url}/app/mia/support?panel={panel}")
        found[panel] = await faults(page, axe, ".panel")
    assert not any(found.values()), found


@pytest.mark.thorough
async def test_nothing_serious_keeps_anybody_from_reading_the_catalogue(
    desk: Desk, axe: str
) -> None:
    page = await desk.window("catalogue")
    await expect(page.get_by_role("heading", name="Cards")).to_be_visible()
    some = ".ct-head, .ct-index, .ct-example:nth-of-type(-n + 4)"
    assert not await faults(page, axe, some)
    await page.get_by_role("button", name="Switch between light and dark").click()
    await expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert not await faults(page, axe, some)


async def test_the_switch_of_the_catalogue_stands_in_line_with_the_words(desk: Desk) -> None:
    page = await desk.window("catalogue")
    tongue = await box(page.locator("[data-language]"))
    switch = await box(page.locator("[data-theme-switch]"))
    middle = tongue["y"] + tongue["height"] / 2
    assert abs(switch["y"] + switch["height"] / 2 - middle) <= SAME


async def test_on_a_phone_the_guide_shows_what_it_leads_to_and_stays_a_tap_away(
    desk: Desk, house: House, phone: dict[str, object]
) -> None:
    mia = await desk.window("", **phone)
    await mia.get_by_role("link", name="Mia Torres").click()
    switch = mia.get_by_role("navigation", name="On this screen")
    await expect(mia.get_by_role("textbox", name="Message #support")).to_be_visible()
    assert await mia.evaluate("document.documentElement.scrollWidth") <= 390
    await switch.get_by_role("link", name="Try it").click()
    guide = mia.get_by_role("heading", name="Try it: it takes a minute")
    await expect(guide).to_be_visible()
    await switch.get_by_role("link", name="#support").click()
    await escalated(house, "Receipts are late")
    await card(mia, "Receipts").get_by_role("link", name="repl").first.click()
    await expect(mia.get_by_role("list", name="Messages in the thread")).to_be_visible()
    await switch.get_by_role("link", name="Try it").click()
    await switch.get_by_role("link", name="#support").click()
    await expect(mia.get_by_role("list", name="Messages in the thread")).to_be_visible()


async def test_on_a_phone_one_panel_leads_to_the_next(desk: Desk, phone: dict[str, object]) -> None:
    mia = await desk.window("mia/support", **phone)
    await mia.get_by_role("link", name="Behind the scenes").click()
    await mia.get_by_role("link", name="Wire", exact=True).click()
    await mia.get_by_role("searchbox").fill("chat")
    await mia.get_by_role("button", name="Filter").click()
    await mia.wait_for_url("**find=chat*")
    await expect(mia.get_by_role("searchbox")).to_be_visible()
    await mia.reload()
    await mia.get_by_role("link", name="Close Wire").click()
    await expect(mia.get_by_role("textbox", name="Message #support")).to_be_visible()
