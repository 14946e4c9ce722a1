"""An open window of the page, as tests follow it: over its own connection, without a browser."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from tests.contract.sandbox.harness import Slack

PATIENCE_S = 10.0


class OpenWindow:
    """Someone's window at one place, with the orders that have come so far."""

    def __init__(self, page: str, connection: ClientConnection) -> None:
        self.page = page
        self.orders: list[dict[str, Any]] = []
        self._connection = connection

    async def order(self, op: str, containing: str = "", **like: object) -> dict[str, Any]:
        """Wait for the next order of this kind with this in its markup."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                for order in list(self.orders):
                    self.orders.remove(order)
                    fits = order["op"] == op and like.items() <= order.items()
                    if fits and containing in (order.get("html") or order.get("text") or ""):
                        return order
                self.orders += json.loads(await self._connection.recv())["orders"]

    async def look_away(self) -> None:
        """Turn to another window."""
        await self._connection.send("hidden")


async def page(slack: Slack, path: str, status: int = 200) -> str:
    """Return a page as a browser gets it."""
    answer = await slack.http.get(f"/app/{path}", follow_redirects=True)
    assert answer.status_code == status, answer.text
    return answer.text


@asynccontextmanager
async def window(slack: Slack, who: str, channel: str, **more: str) -> AsyncIterator[OpenWindow]:
    """Open a window and follow it as its script does, from where the page left off."""
    thread = more.get("thread", "")
    path = f"{who}/{channel}" + (f"/{thread}" if thread else "")
    shown = await page(slack, path)
    told = {name: written(shown, name) for name in ("since", "run", "channel", "thread")}
    asked = "&".join(f"{name}={value}" for name, value in (told | more).items())
    address = slack.base_url.replace("http", "ws")
    url = f"{address}/app/{who}/live?{asked}"
    async with connect(url, origin=slack.base_url) as connection:  # type: ignore[arg-type]  # a str
        yield OpenWindow(shown, connection)


def written(shown: str, name: str) -> str:
    """Return the first of a page's attributes of this NAME: mostly its body's."""
    found = re.search(rf'data-{name}="([^"]*)"', shown)
    assert found is not None
    return found[1]


async def do(slack: Slack, who: str, act: str, **sent: object) -> dict[str, Any]:
    """Do something on the page as someone."""
    answer = await slack.http.post(f"/app/{who}/do/{act}", json=sent)
    body: dict[str, Any] = answer.json()
    return body
