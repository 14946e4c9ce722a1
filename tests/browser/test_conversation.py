"""People talk in their windows, and see each other at once."""

from pathlib import Path

from playwright.async_api import Page, expect

from tests.browser.desk import Desk


async def test_three_people_talk_react_and_reply(desk: Desk) -> None:
    ana, dev, lee = [await desk.window(f"{who}/general") for who in ("ana", "dev", "lee")]
    await ana.keyboard.type("Payments fail, @de")
    await ana.keyboard.press("Tab")
    await ana.keyboard.press("Enter")
    said = dev.locator(".line", has_text="Payments fail")
    await expect(said.locator(".bk-mention-self")).to_have_text("@Dev")
    await said.hover()
    await said.get_by_label("Add a reaction").click()
    await dev.get_by_role("menuitem", name="eyes").click()
    chip = lee.get_by_role("button", name="eyes, 1: Dev")
    await chip.click()
    await expect(ana.get_by_role("button", name="eyes, 2: Dev, Lee")).to_be_visible()
    await said.hover()
    await said.get_by_label("Reply in a thread").click()
    await expect(dev.get_by_role("textbox", name="Reply")).to_be_focused()
    await dev.keyboard.type("I am on it")
    await dev.keyboard.press("Enter")
    await expect(dev.locator("#thread-lines")).to_contain_text("I am on it")
    await ana.get_by_role("link", name="1 reply").click()
    await expect(ana.get_by_role("complementary", name="Thread")).to_contain_text("I am on it")


async def test_what_is_said_elsewhere_is_marked_until_it_is_read(desk: Desk) -> None:
    ana = await desk.window("ana/general")
    await desk.slack.person("lee").say("C0SUPPORT", "Look, <@U0ANA>")
    await expect(ana.get_by_role("link", name="support 1 new for you")).to_be_visible()
    await expect(ana).to_have_title("(1) #general · Ana Ruiz · Sandbox")
    await ana.get_by_role("link", name="support").click()
    await expect(ana.locator(".line")).to_contain_text("Look")
    await expect(ana.locator(".count")).to_have_count(0)


async def test_one_changes_and_deletes_what_one_said(desk: Desk) -> None:
    ana, lee = await desk.window("ana/support"), await desk.window("lee/support")
    await ana.keyboard.type("Helo")
    await ana.keyboard.press("Enter")
    line = ana.locator(".line", has_text="Helo")
    await line.hover()
    await line.get_by_label("More to do").click()
    await ana.get_by_role("menuitem", name="Edit").click()
    await ana.get_by_role("textbox", name="Your message").fill("Hello")
    await ana.keyboard.press("Enter")
    await expect(lee.locator(".line")).to_contain_text("Hello(edited)")
    ana.on("dialog", lambda question: question.accept())
    await ana.locator(".line").hover()
    await ana.get_by_label("More to do").click()
    await ana.get_by_role("menuitem", name="Delete").click()
    await expect(lee.locator(".line")).to_have_count(0)
    await lee.reload()
    await expect(lee.get_by_text("Nothing was said here yet")).to_be_visible()


async def test_what_happens_to_a_message_while_one_changes_it_shows_afterwards(desk: Desk) -> None:
    ana = await desk.window("ana/support")
    said = await desk.slack.person("ana").say("C0SUPPORT", "Helo")
    await ana.locator(".line").hover()
    await ana.get_by_label("More to do").click()
    await ana.get_by_role("menuitem", name="Edit").click()
    await desk.slack.person("lee").react("C0SUPPORT", said["ts"], "eyes")
    await desk.slack.person("lee").say("C0SUPPORT", "Hello, you mean?")
    await expect(ana.locator(".line")).to_have_count(2)
    await expect(ana.get_by_role("textbox", name="Your message")).to_have_value("Helo")
    await ana.keyboard.press("Escape")
    await expect(ana.get_by_role("button", name="eyes, 1: Lee")).to_be_visible()


async def test_somebody_elses_message_is_not_ones_own_to_change(desk: Desk) -> None:
    await desk.slack.person("lee").say("C0SUPPORT", "Mine")
    ana = await desk.window("ana/support")
    await ana.locator(".line").hover()
    await ana.get_by_label("More to do").click()
    await expect(ana.get_by_role("menuitem", name="Quote")).to_be_visible()
    await expect(ana.get_by_role("menuitem", name="Delete")).to_have_count(0)


