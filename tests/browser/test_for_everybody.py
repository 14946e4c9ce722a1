"""The page without a mouse, on a phone, in the dark, read aloud, and under attack."""

from typing import Any

import pytest
from playwright.async_api import Page, expect
from slack_bolt.async_app import AsyncApp

from tests.browser.cards import CARD, button, field, marked, modal
from tests.browser.desk import Desk
from tests.browser.test_apps import choose_shortcut, opens

SERIOUS = ("serious", "critical")
HOSTILE = (
    "<script>document.title='owned'</script>",
    "<img src=x onerror=document.title='owned'>",
    "<javascript:document.title='owned'|click>",
    '"><svg onload=document.title="owned">',
)


async def faults(
    page: Page, axe: str, within: str = "html", impacts: tuple[str, ...] = SERIOUS
) -> list[str]:
    """Return what keeps somebody from using the page, or the part of it WITHIN a selector."""
    await page.evaluate(axe)
    found = await page.evaluate("within => axe.run(within)", within)
    return [
        f"{each['id']}: {node['html'][:120]}"
        for each in found["violations"]
        if each["impact"] in impacts
        for node in each["nodes"]
    ]


async def fill(desk: Desk) -> str:
    """Have something of everything said, and return the timestamp of a thread."""
    slack = desk.slack
    card = await slack.bot.chat_postMessage(channel="C0SUPPORT", text="Card", blocks=CARD)
    lee = slack.person("lee")
    await lee.react("C0SUPPORT", card["ts"], "eyes")
    await lee.say("C0SUPPORT", "I am on it, <@U0ANA>", card["ts"])
    await lee.upload("C0SUPPORT", "a.log", b"one\ntwo")
    said = await lee.say("C0SUPPORT", "Helo")
    await lee.edit("C0SUPPORT", said["ts"], "Hello")
    await slack.bot.chat_postEphemeral(channel="C0SUPPORT", user="U0ANA", text="Between us")
    return str(card["ts"])


@pytest.mark.parametrize("colours", ["light", "dark"])
async def test_nothing_serious_keeps_anybody_from_using_it(
    desk: Desk, axe: str, colours: str
) -> None:
    thread = await fill(desk)
    ana = await desk.window("", color_scheme=colours)
    found = {"choice": await faults(ana, axe)}
    for path in (f"ana/support/{thread}", "ana/home"):
        await ana.goto(f"{desk.slack.base_url}/app/{path}")
        found[path] = await faults(ana, axe)
    assert not any(found.values()), found


@pytest.mark.parametrize("colours", ["light", "dark"])
async def test_nothing_serious_keeps_anybody_from_filling_in_a_form(
    desk: Desk, bolt: AsyncApp, axe: str, colours: str
) -> None:
    row = {"type": "actions", "elements": [button("more", "More")]}
    opens(bolt, modal(field("title"), field("detail", multiline=True), row))
    ana = await desk.window("ana/support", color_scheme=colours)
    await choose_shortcut(ana)
    await ana.get_by_role("dialog").get_by_role("button", name="Send").click()
    await expect(ana.get_by_text("Please complete")).to_have_count(2)
    assert not await faults(ana, axe)


async def test_home_has_no_gap_among_its_headings(desk: Desk, axe: str) -> None:
    header = {"type": "header", "text": {"type": "plain_text", "text": "Open, by you"}}
    view = {"type": "home", "blocks": [header]}
    await desk.slack.bot.views_publish(user_id="U0ANA", view=view)
    ana = await desk.window("ana/home")
    assert await faults(ana, axe, impacts=("moderate",)) == []


async def test_the_composer_is_what_a_text_field_may_be(desk: Desk, axe: str) -> None:
    ana = await desk.window("ana/support")
    await ana.get_by_label("Message #support").press_sequentially("/")
    await expect(ana.get_by_role("option").first).to_be_visible()
    assert await faults(ana, axe, "form.composer", (*SERIOUS, "moderate", "minor")) == []


async def test_an_opened_request_has_no_gap_among_its_headings(desk: Desk, axe: str) -> None:
    await desk.slack.call("auth.test")
    ana = await desk.window("ana/support?panel=wire")
    await ana.get_by_text("auth.test").click()
    await expect(ana.get_by_role("heading", name="Answered")).to_be_visible()
    assert await faults(ana, axe, impacts=("moderate",)) == []


