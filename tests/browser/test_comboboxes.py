"""Menus that an app fills while one types."""

import asyncio
import re
from typing import Any

import pytest
from playwright.async_api import Page, expect
from slack_bolt.async_app import AsyncApp

from tests.browser.cards import field, modal, words
from tests.browser.desk import Desk
from tests.browser.test_apps import choose_shortcut, opens
from tests.browser.test_for_everybody import faults

CUSTOMERS = ("Fabrikam", "Fabulous", "Contoso")


@pytest.fixture
def sent(bolt: AsyncApp) -> list[str]:
    """Let the app know some customers, and return those that forms are sent with."""
    taken: list[str] = []

    @bolt.options("customer")
    async def options(ack: Any, payload: dict[str, Any]) -> None:
        found = [one for one in CUSTOMERS if one.lower().startswith(payload["value"].lower())]
        await ack(options=[{"text": words(f"🏢 {one}"), "value": one} for one in found])

    @bolt.view("form")
    async def submitted(ack: Any, view: dict[str, Any]) -> None:
        await ack()
        chosen = view["state"]["values"]["customer"]["customer"]["selected_option"]
        taken.append(chosen["value"] if chosen else "")

    return taken


async def form(desk: Desk, bolt: AsyncApp, least: int = 1, **more: Any) -> Page:
    """Open a form with such a menu, and go to it."""
    search = {"type": "external_select", "min_query_length": least}
    opens(bolt, modal({**field("customer", **search), **more}))
    ana = await desk.window("ana/support")
    await choose_shortcut(ana)
    await expect(menu(ana)).to_be_focused()
    return ana


def menu(page: Page) -> Any:
    return page.get_by_role("combobox", name="Customer")


async def send(page: Page) -> None:
    await page.get_by_role("dialog").get_by_role("button", name="Send").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_one_chooses_by_keys_as_in_any_menu(
    desk: Desk, bolt: AsyncApp, sent: list[str]
) -> None:
    ana = await form(desk, bolt)
    await ana.keyboard.type("fab")
    await expect(ana.get_by_role("option")).to_have_text(["🏢 Fabrikam", "🏢 Fabulous"])
    await ana.keyboard.press("ArrowDown")
    await expect(ana.get_by_role("option", selected=True)).to_have_text("🏢 Fabulous")
    await ana.keyboard.press("Enter")
    await expect(menu(ana)).to_have_value("🏢 Fabulous")
    await expect(ana.get_by_role("listbox")).to_have_count(0)
    await send(ana)
    assert sent == ["Fabulous"]


async def test_one_chooses_by_pointing_and_the_field_keeps_the_focus(
    desk: Desk, bolt: AsyncApp, sent: list[str]
) -> None:
    ana = await form(desk, bolt, least=0)
    await menu(ana).click()
    await expect(ana.get_by_role("option")).to_have_count(3)
    await ana.get_by_role("option", name="Contoso").click()
    await expect(menu(ana)).to_be_focused()
    await send(ana)
    assert sent == ["Contoso"]


async def test_escape_closes_the_menu_and_then_the_form(
    desk: Desk, bolt: AsyncApp, sent: list[str]
) -> None:
    ana = await form(desk, bolt)
    await ana.keyboard.type("con")
    await expect(ana.get_by_role("option")).to_have_count(1)
    await ana.keyboard.press("Escape")
    await expect(ana.get_by_role("listbox")).to_have_count(0)
    await expect(menu(ana)).to_have_value("")
    await ana.keyboard.press("Escape")
    await expect(ana.get_by_role("dialog")).to_have_count(0)
    assert sent == []


async def test_the_menu_says_what_is_missing(desk: Desk, bolt: AsyncApp, sent: list[str]) -> None:
    ana = await form(desk, bolt, least=2)
    await ana.keyboard.press("ArrowDown")
    await expect(ana.get_by_text("Type at least 2 letters.")).to_be_visible()
    await ana.keyboard.type("zz")
    await expect(ana.get_by_text("Nothing was found.")).to_be_visible()
    await ana.keyboard.press("Enter")
    assert sent == []


