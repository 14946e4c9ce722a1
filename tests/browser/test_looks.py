"""What stands beside what: small things that look wrong at once where they are off."""

import re
from typing import Any

from playwright.async_api import FloatRect, Locator, expect
from slack_bolt.async_app import AsyncApp

from tests.browser.desk import Desk

SAME = 1.0
"""How many pixels apart two edges may be that look like one."""


PLAIN = '"DejaVu Sans"'
WIDTH = """(one, font) => {
  document.documentElement.style.setProperty("--font", font);
  one.style.width = "max-content";
  return one.getBoundingClientRect().width;
}"""


async def box(one: Locator) -> FloatRect:
    """Return where something is drawn."""
    found = await one.bounding_box()
    assert found is not None
    return found


async def test_the_clock_beside_a_line_touches_nothing(desk: Desk) -> None:
    for text in ("One", "Two"):
        await desk.slack.person("lee").say("C0SUPPORT", text)
    lee = await desk.window("lee/support")
    line = lee.locator(".line", has_text="Two")
    await line.hover()
    clock = line.locator(".line-clock")
    await expect(clock).to_have_text(re.compile(r"^\d{1,2}:\d\d$"))
    beside = await box(line.locator(".line-side"))
    shown = await clock.evaluate("one => one.scrollWidth")
    assert shown <= beside["width"]


async def test_a_channel_is_marked_as_high_as_a_person(desk: Desk) -> None:
    await desk.slack.person("lee").say("C0SUPPORT", "<@U0ANA> in <#C0GENERAL>")
    ana = await desk.window("ana/support")
    person, channel = await box(ana.locator(".bk-mention")), await box(ana.locator(".bk-channel"))
    assert abs(person["height"] - channel["height"]) <= SAME
    assert abs(person["y"] - channel["y"]) <= SAME


async def test_an_app_that_is_there_looks_so_on_the_chosen_row_too(
    desk: Desk, bolt: AsyncApp
) -> None:
    ana = await desk.window("ana/home")
    row = ana.locator(".row[aria-current]")
    await expect(row).to_contain_text("connected")
    dot = "one => getComputedStyle(one, '::before').backgroundColor"
    inside = await row.locator(".presence").evaluate(dot)
    around = await row.evaluate(
        "one => getComputedStyle(one).getPropertyValue('--side-ink-strong')"
    )
    assert (inside, around) == ("rgb(255, 255, 255)", "#ffffff")


async def test_a_command_that_is_offered_ends_in_dots_where_it_is_cut(
    desk: Desk, phone: dict[str, Any]
) -> None:
    ana = await desk.window("ana/support", **phone)
    await ana.get_by_role("textbox", name="Message #support").press_sequentially("/")
    about = ana.get_by_role("option", name="/echo").get_by_text("Say it again")
    await expect(about).to_be_visible()
    await about.evaluate("one => { one.textContent = 'Say it again '.repeat(20); }")
    styles = "one => [getComputedStyle(one).display, getComputedStyle(one).textOverflow]"
    assert await about.evaluate(styles) == ["block", "ellipsis"]
    assert await about.evaluate("one => one.scrollWidth > one.clientWidth")


async def test_digits_and_spaces_are_drawn_as_the_letters_beside_them(desk: Desk) -> None:
    await desk.slack.person("lee").say("C0SUPPORT", "1 of 23 # 45 * 67890")
    ana = await desk.window("ana/support")
    said = ana.locator(".line .bk-text")
    mixed, plain = [
        await said.evaluate(WIDTH, font) for font in (f'"Colour Emoji", {PLAIN}', PLAIN)
    ]
    assert mixed == plain
