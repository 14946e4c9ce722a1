"""Somebody presses a button while the page behind it is not still: no click is lost."""

import asyncio

from playwright.async_api import Route, expect

from tests.browser.desk import Desk

SUPPORT = "C0SUPPORT"


async def test_what_is_clicked_before_the_scripts_are_there_is_done_once_they_are(
    desk: Desk,
) -> None:
    await desk.slack.person("lee").say(SUPPORT, "Payments fail")
    ana = await desk.window("ana/general")
    asked, free = asyncio.Event(), asyncio.Event()

    async def late(route: Route) -> None:
        asked.set()
        await free.wait()
        await route.continue_()

    await ana.route("**/js/page.js", late)
    await ana.goto(f"{desk.slack.base_url}/app/ana/support", wait_until="commit")
    await asked.wait()
    await ana.locator(".line").hover()
    await ana.get_by_label("Add a reaction").click()
    free.set()
    await ana.get_by_role("menuitem", name="eyes").click()
    await expect(ana.get_by_role("button", name="eyes, 1: you")).to_be_visible()


async def test_a_line_that_changes_while_its_button_is_pressed_stays_until_it_is_released(
    desk: Desk,
) -> None:
    said = await desk.slack.bot.chat_postMessage(channel=SUPPORT, text="Payments fail")
    ana = await desk.window("ana/support")
    await ana.locator(".line").hover()
    await ana.get_by_label("Add a reaction").hover()
    await ana.mouse.down()
    await desk.slack.bot.chat_update(channel=SUPPORT, ts=said["ts"], text="Payments fail again")
    await desk.slack.person("lee").say(SUPPORT, "Refunds, too")
    lee = await desk.window("lee/support")
    await expect(lee.get_by_text("Payments fail again")).to_be_visible()
    await expect(ana.get_by_text("Refunds, too", exact=True)).to_have_count(0)
    await ana.mouse.up()
    await ana.get_by_role("menuitem", name="eyes").click()
    await expect(lee.get_by_role("button", name="eyes, 1: Ana")).to_be_visible()
    await expect(ana.get_by_text("Payments fail again")).to_be_visible()
    await expect(ana.get_by_text("Refunds, too", exact=True)).to_be_visible()