async def test_the_menu_says_that_the_app_is_asked_and_that_nothing_came(
    desk: Desk, bolt: AsyncApp
) -> None:
    asked, heard = asyncio.Event(), asyncio.Event()

    @bolt.options("customer")
    async def options(ack: Any) -> None:
        asked.set()
        await heard.wait()
        await ack({"options": [{}]})

    ana = await form(desk, bolt)
    note = ana.get_by_role("dialog").get_by_role("status")
    await ana.keyboard.type("fab")
    await asked.wait()
    await expect(note).to_have_text("Searching…")
    heard.set()
    await expect(note).to_have_text(re.compile("^The options could not be loaded. The app"))
    await expect(ana.get_by_role("alert")).to_be_empty()


async def test_what_was_chosen_can_be_emptied_where_it_may_be_left_out(
    desk: Desk, bolt: AsyncApp, sent: list[str]
) -> None:
    ana = await form(desk, bolt, optional=True)
    await ana.keyboard.type("con")
    await ana.get_by_role("option").click()
    await menu(ana).fill("")
    await send(ana)
    assert sent == [""]


async def test_what_was_chosen_stays_when_the_app_changes_the_form(
    desk: Desk, bolt: AsyncApp, sent: list[str]
) -> None:
    ana = await form(desk, bolt)
    await ana.keyboard.type("con")
    await ana.get_by_role("option").click()
    (view,) = await desk.slack.person("ana").views()
    search = field("customer", type="external_select", min_query_length=1)
    await desk.slack.bot.views_update(view_id=view["id"], view=modal(search, title="New"))
    await expect(ana.get_by_role("dialog", name="New")).to_be_visible()
    await expect(menu(ana)).to_have_value("🏢 Contoso")
    await send(ana)
    assert sent == ["Contoso"]


async def test_in_a_message_only_a_choice_that_is_meant_is_told(
    desk: Desk, bolt: AsyncApp, sent: list[str]
) -> None:
    told: list[str] = []

    @bolt.action("customer")
    async def chosen(ack: Any, action: dict[str, Any]) -> None:
        await ack()
        told.append(action["selected_option"]["value"])

    question = {key: words(key) for key in ("title", "text", "confirm", "deny")}
    search = {"type": "external_select", "action_id": "customer", "min_query_length": 1}
    block = {"type": "actions", "elements": [{**search, "confirm": question}]}
    await desk.slack.bot.chat_postMessage(channel="C0SUPPORT", text="Card", blocks=[block])
    ana = await desk.window("ana/support")
    choice = ana.locator(".line").get_by_role("combobox")
    for typed, answer, left in (
        ("con", "confirm", "🏢 Contoso"),
        ("fabu", "deny", "🏢 Contoso"),
        ("fabr", "confirm", "🏢 Fabrikam"),
    ):
        await choice.fill(typed)
        await ana.get_by_role("option").click()
        await ana.get_by_role("button", name=answer, exact=True).click()
        await expect(choice).to_have_value(left)
    await choice.fill("words that nobody chose")
    await ana.keyboard.press("Tab")
    await expect(choice).to_have_value("🏢 Fabrikam")
    assert told == ["Contoso", "Fabrikam"]
    assert sent == []


@pytest.mark.parametrize("colours", ["light", "dark"])
async def test_nothing_serious_keeps_anybody_from_choosing(
    desk: Desk, bolt: AsyncApp, sent: list[str], axe: str, colours: Any
) -> None:
    ana = await form(desk, bolt)
    await ana.emulate_media(color_scheme=colours)
    await ana.keyboard.type("fab")
    await expect(ana.get_by_role("option")).to_have_count(2)
    assert not await faults(ana, axe)
    assert sent == []