async def test_files_are_sent_seen_and_saved(desk: Desk, tmp_path: Path) -> None:
    log = tmp_path / "checkout.log"
    log.write_text("\n".join(f"line {number}" for number in range(20)))
    ana, lee = await desk.window("ana/support"), await desk.window("lee/support")
    await ana.get_by_label("Attach files").set_input_files(log)
    await expect(ana.get_by_role("list", name="Files to send")).to_contain_text("checkout.log")
    await ana.keyboard.type("See below")
    await ana.keyboard.press("Enter")
    shown = lee.get_by_role("figure")
    await expect(shown).to_contain_text("line 7")
    async with lee.expect_download() as saving:
        await shown.get_by_label("Download checkout.log").click()
    saved = await (await saving.value).path()
    assert saved.read_text() == log.read_text()


async def test_a_long_channel_is_read_backwards_without_losing_the_place(desk: Desk) -> None:
    lee = desk.slack.person("lee")
    said = [await lee.say("C0SUPPORT", f"message {number:03}") for number in range(120)]
    ana = await desk.window("ana/support")
    await expect(ana.get_by_text("message 119")).to_be_in_viewport()
    oldest = ana.get_by_text("message 070")
    await oldest.scroll_into_view_if_needed()
    await expect(ana.get_by_text("message 020")).to_be_attached()
    await expect(oldest).to_be_in_viewport()
    await desk.slack.person("ana").react("C0SUPPORT", said[-1]["ts"], "eyes")
    await expect(ana.get_by_label("eyes, 1: You")).to_be_attached()
    await expect(ana.get_by_role("button", name="New messages below")).to_be_hidden()
    await lee.say("C0SUPPORT", "The newest")
    below = ana.get_by_role("button", name="New messages below")
    await below.click()
    await expect(ana.locator(".line").get_by_text("The newest")).to_be_in_viewport()
    await expect(below).to_be_hidden()


async def test_permalinks_and_mentions_lead_to_places_in_the_window(desk: Desk) -> None:
    slack = desk.slack
    said = await slack.person("ana").say("C0SUPPORT", "Payments fail")
    where = {"channel": "C0SUPPORT", "message_ts": said["ts"]}
    link = (await slack.bot.chat_getPermalink(**where))["permalink"]
    await slack.bot.chat_postMessage(channel="C0GENERAL", text=f"<{link}|There>, <@U0LEE>")
    ana = await desk.window("ana/general")
    await ana.get_by_role("link", name="There").click()
    await expect(ana.get_by_role("list", name="Messages in the thread")).to_contain_text("fail")
    await ana.go_back()
    await ana.locator(".line").get_by_text("@Lee").click()
    await expect(ana.get_by_role("heading", name="Lee", exact=True)).to_be_visible()


async def test_a_reply_that_is_led_to_is_shown_in_its_thread_beside_the_channels_end(
    desk: Desk,
) -> None:
    lee, replies = desk.slack.person("lee"), []
    first = (await lee.say("C0SUPPORT", "Payments fail"))["ts"]
    for number in range(50):
        replies.append((await lee.say("C0SUPPORT", f"reply {number:02}", first))["ts"])
        await lee.say("C0SUPPORT", f"message {number:02}")
    ana = await desk.window(f"ana/support/{replies[9]}")
    await expect(ana.locator(".line.is-target")).to_contain_text("reply 09")
    await expect(ana.get_by_text("reply 09")).to_be_in_viewport()
    await expect(ana.get_by_text("reply 49")).not_to_be_in_viewport()
    await expect(ana.get_by_text("message 49")).to_be_in_viewport()


async def test_a_window_takes_up_again_after_the_connection_was_lost(desk: Desk) -> None:
    ana = await desk.window("ana/support")
    await ana.context.set_offline(True)
    await desk.slack.person("lee").say("C0SUPPORT", "While you were away")
    await ana.context.set_offline(False)
    await expect(ana.locator(".line")).to_contain_text("While you were away")


async def test_a_mistyped_command_stays_where_it_was_typed(desk: Desk) -> None:
    ana = await desk.window("ana/support")
    await ana.keyboard.type("/ecko Fabrikam is furious")
    await ana.keyboard.press("Enter")
    await expect(ana.get_by_role("alert")).to_contain_text("/ecko is no command here")
    composer = ana.get_by_role("textbox", name="Message #support")
    await expect(composer).to_have_value("/ecko Fabrikam is furious")
    await expect(ana.locator(".line")).to_have_count(0)
    await composer.press("Home")
    await composer.press("Space")
    await composer.press("Enter")
    await expect(ana.locator(".line")).to_contain_text("/ecko Fabrikam is furious")


