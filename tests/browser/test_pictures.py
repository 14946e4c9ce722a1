"""The pictures of the docs show the page as it is: they are taken again, and compared."""

from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.browser.likeness import compare
from tests.browser.pictures import KEPT, TAKEN_WITH, letters, take_all

MOST = 0.0005
"""Which share of a picture's points may differ; a word more or less in it is some times as many."""

STALE = "Pictures show something else than the page does: run `make pictures`, and look at them."


def names(folder: Path) -> set[str]:
    """Return what the pictures in a folder are called."""
    return {one.name for one in folder.glob("*.png")}


@pytest.mark.thorough
async def test_kept_pictures_show_the_page_as_it_is(browser: Browser, tmp_path: Path) -> None:
    kept_with = (KEPT / TAKEN_WITH).read_text(encoding="utf-8")
    if await letters(browser) != kept_with:
        pytest.skip(f"Letters look otherwise here than with {kept_with.partition(chr(10))[0]}.")
    moving = await take_all(tmp_path)
    assert names(tmp_path) == names(KEPT)
    page = await browser.new_page()
    found = {}
    for name, parts in moving.items():
        kept, taken = ((folder / f"{name}.png").read_bytes() for folder in (KEPT, tmp_path))
        found[name] = await compare(page, kept, taken, parts)
    await page.close()
    assert {name: one for name, one in found.items() if one.share > MOST} == {}, STALE


async def test_a_word_that_changes_is_seen_unless_it_stands_in_a_moving_part(
    browser: Browser,
) -> None:
    page = await browser.new_page(viewport={"width": 400, "height": 300})
    pictures = []
    for word in ("Waiting for engineering", "Waiting for support"):
        await page.set_content(f"<p>{word}")
        pictures.append(await page.screenshot())
    before, after = pictures
    changed = await compare(page, before, after)
    assert changed.share > MOST
    assert (await compare(page, before, before)).share == 0
    assert (await compare(page, before, after, [changed.box])).share == 0
    await page.close()
