"""A list stays at its end while what is there changes, until somebody scrolls up."""

from typing import Any

from playwright.async_api import Page, expect
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.browser.cards import CARD, field, marked, modal
from tests.browser.desk import Desk
from tests.browser.test_apps import choose_shortcut

FROM_END = """name => {
  const { scrollHeight, scrollTop, clientHeight } = document.querySelector(`[data-list=${name}]`);
  return Math.abs(scrollHeight - scrollTop - clientHeight);
}"""


def tall(title: str, lines: int) -> list[dict[str, Any]]:
    """Return a card that fills most of a window."""
    said = [{"type": "section", "text": marked(f"{title} {number}")} for number in range(lines)]
    return [*CARD, *said]


async def is_at_end(page: Page, name: str) -> bool:
    """Tell whether a list shows its last pixels, once what changed has been drawn."""
    await page.evaluate("new Promise(drawn => setTimeout(drawn, 100))")
    return bool(await page.evaluate(FROM_END, name) <= 1)


async def post(desk: Desk, thread_ts: str | None = None) -> str:
    """Post some tall cards, and return the last one's timestamp."""
    ts = ""
    for number in range(4):
        blocks = tall(f"card {number}", 12)
        said = await desk.slack.bot.chat_postMessage(
            channel="C0SUPPORT", text="Card", blocks=blocks, thread_ts=thread_ts
        )
        ts = said["ts"]
    return ts


async def edit(slack: AsyncWebClient, ts: str, title: str, lines: int) -> None:
    """Have the app give its card other lines."""
    blocks = tall(title, lines)
    await slack.chat_update(channel="C0SUPPORT", ts=ts, text="Card", blocks=blocks)


async def test_a_tall_card_at_the_end_stays_there_however_often_it_is_edited(desk: Desk) -> None:
    ts = await post(desk)
    ana, lee = await desk.window("ana/support"), await desk.window("lee/support")
    for number, lines in enumerate((12, 12, 14, 9, 18)):
        await edit(desk.slack.bot, ts, f"edit {number}", lines)
        for page in (ana, lee):
            await expect(page.get_by_text(f"edit {number} {lines - 1}")).to_be_in_viewport()
            assert await is_at_end(page, "channel")
            await expect(page.locator("[data-jump]")).to_be_hidden()


async def test_a_reaction_to_a_tall_reply_leaves_the_thread_at_its_end(desk: Desk) -> None:
    parent = await desk.slack.person("lee").say("C0SUPPORT", "Payments fail")
    ts = await post(desk, thread_ts=parent["ts"])
    ana = await desk.window(f"ana/support/{parent['ts']}")
    for name in ("eyes", "tools"):
        await desk.slack.person("lee").react("C0SUPPORT", ts, name)
        chip = ana.locator("#thread-lines").get_by_role("button", name=f"{name}, 1: Lee")
        await expect(chip).to_be_in_viewport()
        assert await is_at_end(ana, "thread")


async def test_the_form_that_was_sent_leaves_the_channel_at_its_end(
    desk: Desk, bolt: AsyncApp
) -> None:
    ts = await post(desk)

    @bolt.shortcut("anywhere")
    async def ask(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal(field("title")))

    @bolt.view("form")
    async def take(ack: Any, client: Any) -> None:
        await ack()
        await edit(client, ts, "edit", 12)

    ana = await desk.window("ana/support")
    await choose_shortcut(ana)
    await ana.get_by_role("dialog").get_by_label("Title").fill("Payments fail")
    await ana.get_by_role("dialog").get_by_role("button", name="Send").click()
    await expect(ana.get_by_text("edit 11")).to_be_in_viewport()
    assert await is_at_end(ana, "channel")


async def test_whoever_scrolled_up_stays_there_while_the_end_changes(desk: Desk) -> None:
    ts = await post(desk)
    ana = await desk.window("ana/support")
    there = ana.get_by_text("card 1 3")
    await there.scroll_into_view_if_needed()
    assert not await is_at_end(ana, "channel")
    await edit(desk.slack.bot, ts, "edit", 30)
    await expect(ana.get_by_text("edit 29")).to_be_attached()
    await expect(there).to_be_in_viewport()
    await expect(ana.get_by_role("button", name="New messages below")).to_be_hidden()
