"""What the page's script makes of dates is what the server would write at that time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

from playwright.async_api import Browser

from csopsbot.sandbox.face import render
from csopsbot.sandbox.face.render import Sight, text

SCRIPT = Path(render.__file__).parents[1] / "static" / "js" / "dates.js"
NOW = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
DISTANCES_S = (0, 5, -5, 60, -61, 3599, 3600, -7200, 40_000, -40_000, 86_400, -86_401, 8 * 86_400)
READERS = [
    Sight(NOW, tz=tz, locale=locale)
    for tz, locale in product(("UTC", "Europe/Madrid", "Pacific/Auckland"), ("en_GB", "es_ES"))
]
REDRAW = """async ([script, drawn, now]) => {
  const { redrawDates } = await import("data:text/javascript," + encodeURIComponent(script));
  return drawn.map((html) => {
    const place = document.createElement("div");
    place.innerHTML = html;
    redrawDates(place, now);
    return place.innerHTML;
  });
}"""


def drawn(seconds: int, sight: Sight) -> str:
    """Return a message about an instant so far from now."""
    stamp = int((NOW + timedelta(seconds=seconds)).timestamp())
    form = "{ago} ({date_short_pretty} {time}), {date_pretty}"
    return str(text(f"Due <!date^{stamp}^{form}|soon>", sight))


async def test_a_page_left_open_for_days_reads_as_one_that_is_new(browser: Browser) -> None:
    cases = list(product(DISTANCES_S, READERS))
    old = [drawn(s, replace(one, now=NOW - timedelta(days=3, hours=7))) for s, one in cases]
    page = await browser.new_page()
    told = [SCRIPT.read_text(encoding="utf-8"), old, NOW.timestamp() * 1000]
    redrawn = await page.evaluate(REDRAW, told)
    await page.close()
    assert redrawn == [drawn(s, one) for s, one in cases]
