"""People use what an app puts on their screens."""

import re
from typing import Any

import pytest
from playwright.async_api import expect
from slack_bolt.async_app import AsyncApp

from tests.browser.cards import CARD, button, field, modal, words
from tests.browser.desk import Desk

HASTE = """async () => {
  document.querySelector("[data-answer=confirm]").click();
  for (let turn = 0; turn < 9; turn++) await null;
  const menu = document.querySelector("select");
  menu.value = "Three";
  menu.dispatchEvent(new Event("change", { bubbles: true }));
}"""
"""Say yes and choose again before the browser has told that the question is closed."""


@pytest.fixture
def pressed(bolt: AsyncApp) -> list[dict[str, Any]]:
    """Return what is pressed and chosen anywhere."""
    taken: list[dict[str, Any]] = []

    @bolt.action(re.compile(""))
    async def action(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        taken.extend(body["actions"])

    return taken


def opens(bolt: AsyncApp, view: dict[str, Any]) -> None:
    """Let the shortcut that is anywhere open a modal."""

    @bolt.shortcut("anywhere")
    async def shortcut(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=view)


async def choose_shortcut(page: Any) -> None:
    await page.get_by_role("button", name="Shortcuts and commands").click()
    await page.get_by_role("menuitem", name="Any").click()


async def test_a_command_is_completed_and_answered_to_one_person(
    desk: Desk, bolt: AsyncApp
) -> None:
    @bolt.command("/echo")
    async def echo(ack: Any, command: dict[str, Any]) -> None:
        await ack(f"You said *{command['text']}*")

    ana = await desk.window("ana/support")
    await ana.keyboard.type("/e")
    await expect(ana.get_by_role("option")).to_contain_text("/echo")
    await ana.keyboard.press("Enter")
    await ana.keyboard.type("hello")
    await ana.keyboard.press("Enter")
    whisper = ana.locator(".line", has_text="You said hello")
    await expect(whisper).to_contain_text("Only visible to you")
    await whisper.get_by_role("button", name="Dismiss").click()
    await expect(whisper).to_have_count(0)


async def test_a_form_shows_what_is_wrong_where_it_is_wrong(desk: Desk, bolt: AsyncApp) -> None:
    opens(bolt, modal(field("title"), field("customer")))

    @bolt.view("form")
    async def submitted(ack: Any, view: dict[str, Any]) -> None:
        title = view["state"]["values"]["title"]["title"]["value"]
        await ack(response_action="errors", errors={"customer": f"{title}? Not them."})

    ana = await desk.window("ana/support")
    await choose_shortcut(ana)
    await expect(ana.get_by_role("textbox", name="Title")).to_be_focused()
    await ana.keyboard.type("Fabrikam")
    await ana.keyboard.press("Enter")
    await expect(ana.get_by_text("Please complete this required field.")).to_be_visible()
    customer = ana.get_by_role("textbox", name="Customer")
    await expect(customer).to_be_focused()
    await ana.keyboard.type("Contoso")
    await ana.get_by_role("button", name="Send", exact=True).last.click()
    await expect(ana.get_by_text("Fabrikam? Not them.")).to_be_visible()
    await expect(customer).to_have_accessible_description("Fabrikam? Not them.")
    await expect(customer).to_have_value("Contoso")


async def test_modals_stack_and_escape_goes_back_one(desk: Desk, bolt: AsyncApp) -> None:
    more = {"type": "actions", "block_id": "a", "elements": [button("more", "More")]}
    opens(bolt, modal(field("title"), more, title="First"))

    @bolt.action("more")
    async def push(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        above = modal(field("detail"), title="Second")
        await client.views_push(trigger_id=body["trigger_id"], view=above)

    ana = await desk.window("ana/support")
    await choose_shortcut(ana)
    await ana.get_by_role("button", name="More", exact=True).click()
    await expect(ana.get_by_role("dialog", name="Second")).to_be_visible()
    await ana.keyboard.press("Escape")
    await expect(ana.get_by_role("dialog", name="First")).to_be_visible()
    await ana.keyboard.press("Escape")
    await expect(ana.get_by_role("dialog")).to_have_count(0)


async def test_what_is_typed_stays_when_the_app_changes_the_form(
    desk: Desk, bolt: AsyncApp
) -> None:
    opens(bolt, modal(field("title"), field("detail", multiline=True)))
    ana = await desk.window("ana/support")
    await choose_shortcut(ana)
    await ana.get_by_role("textbox", name="Detail").fill("Half a sen")
    view = (await desk.slack.person("ana").views())[0]
    await desk.slack.bot.views_update(
        view_id=view["id"], view=modal(field("title"), field("detail", multiline=True), title="New")
    )
    await expect(ana.get_by_role("dialog", name="New")).to_be_visible()
    await ana.keyboard.type("tence")
    await expect(ana.get_by_role("textbox", name="Detail")).to_have_value("Half a sentence")


async def test_buttons_menus_and_questions_reach_the_app(
    desk: Desk, pressed: list[dict[str, Any]]
) -> None:
    question = {
        "title": words("Sure?"),
        "text": words("It cannot be undone."),
        "confirm": words("Yes"),
        "deny": words("No"),
    }
    risky = {"type": "actions", "elements": [button("drop", "Drop it", confirm=question)]}
    await desk.slack.bot.chat_postMessage(channel="C0SUPPORT", text="Card", blocks=[*CARD, risky])
    ana = await desk.window("ana/support")
    await ana.get_by_role("button", name="Take it").click()
    await ana.get_by_label("Severity").select_option("S1")
    await ana.locator(".bk-overflow summary").click()
    await ana.get_by_role("button", name="Merge").click()
    await ana.get_by_role("button", name="Drop it").click()
    await ana.get_by_role("button", name="No", exact=True).click()
    await ana.get_by_role("button", name="Drop it").click()
    await ana.get_by_role("button", name="Yes", exact=True).click()
    await desk.slack.until(lambda: len(pressed) == 4)
    assert [one["action_id"] for one in pressed] == ["take", "severity", "more", "drop"]
    assert [pressed[n]["selected_option"]["value"] for n in (1, 2)] == ["S1", "Merge"]


async def test_a_choice_that_was_not_meant_is_undone(
    desk: Desk, pressed: list[dict[str, Any]]
) -> None:
    question = {key: words(key) for key in ("title", "text", "confirm", "deny")}
    options = [{"text": words(one), "value": one} for one in ("One", "Two", "Three")]
    menu = {"type": "static_select", "action_id": "pick", "confirm": question, "options": options}
    block = {"type": "actions", "elements": [{**menu, "placeholder": words("Which?")}]}
    await desk.slack.bot.chat_postMessage(channel="C0SUPPORT", text="Card", blocks=[block])
    ana = await desk.window("ana/support")
    choice = ana.get_by_label("Which?")
    for value, answer, left in (
        ("One", "deny", ""),
        ("Two", "confirm", "Two"),
        ("Three", "deny", "Two"),
    ):
        await choice.select_option(value)
        await ana.get_by_role("button", name=answer, exact=True).click()
        await expect(choice).to_have_value(left)
    await choice.select_option("One")
    await ana.evaluate(HASTE)
    await ana.get_by_role("button", name="deny", exact=True).click()
    await expect(choice).to_have_value("One")
    assert [one["selected_option"]["value"] for one in pressed] == ["Two", "One"]


async def test_typing_finds_what_a_menu_offers_by_its_words(
    desk: Desk, pressed: list[dict[str, Any]]
) -> None:
    labels = {"S1": ":red_circle: S1: nobody works", "S2": "🟠 S2: some", "T1": ":eyes: Two looks"}
    options = [{"text": words(text), "value": value} for value, text in labels.items()]
    menu = {"type": "static_select", "action_id": "pick", "options": options}
    block = {"type": "actions", "elements": [{**menu, "placeholder": words("Which?")}]}
    await desk.slack.bot.chat_postMessage(channel="C0SUPPORT", text="Card", blocks=[block])
    ana = await desk.window("ana/support")
    choice = ana.get_by_label("Which?")
    for typed, value in (("S2: so", "S2"), ("t", "T1"), ("s", "S1"), ("xq", "S1"), ("ss", "S1")):
        await choice.focus()
        await ana.keyboard.type(typed)
        await expect(choice).to_have_value(value)
        await choice.blur()
    await desk.slack.until(lambda: len(pressed) == 3)
    assert [one["selected_option"]["value"] for one in pressed] == ["S2", "T1", "S1"]


@pytest.mark.parametrize("ends", ["Escape", "Enter"])
async def test_one_types_on_when_a_form_is_gone(desk: Desk, bolt: AsyncApp, ends: str) -> None:
    @bolt.command("/echo")
    async def echo(ack: Any, command: dict[str, Any], client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=command["trigger_id"], view=modal(field("title")))

    @bolt.view("form")
    async def submitted(ack: Any) -> None:
        await ack()

    ana = await desk.window("ana/support")
    await ana.keyboard.type("/echo ")
    await ana.keyboard.press("Enter")
    await expect(ana.get_by_role("textbox", name="Title")).to_be_focused()
    await ana.keyboard.type("Fabrikam")
    await ana.keyboard.press(ends)
    await expect(ana.get_by_role("textbox", name="Title")).to_have_count(0)
    await ana.keyboard.type("Thanks")
    await ana.keyboard.press("Enter")
    await expect(ana.locator(".line", has_text="Thanks")).to_be_visible()


async def test_the_apps_shortcut_is_in_a_messages_menu(desk: Desk, bolt: AsyncApp) -> None:
    @bolt.shortcut("quote")
    async def quote(ack: Any, body: dict[str, Any], respond: Any) -> None:
        await ack()
        await respond(f"“{body['message']['text']}”")

    await desk.slack.person("lee").say("C0SUPPORT", "Payments fail")
    ana = await desk.window("ana/support")
    await ana.locator(".line").hover()
    await ana.get_by_label("More to do").click()
    await ana.get_by_role("menuitem", name="Quote").click()
    await expect(ana.locator(".line").get_by_text("“Payments fail”")).to_be_visible()


async def test_the_home_tab_is_opened_published_and_pressed(desk: Desk, bolt: AsyncApp) -> None:
    taken: list[str] = []

    @bolt.event("app_home_opened")
    async def opened(event: dict[str, Any], client: Any) -> None:
        row = {"type": "actions", "elements": [button("refresh", "Look again")]}
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [row]})

    @bolt.action("refresh")
    async def refresh(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        taken.append(body["view"]["type"])

    ana = await desk.window("ana/home")
    await ana.get_by_role("button", name="Look again").click()
    await desk.slack.until(lambda: taken)
    assert taken == ["home"]


async def test_an_app_that_does_not_answer_is_said_to_be_away(desk: Desk) -> None:
    ana = await desk.window("ana/support")
    await expect(ana.get_by_text("not connected")).to_be_visible()
    await choose_shortcut(ana)
    await expect(ana.get_by_role("alert")).to_contain_text("did not reach the app")


async def test_dates_count_down_on_the_sandboxs_clock(desk: Desk) -> None:
    due = int(desk.slack.sandbox.clock.now()) + 7_250
    await desk.slack.bot.chat_postMessage(
        channel="C0SUPPORT", text=f"Due <!date^{due}^{{ago}}|soon>"
    )
    dev = await desk.window("lee/support")
    shown = dev.locator(".line-body time")
    await expect(shown).to_have_text("In 2 hours")
    await desk.slack.control("clock", advance=3_700)
    await expect(shown).to_have_text("In 59 minutes")
    await desk.slack.control("clock", advance=7_200)
    await expect(shown).to_have_text("1 hour ago")


async def test_a_form_that_did_not_reach_the_app_says_so_in_the_form(
    desk: Desk, bolt: AsyncApp
) -> None:
    opens(bolt, modal(field("title")))
    ana = await desk.window("ana/support")
    await choose_shortcut(ana)
    form = ana.get_by_role("dialog", name="Form")
    await form.get_by_label("Title").fill("Fabrikam")
    await form.get_by_role("button", name="Send").click()
    trouble = form.get_by_role("alert")
    await expect(trouble).to_have_text("That did not reach the app. Is it running?")
    await form.get_by_label("Title").fill("Contoso")
    await expect(trouble).to_be_hidden()


async def test_that_the_app_is_away_is_said_once(desk: Desk) -> None:
    ana = await desk.window("ana/support")
    await choose_shortcut(ana)
    told = ana.get_by_role("alert").get_by_text("did not reach the app")
    await expect(told.first).to_be_visible()
    await desk.slack.person("lee").say("C0SUPPORT", "What came after it")
    await expect(ana.locator(".line")).to_contain_text("What came after it")
    await expect(told).to_have_count(1)
