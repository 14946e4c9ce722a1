"""What one writes is never lost before it is said."""

from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, Route, expect

from tests.browser.desk import Desk


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Return a file to attach."""
    written = tmp_path / "checkout.log"
    written.write_text("Payments fail")
    return written


def attached(page: Page) -> Locator:
    """Return the list of what goes along."""
    return page.get_by_role("list", name="Files to send")


def composer(page: Page) -> Locator:
    """Return the field one types in."""
    return page.get_by_role("textbox", name="Message #support")


async def test_what_could_not_be_sent_is_kept_with_its_files(desk: Desk, log: Path) -> None:
    ana = await desk.window("ana/support")
    await ana.context.set_offline(True)
    await ana.get_by_label("Attach files").set_input_files(log)
    await composer(ana).fill("Careful words")
    await composer(ana).press("Enter")
    await expect(ana.get_by_role("alert")).to_contain_text("does not answer")
    await expect(composer(ana)).to_have_value("Careful words")
    await expect(attached(ana)).to_contain_text("checkout.log")
    await ana.context.set_offline(False)
    await composer(ana).press("Enter")
    await expect(ana.get_by_role("figure")).to_contain_text("Payments fail")
    await expect(composer(ana)).to_have_value("")


async def test_words_that_could_not_be_sent_outlive_a_reload(desk: Desk) -> None:
    ana = await desk.window("ana/support")
    await ana.context.set_offline(True)
    await composer(ana).fill("Careful words")
    await composer(ana).press("Enter")
    await expect(ana.get_by_role("alert")).to_contain_text("does not answer")
    await ana.context.set_offline(False)
    await ana.reload()
    await expect(composer(ana)).to_have_value("Careful words")


async def test_what_could_not_be_sent_stands_before_what_was_typed_since(desk: Desk) -> None:
    held: list[Route] = []

    async def hold(route: Route) -> None:
        held.append(route)

    ana = await desk.window("ana/support")
    await ana.route("**/do/say", hold)
    await composer(ana).fill("First")
    await composer(ana).press("Enter")
    await desk.slack.until(lambda: held)
    await composer(ana).fill("Second")
    await held[0].abort("internetdisconnected")
    await expect(composer(ana)).to_have_value("First\nSecond")


async def test_a_change_that_could_not_be_sent_stays_where_it_was_typed(desk: Desk) -> None:
    await desk.slack.person("ana").say("C0SUPPORT", "Helo")
    ana = await desk.window("ana/support")
    await ana.locator(".line").hover()
    await ana.get_by_label("More to do").click()
    await ana.get_by_role("menuitem", name="Edit").click()
    changed = ana.get_by_role("textbox", name="Your message")
    await ana.context.set_offline(True)
    await changed.fill("Hello")
    await changed.press("Enter")
    await expect(ana.get_by_role("alert")).to_contain_text("does not answer")
    await expect(changed).to_have_value("Hello")
    await ana.context.set_offline(False)
    await changed.press("Enter")
    await expect(ana.locator(".line")).to_contain_text("Hello(edited)")
    await expect(changed).to_have_count(0)


async def test_a_reply_that_could_not_be_sent_is_still_meant_for_the_channel(desk: Desk) -> None:
    said = await desk.slack.person("lee").say("C0SUPPORT", "Payments fail")
    ana = await desk.window(f"ana/support/{said['ts']}")
    also = ana.get_by_label("Also send to the channel")
    await ana.context.set_offline(True)
    await also.check()
    await ana.get_by_role("textbox", name="Reply").fill("Since noon")
    await ana.get_by_role("textbox", name="Reply").press("Enter")
    await expect(ana.get_by_role("alert")).to_contain_text("does not answer")
    await expect(also).to_be_checked()
    await ana.context.set_offline(False)
    await ana.get_by_role("textbox", name="Reply").press("Enter")
    await expect(ana.locator("#channel-lines")).to_contain_text("Since noon")
    await expect(also).not_to_be_checked()
