"""Whether the app is there: a Socket Mode connection that is open, or an address that answers.

The address is where events go: the one the sandbox was told, else the manifest's if it leads here.
"""

import asyncio
import time
from contextlib import suppress
from urllib.parse import urlsplit

from csopsbot.sandbox.core import Sandbox

LOOK_AGAIN_S = 2.0
PATIENCE_S = 0.5
PORTS = {"http": 80, "https": 443}


class Presence:
    """Looks whether the app can be reached, at most every two seconds for all windows together."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._looked = float("-inf")
        self._address = ""
        self._answers = False

    async def is_connected(self) -> bool:
        """Tell whether what people do would reach the app."""
        if self._sandbox.mode == "socket":
            return self._sandbox.sockets.connected > 0
        address = self._sandbox.http.events_url
        now = time.monotonic()
        if address != self._address or now - self._looked > LOOK_AGAIN_S:
            self._address, self._looked = address, now
            self._answers = await answers(address)
        return self._answers


async def answers(url: str) -> bool:
    """Tell whether somebody takes connections at an address."""
    parts = urlsplit(url)
    if not parts.hostname:
        return False
    port = parts.port or PORTS.get(parts.scheme, 80)
    with suppress(OSError, TimeoutError):
        async with asyncio.timeout(PATIENCE_S):
            _, writer = await asyncio.open_connection(parts.hostname, port)
            writer.close()
            return True
    return False
