"""A sandbox and the windows people have open on it."""

from typing import Any

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Error, Page

from tests.contract.sandbox.harness import Slack

PATIENCE_MS = 5_000
HURRIED = "WebSocket is closed before the connection is established"
"""What a browser says of a page that one leaves as soon as one has come."""

OFFLINE = "ERR_INTERNET_DISCONNECTED"
"""What it says of whatever it asks for while a test has taken the network away."""

SIZE = {"width": 1360, "height": 820}


class Desk:
    """Opens windows, and hears what they complain of: errors, and what their policy forbade."""

    def __init__(self, slack: Slack, browser: Browser) -> None:
        self.slack = slack
        self.complaints: list[str] = []
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    async def window(self, path: str, **more: Any) -> Page:
        """Open a window at an address below /app/, and wait until it follows what happens."""
        context = await self._browser.new_context(**{"viewport": SIZE, **more})
        context.set_default_timeout(PATIENCE_MS)
        self._contexts.append(context)
        page = await context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", self._note)
        await page.goto(f"{self.slack.base_url}/app/{path}")
        return page

    async def aclose(self) -> None:
        """Close every window."""
        for context in self._contexts:
            await context.close()

    def _hear(self, message: ConsoleMessage) -> None:
        is_expected = HURRIED in message.text or OFFLINE in message.text
        if message.type in ("error", "warning") and not is_expected:
            self.complaints.append(message.text)

    def _note(self, error: Error) -> None:
        self.complaints.append(str(error))
