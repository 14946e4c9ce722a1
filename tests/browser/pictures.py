"""`python -m tests.browser.pictures [FOLDER]` takes the pictures of the docs, from the running demo.

Its clock begins at the same moment each time, ids are the same, and letters are drawn with fonts
that come with Debian's Chromium or beside it, so that a picture changes when what it shows does.
"""

import asyncio
import hashlib
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import ceil
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page, Route, async_playwright

from csopsbot.demo import promises, story
from csopsbot.demo.cast import ENGINEERING, MIA
from csopsbot.demo.stage import Stage, stage
from csopsbot.demo.transcript import Transcript
from csopsbot.sandbox import Person
from tests.browser.conftest import CHROMIUM
from tests.browser.demo import escalated, furnished_house
from tests.browser.likeness import Box

KEPT = Path(__file__).parents[2] / "docs" / "pictures"
BEGINS = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PROBLEM = "Card payments fail at checkout"
OTHERS = ("Invoices arrive twice", "Refund mails are in the wrong language")
WIDE = {"viewport": {"width": 1360, "height": 860}}
LOW = {"viewport": {"width": 1360, "height": 440}}
LONG = {"viewport": {"width": 1360, "height": 1000}}
PHONE = {"viewport": {"width": 390, "height": 780}, "is_mobile": True, "device_scale_factor": 2}
FONTS = """
:root { --font: "Colour Emoji", "Liberation Sans", sans-serif;
        --font-code: "Liberation Mono", monospace; }
body { font-family: var(--font); }
"""

MOVING = ".wire time, .wire pre, .bk-context"
"""What is told in seconds, and the ids of what was sent: they are not the same twice."""

SAMPLE = "Hamburgefonstiv 0123456789 ✅👀 ¿Quién?"
TAKEN_WITH = "taken-with.txt"


@dataclass(frozen=True, slots=True)
class Camera:
    """Takes pictures of windows on the demo's page, and notes which parts are MOVING in each."""

    browser: Browser
    into: Path
    on: Stage
    moving: dict[str, list[Box]] = field(default_factory=dict)

    async def take(
        self, name: str, address: str, shape: dict[str, Any], click: str = "", **more: Any
    ) -> None:
        """Take the picture called NAME of an address; a path is one of the page's."""
        url = address if "://" in address else f"{self.on.house.slack_url}/app/{address}"
        context = await self.browser.new_context(
            **shape, **more, bypass_csp=True, locale="en-GB", timezone_id="Europe/Madrid"
        )
        page = await context.new_page()
        await page.route("**/*.css", _with_fonts)
        await page.goto(url)
        if click:
            await page.locator(click).first.click()
        await _settle(page)
        await page.screenshot(path=self.into / f"{name}.png", animations="disabled")
        self.moving[name] = await _boxes(page)
        await context.close()


async def _boxes(page: Page) -> list[Box]:
    """Return where what no two tellings have in common stands, by the picture's points."""
    scale = await page.evaluate("devicePixelRatio")
    boxes = [await one.bounding_box() for one in await page.locator(MOVING).all()]
    return [
        (
            int(box["x"] * scale),
            int(box["y"] * scale),
            ceil((box["x"] + box["width"]) * scale),
            ceil((box["y"] + box["height"]) * scale),
        )
        for box in boxes
        if box is not None
    ]


async def letters(browser: Browser) -> str:
    """Return the browser's version, and what tells how letters are drawn by it on this machine."""
    page = await browser.new_page()
    await page.set_content(f"<style>{FONTS}</style><p>{SAMPLE} <code>{SAMPLE}</code>")
    drawn = hashlib.sha256(await page.screenshot()).hexdigest()
    await page.close()
    return f"Chromium {browser.version}\n{drawn}\n"


async def _with_fonts(route: Route) -> None:
    """Answer with a style sheet that has our fonts: what came later would move what is drawn."""
    sheet = await route.fetch()
    await route.fulfill(response=sheet, body=await sheet.text() + FONTS)


async def _settle(page: Page) -> None:
    """Wait until letters are there, and lists have gone to their ends."""
    await page.evaluate("document.fonts.ready")
    await page.wait_for_timeout(400)


async def _others(on: Stage) -> None:
    for title in OTHERS:
        await escalated(on.house, title, severity="S3")


async def _breach(camera: Camera) -> None:
    await camera.take("breach", "leo/payments-eng?panel=director", LONG)


async def _conversation(camera: Camera) -> None:
    await camera.on.later(2)
    thread = f"mia/support/{camera.on.support_card}"
    await camera.take("conversation", thread, WIDE)
    await camera.take("conversation-dark", thread, WIDE, color_scheme="dark")
    await camera.take("phone", thread, PHONE)
    await camera.take("guide", "", WIDE)


async def _board(camera: Camera) -> None:
    await camera.on.later(2)
    await camera.take("board", f"{camera.on.house.bot_url}/board/", LOW)
    await camera.take("wire", "ada/payments-eng?panel=wire&find=chat", WIDE, ".wire summary")
    await camera.take("catalogue", "catalogue", WIDE)


async def _take_another(on: Stage) -> None:
    card = await on.ada.sees(ENGINEERING, OTHERS[0], "Waiting for engineering")
    await on.ada.slack.react(ENGINEERING.id, card["ts"], "eyes")
    await on.ada.sees(ENGINEERING, OTHERS[0], "Taken")


async def _home(camera: Camera) -> None:
    async with Person(camera.on.house.slack_url, MIA.token) as mia:
        await mia.open_home()
        await mia.home()
    await camera.take("home", "mia/home", LOW)


Beat = Callable[[Stage], Awaitable[None]]
Look = Callable[[Camera], Awaitable[None]]
SCENES: Sequence[tuple[Beat, Look | None]] = (
    (story.escalate, None),
    (story.appear, None),
    (promises.warn, None),
    (promises.breach, None),
    (promises.climb, _breach),
    (promises.answer, None),
    (story.take, None),
    (promises.say_why, None),
    (story.ask, _conversation),
    (_others, None),
    (story.work, _board),
    (_take_another, _home),
)


async def take_all(into: Path) -> Mapping[str, list[Box]]:
    """Play the story and take its pictures; return which parts of each are moving."""
    with tempfile.TemporaryDirectory() as folder:
        async with _camera(Path(folder), into) as camera:
            for beat, look in SCENES:
                await beat(camera.on)
                if look is not None:
                    await look(camera)
            taken_with = await letters(camera.browser)
            (into / TAKEN_WITH).write_text(taken_with, encoding="utf-8")
            return camera.moving


@asynccontextmanager
async def _camera(folder: Path, into: Path) -> AsyncIterator[Camera]:
    told = Transcript(lambda: 0.0, lambda _: None)
    async with (
        furnished_house(folder, begins=BEGINS, seed=1) as house,
        stage(house, told) as on,
        async_playwright() as playwright,
    ):
        on.problem = PROBLEM
        browser = await playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--force-color-profile=srgb"]
        )
        yield Camera(browser, into, on)
        await browser.close()


if __name__ == "__main__":
    wanted = Path(sys.argv[1]) if sys.argv[1:] else KEPT
    wanted.mkdir(parents=True, exist_ok=True)
    asyncio.run(take_all(wanted))
