"""What appears in open windows while they are open."""

import asyncio
from contextlib import aclosing
from typing import Any

from slack_bolt.async_app import AsyncApp

from csopsbot.sandbox import create_app, running
from csopsbot.sandbox.world.feed import KEPT
from tests.contract.sandbox.face.window import page, window
from tests.contract.sandbox.harness import Slack, installed, workspace
from tests.contract.sandbox.views import MODAL


async def test_a_message_appears_in_every_window_that_shows_its_channel(slack: Slack) -> None:
    async with window(slack, "ana", "support") as ana, window(slack, "lee", "support") as lee:
        said = await slack.person("ana").say("C0SUPPORT", "Payments fail")
        for each in (ana, lee):
            line = await each.order("line", "Payments fail")
            assert (line["list"], line["ts"]) == ("channel", said["ts"])


async def test_what_was_said_between_the_page_and_its_connection_is_not_lost(slack: Slack) -> None:
    shown = await page(slack, "ana/support")
    assert "Payments fail" not in shown
    since = slack.sandbox.feed.latest
    await slack.person("lee").say("C0SUPPORT", "Payments fail")
    async with window(slack, "ana", "support", since=str(since)) as ana:
        await ana.order("line", "Payments fail")


async def test_a_reaction_an_edit_and_a_deletion_show(slack: Slack) -> None:
    lee = slack.person("lee")
    said = await lee.say("C0SUPPORT", "Payments fail")
    async with window(slack, "ana", "support") as ana:
        await lee.react("C0SUPPORT", said["ts"], "eyes")
        await ana.order("line", "👀")
        await lee.edit("C0SUPPORT", said["ts"], "Payments fail for all")
        assert "(edited)" in (await ana.order("line", "for all"))["html"]
        await lee.delete("C0SUPPORT", said["ts"])
        while (await ana.order("line"))["html"] is not None:
            pass


async def test_a_reply_shows_in_its_open_thread_and_is_counted_in_the_channel(slack: Slack) -> None:
    said = await slack.person("ana").say("C0SUPPORT", "Payments fail")
    async with window(slack, "ana", "support", thread=said["ts"]) as ana:
        await slack.person("lee").say("C0SUPPORT", "Since when?", said["ts"])
        counted = await ana.order("line", "1 reply", list="channel")
        assert counted["ts"] == said["ts"]
    async with window(slack, "ana", "support", thread=said["ts"]) as ana:
        await slack.person("lee").say("C0SUPPORT", "Hello?", said["ts"])
        await ana.order("line", "Hello?", list="thread")


async def test_a_deleted_reply_is_no_longer_counted(slack: Slack) -> None:
    lee = slack.person("lee")
    said = await lee.say("C0SUPPORT", "Payments fail")
    replies = [await lee.say("C0SUPPORT", each, said["ts"]) for each in ("One", "Two")]
    async with window(slack, "ana", "support") as ana:
        await lee.delete("C0SUPPORT", replies[0]["ts"])
        await ana.order("line", "1 reply")


async def test_a_whisper_shows_in_one_persons_windows_alone(slack: Slack) -> None:
    async with window(slack, "ana", "support") as ana, window(slack, "lee", "support") as lee:
        await slack.bot.chat_postEphemeral(channel="C0SUPPORT", user="U0ANA", text="Between us")
        await ana.order("line", "Only visible to you")
        await slack.person("ana").say("C0SUPPORT", "Aloud")
        line = await lee.order("line")
        assert ("Aloud" in line["html"], "Between us" in line["html"]) == (True, False)


async def test_what_is_said_elsewhere_is_counted_in_the_list(slack: Slack) -> None:
    async with window(slack, "ana", "general") as ana:
        await slack.person("lee").say("C0SUPPORT", "<@U0ANA> Payments fail")
        await ana.order("part", "new for you", id="sidebar")


async def test_what_comes_while_one_looks_away_stays_unread(slack: Slack) -> None:
    async with window(slack, "ana", "support") as ana:
        await ana.look_away()
        await ana.order("part", id="sidebar")
        await slack.person("lee").say("C0SUPPORT", "<@U0ANA> Payments fail")
        await ana.order("part", "new for you", id="sidebar")


async def test_a_modal_opens_by_itself(slack: Slack, bolt: AsyncApp) -> None:
    @bolt.shortcut("anywhere")
    async def shortcut(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @bolt.view_closed("form")
    async def closed_by_hand(ack: Any) -> None:
        await ack()

    async with window(slack, "ana", "support") as ana:
        await slack.person("ana").shortcut("anywhere")
        opened = await ana.order("part", "<dialog", id="modal")
        assert 'name="title|title"' in opened["html"]
        view = (await slack.person("ana").views())[0]
        await slack.person("ana").close(view["id"])
        closed = await ana.order("part", id="modal")
        assert closed["html"] == ""


async def test_the_home_tab_shows_what_the_app_puts_there(slack: Slack) -> None:
    async with window(slack, "ana", "home") as ana:
        words = {"type": "section", "text": {"type": "mrkdwn", "text": "*Three* open"}}
        view = {"type": "home", "blocks": [words]}
        await slack.bot.views_publish(user_id="U0ANA", view=view)
        await ana.order("part", "<b>Three</b> open", id="home")


async def test_a_moved_clock_moves_the_windows(slack: Slack) -> None:
    async with window(slack, "ana", "support") as ana:
        await ana.order("vitals")
        await slack.control("clock", advance=3600)
        assert (await ana.order("vitals"))["ahead"] == 3600


async def test_a_window_of_a_world_that_is_gone_loads_anew(slack: Slack) -> None:
    async with window(slack, "ana", "support") as ana:
        await slack.control("reset")
        await ana.order("reload")


async def test_a_window_that_was_away_for_too_long_loads_anew(slack: Slack) -> None:
    for number in range(KEPT + 1):
        slack.sandbox.feed.show("error", [], number=number)
    async with window(slack, "ana", "support", since="0") as ana:
        await ana.order("reload")


async def test_a_window_of_somebody_who_left_loads_anew(slack: Slack) -> None:
    async with window(slack, "ana", "support") as ana:
        await slack.control("users/U0ANA", deleted=True)
        await ana.order("reload")
    assert "Nobody here is called so" in await page(slack, "ana/support", status=404)


async def test_the_app_is_shown_as_connected_once_it_is(slack: Slack, bolt: AsyncApp) -> None:
    assert "is-here" in await page(slack, "ana/support")
    await slack.control("app", request_url="http://127.0.0.1:9")
    assert "not connected" in await page(slack, "ana/support")


async def test_one_message_is_drawn_once_for_all_windows_of_one_person() -> None:
    starlette = create_app(workspace(), installed())
    async with (
        running(starlette) as base_url,
        aclosing(Slack(starlette.state.sandbox, base_url)) as slack,
        window(slack, "ana", "support") as one,
        window(slack, "ana", "support") as two,
    ):
        await slack.person("lee").say("C0SUPPORT", "Payments fail")
        await asyncio.gather(one.order("line"), two.order("line"))
        assert starlette.state.face.drawings.made == 1


async def test_many_changes_of_one_message_come_as_one_order(slack: Slack) -> None:
    said = await slack.person("lee").say("C0SUPPORT", "Payments fail")
    since = slack.sandbox.feed.latest
    for number in range(20):
        await slack.person("lee").edit("C0SUPPORT", said["ts"], f"Attempt {number}")
    async with window(slack, "ana", "support", since=str(since)) as ana:
        assert "Attempt 19" in (await ana.order("line"))["html"]
        assert not [order for order in ana.orders if order["op"] == "line"]
