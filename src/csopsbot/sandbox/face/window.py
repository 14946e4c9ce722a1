"""One open window: what changes in it, as orders its script carries out."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress

from markupsafe import Markup

from csopsbot.sandbox.face.changes import Changes, changes
from csopsbot.sandbox.face.place import Place
from csopsbot.sandbox.face.reader import Reader
from csopsbot.sandbox.face.screens import aside, home, modal
from csopsbot.sandbox.face.shared import Shared, people
from csopsbot.sandbox.face.sidebar import sidebar
from csopsbot.sandbox.jsontypes import Json

TICK_S = 0.5
GATHER_S = 0.03
"""What happens within this time goes out together: thirty times a second is smooth."""


class Window:
    """Follows the feed for one person at one place; what it holds can be lost without loss.

    IS_SEEN says whether somebody looks at it, and so reads what comes.
    """

    def __init__(self, shared: Shared, user_id: str, place: Place, since: int) -> None:
        self._shared = shared
        self._feed = shared.sandbox.feed
        self._user_id = user_id
        self._place = place
        self.number = since
        self._run = shared.run
        self._sent: dict[str, object] = {}
        self.is_seen = True
        self._is_open = True

    def close(self) -> None:
        """Follow no longer."""
        self._is_open = False
        self._feed.ring()

    async def orders(self) -> AsyncIterator[list[Json]]:
        """Yield what is to be done in the window, until the sandbox ends or begins anew."""
        while not self._is_over():
            if self._is_outdated():
                yield [{"op": "reload"}]
                return
            if orders := await self.news():
                yield orders
                await asyncio.sleep(GATHER_S)
            await self._rest()

    def _is_outdated(self) -> bool:
        """Tell whether the window has to load anew: its world, its place in it or its person is gone."""
        if self._shared.run != self._run or not self._feed.remembers(self.number):
            return True
        return self._user_id not in {one.id for one in people(self._shared.sandbox.world)}

    def _is_over(self) -> bool:
        return not self._is_open or self._feed.is_closed

    async def _rest(self) -> None:
        """Wait for something new, and look now and then for what no entry tells of."""
        if self._feed.latest == self.number and not self._is_over():
            with suppress(TimeoutError):
                async with asyncio.timeout(TICK_S):
                    await self._feed.next_ring()

    async def news(self) -> list[Json]:
        """Return what is to be done about everything since the last time."""
        entries = self._feed.after(self.number)
        self.number = self._feed.latest
        reader = self._shared.reader(self._user_id, self._place.asked.language)
        found = changes(entries, self._user_id, self._place)
        connected = await self._shared.presence.is_connected()
        return [
            *self._lines(reader, found),
            *self._parts(reader, found, connected),
            *self._vitals(),
            *await self._panel(),
        ]

    def _lines(self, reader: Reader, found: Changes) -> Iterator[Json]:
        conversation = reader.world.conversations.get(self._place.conversation)
        if conversation is None or not reader.may_see(conversation):
            return
        if self.is_seen:
            self._shared.reading.mark(reader.user.id, conversation)
        for (where, ts), number in found.lines.items():
            markup = self._shared.drawings.latest(reader, conversation, ts, where, number)
            yield {"op": "line", "list": where, "ts": ts, "html": markup}

    def _parts(self, reader: Reader, found: Changes, connected: bool) -> Iterator[Json]:
        listed = sidebar(reader, self._shared.reading, self._place)
        if self._is_new("sidebar", (listed, connected)):
            yield _part("sidebar", aside(reader, listed, self._place, connected=connected))
        if "modal" in found.parts and self._is_new("modal", shown := modal(reader)):
            yield _part("modal", shown)
        if "home" in found.parts and self._place.is_home:
            yield _part("home", home(reader))

    def _vitals(self) -> Iterator[Json]:
        offset = round(self._shared.sandbox.clock.offset, 1)
        if self._is_new("vitals", offset):
            yield {"op": "vitals", "ahead": offset}

    async def _panel(self) -> list[Json]:
        panel = self._shared.panels.get(self._place.panel)
        if panel is None:
            return []
        if not self._is_new("panel", await panel.version(self._shared.sandbox)):
            return []
        return [_part("panel", await panel.body(self._shared.sandbox, self._place.asked))]

    def _is_new(self, what: str, shown: object) -> bool:
        """Tell whether the window has something else there, and take down that it has this."""
        is_new = what not in self._sent or self._sent[what] != shown
        self._sent[what] = shown
        return is_new


def _part(name: str, markup: Markup) -> Json:
    return {"op": "part", "id": name, "html": markup}
