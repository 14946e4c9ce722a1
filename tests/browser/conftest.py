"""One browser for all tests of this tier; each window is a person's own, with nothing kept."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright
from slack_bolt.async_app import AsyncApp

from tests.browser.desk import Desk
from tests.contract.sandbox.harness import bolt_over_http, installed, sandbox_with

BROWSERS = (Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium"))
"""The first draws pages alone, and no window around them: each opens in a third of the time."""

CHROMIUM = next((one for one in BROWSERS if one.exists()), BROWSERS[0])
MISSING = "Chromium is not installed: apt-get install chromium-headless-shell"
HERE = Path(__file__).parent


def pytest_configure(config: pytest.Config) -> None:
    """Introduce the marker of this tier."""
    config.addinivalue_line("markers", "needs_browser: drives a page in Debian's Chromium")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let these tests share a browser, in one process and one event loop."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("needs_browser")
            item.add_marker(pytest.mark.xdist_group("browser"))
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
            if not CHROMIUM.exists():
                item.add_marker(pytest.mark.skip(reason=MISSING))


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Start the browser once."""
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--force-color-profile=srgb"]
        )
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="session")
async def desk(browser: Browser) -> AsyncIterator[Desk]:
    """Run a sandbox, and end with no complaint of any window's."""
    async with sandbox_with(installed(), rate_scale=1000.0) as slack:
        desk = Desk(slack, browser)
        yield desk
        await desk.aclose()
        assert not desk.complaints


@pytest_asyncio.fixture(loop_scope="session")
async def bolt(desk: Desk) -> AsyncIterator[AsyncApp]:
    """Real Bolt, wired to the sandbox over signed HTTP."""
    app = AsyncApp(client=desk.slack.bot, signing_secret=desk.slack.sandbox.app.signing_secret)
    async with bolt_over_http(desk.slack, app):
        yield app


@pytest.fixture(scope="session")
def axe() -> str:
    """Return the script that looks for what keeps people from using a page."""
    return (HERE / "vendor" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def dark() -> dict[str, Any]:
    """Return what makes a window dark."""
    return {"color_scheme": "dark"}


@pytest.fixture
def phone() -> dict[str, Any]:
    """Return what makes a window a phone's."""
    return {"viewport": {"width": 390, "height": 780}, "has_touch": True, "is_mobile": True}
