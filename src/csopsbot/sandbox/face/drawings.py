"""Messages as they were last drawn, so that nothing is drawn twice for the same reader."""

from collections import OrderedDict

from markupsafe import Markup

from csopsbot.sandbox.client import sight
from csopsbot.sandbox.face.changes import List
from csopsbot.sandbox.face.lines import line
from csopsbot.sandbox.face.reader import Reader
from csopsbot.sandbox.face.templates import drawn
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.world.conversations import Conversation, is_broadcast, is_reply

KEPT = 2_000
PAGE = 50


class Drawings:
    """The latest drawings: by reader, language, message and list, each with the entry it is up to date with."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str, str, str, List], tuple[int, Markup]] = OrderedDict()
        self.made = 0

    def latest(
        self, reader: Reader, conversation: Conversation, ts: str, where: List, number: int
    ) -> Markup | None:
        """Return a message drawn as it is after entry NUMBER; None if it does not stand there."""
        message = standing(reader, conversation, ts, where)
        if message is None:
            return None
        key = (reader.user.id, reader.language, conversation.id, ts, where)
        entry, markup = self._kept.get(key, (-1, Markup()))
        if entry < number:
            markup = self._draw(reader, conversation, message, where)
            self._keep(key, number, markup)
        return markup

    def _draw(
        self, reader: Reader, conversation: Conversation, message: Json, where: List
    ) -> Markup:
        self.made += 1
        return draw(reader, conversation, message, where)

    def _keep(self, key: tuple[str, str, str, str, List], number: int, markup: Markup) -> None:
        self._kept[key] = number, markup
        self._kept.move_to_end(key)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)


def draw(reader: Reader, conversation: Conversation, message: Json, where: List) -> Markup:
    """Return a message as a line of a channel or of a thread."""
    shown = line(reader, conversation, message, in_thread=where == "thread")
    return drawn("line.html", reader.language, line=shown, path=reader.path, where=where)


def standing(reader: Reader, conversation: Conversation, ts: str, where: List) -> Json | None:
    """Return a message if this reader sees it there."""
    to, whisper = conversation.ephemerals.get(ts, ("", None))
    message = whisper if to == reader.user.id else conversation.messages.get(ts)
    if message is None or where == "thread":
        return message
    return message if not is_reply(message) or is_broadcast(message) else None


def listed(
    reader: Reader, conversation: Conversation, *, before: str = "", most: int = PAGE
) -> tuple[list[Markup], bool]:
    """Return the latest lines of a channel, or those before one, and whether there are earlier."""
    said = sight.messages(conversation, reader.user.id, None)
    if before:
        said = [message for message in said if message["ts"] < before]
    shown = said[-most:]
    return [draw(reader, conversation, each, "channel") for each in shown], len(said) > len(shown)


def thread(reader: Reader, conversation: Conversation, ts: str) -> list[Markup]:
    """Return the lines of a thread, the message it hangs on first."""
    said = sight.messages(conversation, reader.user.id, ts)
    return [draw(reader, conversation, message, "thread") for message in said]