@pytest.mark.parametrize("pane", ["side", "centre", "panel"])
async def test_whatever_a_phone_shows_the_page_says_what_it_is_of(
    desk: Desk, axe: str, phone: dict[str, Any], pane: str
) -> None:
    ana = await desk.window("ana/support?panel=director", **phone)
    await ana.evaluate("pane => { document.body.dataset.pane = pane; }", pane)
    assert await faults(ana, axe, impacts=("moderate",)) == []


async def test_one_goes_from_message_to_message_and_into_a_thread_by_keys(desk: Desk) -> None:
    for text in ("One", "Two"):
        await desk.slack.person("lee").say("C0SUPPORT", text)
    ana = await desk.window("ana/support")
    composer = ana.get_by_role("textbox", name="Message #support")
    await expect(composer).to_be_focused()
    await ana.keyboard.press("ArrowUp")
    await expect(ana.locator(".line", has_text="Two")).to_be_focused()
    await ana.keyboard.press("ArrowUp")
    await expect(ana.locator(".line", has_text="One")).to_be_focused()
    await ana.keyboard.press("Enter")
    await expect(ana.get_by_role("textbox", name="Reply")).to_be_focused()
    await ana.keyboard.press("Escape")
    await expect(ana.get_by_role("complementary", name="Thread")).to_be_hidden()
    await expect(ana.locator(".line", has_text="One")).to_be_focused()
    await ana.keyboard.press("Escape")
    await expect(composer).to_be_focused()


async def test_what_comes_is_read_aloud(desk: Desk) -> None:
    ana = await desk.window("ana/support")
    await expect(ana.get_by_text("Nothing was said")).to_be_visible()
    await desk.slack.person("lee").say("C0SUPPORT", "Payments *fail*")
    await expect(ana.get_by_role("status")).to_have_text("Lee: Payments fail")


async def test_dark_stays_dark_once_it_is_chosen(desk: Desk) -> None:
    ana = await desk.window("ana/support")
    paper = "getComputedStyle(document.body).backgroundColor"
    assert await ana.evaluate(paper) == "rgb(255, 255, 255)"
    await ana.get_by_label("Switch between light and dark").click()
    dark = await ana.evaluate(paper)
    assert dark != "rgb(255, 255, 255)"
    await ana.reload()
    assert await ana.evaluate(paper) == dark


async def test_the_page_speaks_the_browsers_language(desk: Desk) -> None:
    ana = await desk.window("", locale="es-MX")
    await expect(ana.get_by_role("heading", name="¿Quién quieres ser?")).to_be_visible()
    await expect(ana.locator("html")).to_have_attribute("lang", "es")


async def test_what_comes_later_is_in_the_language_of_the_window(desk: Desk) -> None:
    ana = await desk.window("ana/support", locale="es-MX")
    await desk.slack.person("lee").say("C0SUPPORT", "Hola")
    line = ana.locator(".line", has_text="Hola")
    await expect(line.get_by_role("button", name="Añadir una reacción")).to_be_attached()


async def test_another_language_stays_once_it_is_chosen(desk: Desk, axe: str) -> None:
    ana = await desk.window("ana/support?panel=director", locale="en-GB")
    await ana.get_by_role("button", name="Español").click()
    await expect(ana.get_by_role("heading", name="El reloj")).to_be_visible()
    await ana.reload()
    await desk.slack.person("lee").say("C0SUPPORT", "Hola")
    line = ana.locator(".line", has_text="Hola")
    await expect(line.get_by_role("button", name="Añadir una reacción")).to_be_attached()
    assert not await faults(ana, axe)


async def test_a_phone_shows_one_pane_at_a_time(desk: Desk, phone: dict[str, Any]) -> None:
    thread = await fill(desk)
    ana = await desk.window("ana/support", **phone)
    listed = ana.get_by_role("navigation", name="Conversations")
    messages = ana.get_by_role("list", name="Messages in support")
    assert (await listed.is_visible(), await messages.is_visible()) == (False, True)
    await ana.get_by_role("link", name="1 reply").tap()
    await expect(ana.get_by_role("list", name="Messages in the thread")).to_be_visible()
    assert not await messages.is_visible()
    assert ana.url.endswith(thread)
    await ana.get_by_label("Close the thread").tap()
    await ana.get_by_label("Back to the list").tap()
    await expect(listed).to_be_visible()
    width = await ana.evaluate("document.documentElement.scrollWidth")
    assert width <= 390