async def test_replies_stand_apart_from_what_they_reply_to(desk: Desk) -> None:
    bot = desk.slack.bot
    card = await bot.chat_postMessage(channel="C0SUPPORT", text="Payments fail")
    for text in ("Ada is on it", "She is still on it"):
        await bot.chat_postMessage(channel="C0SUPPORT", text=text, thread_ts=card["ts"])
    ana = await desk.window(f"ana/support/{card['ts']}")
    lines = ana.locator("#thread-lines .line")
    await expect(lines.nth(1).locator(".line-name")).to_be_visible()
    await expect(lines.nth(2).locator(".line-name")).to_be_hidden()
    await expect(lines.nth(1)).to_have_attribute("data-replies", "2 replies")
    await expect(ana.locator(".starts-replies")).to_have_count(1)
    said = await desk.slack.person("lee").say("C0SUPPORT", "And I", card["ts"])
    await expect(lines.nth(1)).to_have_attribute("data-replies", "3 replies")
    await desk.slack.person("lee").delete("C0SUPPORT", said["ts"])
    await expect(lines.nth(1)).to_have_attribute("data-replies", "2 replies")


async def test_the_first_reply_to_an_open_thread_begins_its_replies(desk: Desk) -> None:
    card = await desk.slack.person("lee").say("C0SUPPORT", "Payments fail")
    ana = await desk.window(f"ana/support/{card['ts']}")
    await expect(ana.locator(".starts-replies")).to_have_count(0)
    await desk.slack.person("lee").say("C0SUPPORT", "Since noon", card["ts"])
    await expect(ana.locator(".starts-replies")).to_have_attribute("data-replies", "1 reply")
    await expect(ana.locator("#channel-lines .replies")).to_contain_text("today")
    await expect(ana.locator(".starts-replies .line-name")).to_be_visible()


async def test_only_what_came_while_one_was_away_is_marked_as_new(desk: Desk) -> None:
    lee, marks = desk.slack.person("lee"), ".line.starts-new"
    await lee.say("C0SUPPORT", "Long ago")
    ana = await desk.window("ana/support")
    await lee.say("C0SUPPORT", "While one watches")
    await expect(ana.locator(".line")).to_have_count(2)
    await expect(ana.locator(marks)).to_have_count(0)
    await look_away(ana, "hidden")
    for text in ("While one is away", "And some more"):
        await lee.say("C0SUPPORT", text)
    await expect(ana.locator(marks)).to_contain_text("While one is away")
    await look_away(ana, "visible")
    await lee.say("C0SUPPORT", "And back")
    await expect(ana.locator(".line")).to_have_count(5)
    await expect(ana.locator(marks)).to_contain_text("While one is away")
    await look_away(ana, "hidden")
    await expect(ana.locator(marks)).to_have_count(0)


async def look_away(page: Page, state: str) -> None:
    """Let a page believe that it is hidden behind another, or visible again."""
    believe = (
        "value => Object.defineProperty(document, 'visibilityState', {configurable: true, value})"
    )
    await page.evaluate(believe, state)
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


async def test_a_menu_stays_when_somebody_else_says_something(desk: Desk) -> None:
    for number in range(30):
        await desk.slack.person("lee").say("C0SUPPORT", f"Line {number}")
    ana = await desk.window("ana/support")
    last = ana.locator(".line", has_text="Line 29")
    await last.hover()
    await last.get_by_label("Add a reaction").click()
    await desk.slack.person("lee").say("C0SUPPORT", "And one more")
    await expect(ana.locator(".line", has_text="And one more")).to_be_in_viewport()
    await ana.get_by_role("menuitem", name="eyes").click()
    await expect(last.get_by_role("button", name="eyes")).to_be_visible()


async def test_a_picture_that_comes_late_leaves_the_channel_at_its_end(desk: Desk) -> None:
    for number in range(30):
        await desk.slack.person("lee").say("C0SUPPORT", f"Line {number}")
    ana = await desk.window("ana/support")
    await expect(ana.get_by_text("Line 29")).to_be_in_viewport()
    await ana.evaluate(
        """() => new Promise((drawn) => {
          const scroller = document.querySelector("[data-list=channel]");
          scroller.scrollTop -= 40;
          const comes = () => {
            scroller.scrollTop = scroller.scrollHeight;
            scroller.querySelector(".line:last-child .line-body").style.paddingTop = "600px";
            requestAnimationFrame(() => requestAnimationFrame(drawn));
          };
          requestAnimationFrame(() => setTimeout(comes));
        })"""
    )
    await expect(ana.get_by_text("Line 29")).to_be_in_viewport()
