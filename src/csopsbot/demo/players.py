"""People of the story at their screens: they act by what they see, and say what they saw."""

import asyncio
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from csopsbot.demo.cast import NAMES
from csopsbot.demo.house import House
from csopsbot.demo.plain import read
from csopsbot.demo.transcript import DidNotHappen, Transcript
from csopsbot.sandbox.person import NotSeen, Person
from csopsbot.sandbox.workspace import Channel, User

Json = dict[str, Any]
Words = str | tuple[str, ...]
"""What stands in a message: these words, or one of several that do as well."""

PATIENCE_S = 30.0
"""How long people wait: longer than the bot may hold back what would exceed Slack's limits."""


class Player:
    """One person with a Slack client, who waits PATIENCE_S seconds for each thing."""

    def __init__(
        self,
        user: User,
        house: House,
        transcript: Transcript,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self.name = user.real_name.split()[0]
        self.slack = Person(house.slack_url, user.token)
        self._clock = house.clock
        self._transcript = transcript
        self._patience_s = patience_s

    async def aclose(self) -> None:
        """Leave the screen."""
        await self.slack.aclose()

    def acts(self, where: str, what: str) -> None:
        """Note something the person does."""
        self._transcript.acts(self.name, where, what)

    def saw(self, where: str, what: str, thing: str = "") -> None:
        """Note something the person sees; THING is the message it stands in."""
        self._transcript.sees(self.name, where, what, thing)

    async def sees(self, channel: Channel, *words: Words, thread: str | None = None) -> Json:
        """Wait for a message of the bot's with all these words, note it, and return it."""
        place = f"#{channel.name}" + (", thread" if thread else "")

        def fits(message: Mapping[str, Any]) -> bool:
            return message["ts"] != thread and self._fits(message, words)

        try:
            message = await self.slack.wait_for(channel.id, fits, thread, self._patience_s)
        except NotSeen as missing:
            raise DidNotHappen(self.name, f"{_quoted(words)} in {place}", str(missing)) from None
        private = ", privately" if message.get("is_ephemeral") else ""
        self.saw(place + private, self._reads(message), message["ts"])
        return dict(message)

    async def sees_no_more(self, channel: Channel, *words: Words) -> None:
        """Wait until no message of the bot's has all these words."""
        place = f"#{channel.name}"
        try:
            async with asyncio.timeout(self._patience_s):
                messages = await self.slack.messages(channel.id)
                while any(self._fits(one, words) for one in messages):
                    await asyncio.sleep(0.05)
                    messages = await self.slack.messages(channel.id)
        except TimeoutError:
            raise DidNotHappen(self.name, f"{place} without {_quoted(words)}") from None

    def finds(self, message: Json, pattern: str) -> str:
        """Return what in the message looks like PATTERN."""
        found = re.search(pattern, self._reads(message))
        if found is None:
            raise DidNotHappen(self.name, f"anything like {pattern}")
        return found.group()

    async def form(self, title: str) -> Json:
        """Wait for a form with this title, note its fields, and return it."""
        try:
            view = await self.slack.view(
                lambda one: one["title"]["text"] == title, self._patience_s
            )
        except NotSeen as missing:
            raise DidNotHappen(self.name, f"the form “{title}”", str(missing)) from None
        self.saw("a form", f"{title}: {', '.join(fields(view))}")
        return dict(view)

    async def fill(self, view: Json, values: Mapping[str, str]) -> None:
        """Fill in fields by their labels and send the form."""
        self.acts("the form", "; ".join(f"{label}: {text}" for label, text in values.items()))
        blocks = fields(view)
        chosen = {
            blocks[label]["block_id"]: _value(blocks[label], text) for label, text in values.items()
        }
        await self.slack.submit(view["id"], chosen)

    async def presses(self, channel: Channel, message: Json, label: str) -> None:
        """Press the button with this label."""
        self.acts(f"#{channel.name}", f"presses “{label}”")
        button = next((one for one in buttons(message) if one["text"]["text"] == label), None)
        if button is None:
            raise DidNotHappen(self.name, f"a button “{label}”")
        await self.slack.press(channel.id, message["ts"], button["action_id"])

    def _fits(self, message: Mapping[str, Any], words: Collection[Words]) -> bool:
        return bool(message.get("bot_id")) and all(
            any(choice in self._reads(message) for choice in _choices(one)) for one in words
        )

    def _reads(self, message: Mapping[str, Any]) -> str:
        return read(message, NAMES, self._clock.now())


class Developer(Player):
    """A person who also works in the tracker."""

    def __init__(
        self,
        user: User,
        house: House,
        transcript: Transcript,
        patience_s: float = PATIENCE_S,
    ) -> None:
        super().__init__(user, house, transcript, patience_s)
        self._place, self._bot_url = house.place, house.bot_url

    async def issue(self, key: str, shows: Callable[[Json], bool], what: str) -> Json:
        """Wait until the issue shows WHAT in the tracker, and note it."""
        try:
            async with asyncio.timeout(self._patience_s):
                found = await self._read(key)
                while not (found and shows(found)):
                    await asyncio.sleep(0.1)
                    found = await self._read(key)
        except TimeoutError:
            raise DidNotHappen(
                self.name, f"{key} with {what} in {self._place.look.title}"
            ) from None
        self.saw(self._place.look.title, f"{key}: {what}")
        return found

    async def moves(self, key: str, status: str) -> None:
        """Move the issue to another status."""
        self.acts(self._place.look.title, f"moves {key} to {status}")
        await self._place.move(self._bot_url, key, status, self.name)

    async def _read(self, key: str) -> Json | None:
        return await self._place.read(self._bot_url, key)


def _choices(words: Words) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else words


def _quoted(words: Collection[Words]) -> str:
    return " and ".join(f"“{' or '.join(_choices(one))}”" for one in words)


def fields(view: Json) -> dict[str, Json]:
    """Return a form's input blocks by their labels."""
    inputs = (block for block in view["blocks"] if block["type"] == "input")
    return {block["label"]["text"]: block for block in inputs}


def buttons(message: Json) -> Iterator[Json]:
    """Yield the buttons of a message."""
    for block in message.get("blocks") or ():
        parts = [*block.get("elements", ()), block.get("accessory") or {}]
        yield from (part for part in parts if part.get("type") == "button")


def _value(block: Json, text: str) -> str:
    """Return what is to be chosen: for a list of options the value whose words contain TEXT."""
    options = block["element"].get("options") or ()
    fitting = (one["value"] for one in options if text in one["text"]["text"])
    return next(fitting, text)