async def test_hostile_words_do_nothing_wherever_they_come_from(
    desk: Desk, phone: dict[str, Any]
) -> None:
    ana = await desk.window("ana/support")
    for text in HOSTILE:
        await desk.slack.bot.chat_postMessage(channel="C0SUPPORT", text=text)
        await desk.slack.person("lee").upload("C0SUPPORT", f"{text}.log", text.encode())
        blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": text}}]
        await desk.slack.bot.chat_postMessage(channel="C0SUPPORT", text=text, blocks=blocks)
    await expect(ana.locator(".line")).to_have_count(3 * len(HOSTILE))
    await ana.reload()
    await expect(ana.locator(".line")).to_have_count(3 * len(HOSTILE))
    assert "owned" not in await ana.title()
    assert not await ana.locator("a[href^='javascript']").count()


@pytest.mark.parametrize("width", [1360, 360])
async def test_what_the_page_says_of_itself_covers_no_tool(desk: Desk, width: int) -> None:
    ana = await desk.window("ana/support", viewport={"width": width, "height": 740})
    await choose_shortcut(ana)
    told = ana.get_by_role("alert").get_by_text("did not reach the app")
    await expect(told).to_be_visible()
    await ana.evaluate("document.body.classList.add('offline')")
    for name in ("Shortcuts and commands", "Switch between light and dark"):
        await ana.get_by_role("button", name=name).click(trial=True)
    composer = ana.get_by_role("textbox", name="Message #support")
    await composer.click()
    await ana.get_by_role("button", name="Dismiss").click()
    await expect(told).to_have_count(0)
    await expect(composer).to_be_focused()
    await ana.evaluate("document.body.dataset.pane = 'side'")
    await ana.get_by_role("heading", name="Sandbox").click(trial=True)


async def test_the_focus_goes_back_to_the_menu_that_a_form_came_of(
    desk: Desk, bolt: AsyncApp
) -> None:
    @bolt.action("more")
    async def more(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal(field("title")))

    card = await desk.slack.bot.chat_postMessage(channel="C0SUPPORT", text="Card", blocks=CARD)
    ana = await desk.window("ana/support")
    menu = ana.locator(".line summary")
    await menu.press("Enter")
    await ana.keyboard.press("Tab")
    await ana.keyboard.press("Enter")
    await expect(ana.get_by_role("textbox", name="Title")).to_be_focused()
    await desk.slack.person("lee").react("C0SUPPORT", card["ts"], "eyes")
    await expect(ana.get_by_label("eyes, 1: Lee")).to_be_attached()
    await ana.keyboard.press("Escape")
    await expect(menu).to_be_focused()


async def test_the_focus_stays_on_a_button_of_the_home_tab_that_changes_with_it(
    desk: Desk, bolt: AsyncApp
) -> None:
    async def publish(client: Any, user: str, text: str) -> None:
        row = {"type": "actions", "elements": [button("ask", "Ask"), button("other", "Other")]}
        blocks = [{"type": "section", "text": marked(text)}, row]
        await client.views_publish(user_id=user, view={"type": "home", "blocks": blocks})

    @bolt.event("app_home_opened")
    async def opened(event: dict[str, Any], client: Any) -> None:
        await publish(client, event["user"], "Nothing yet")

    @bolt.action("ask")
    async def ask(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal(field("title")))

    @bolt.view("form")
    async def submitted(ack: Any, body: dict[str, Any], client: Any) -> None:
        await publish(client, body["user"]["id"], "Asked")
        await ack()

    ana = await desk.window("ana/home")
    await ana.get_by_role("button", name="Ask").press("Enter")
    await expect(ana.get_by_role("textbox", name="Title")).to_be_focused()
    await ana.keyboard.type("Why?")
    await ana.keyboard.press("Enter")
    await expect(ana.get_by_role("dialog")).to_have_count(0)
    await expect(ana.get_by_text("Asked", exact=True)).to_be_visible()
    await expect(ana.get_by_role("button", name="Ask")).to_be_focused()
