"""What a window has to draw again after something happened."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from csopsbot.sandbox.face.place import Place
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.world.feed import Entry

List = Literal["channel", "thread"]
Part = Literal["sidebar", "modal", "home"]
VIEWS = frozenset({"view_opened", "view_updated", "view_closed"})
LINES = frozenset({"message", "changed", "deleted", "reaction", "ephemeral"})


@dataclass(slots=True)
class Changes:
    """Lines to draw again, with the entry that last touched each; and parts.

    What went wrong with an act is in the answer to it, and told where somebody did it.
    """

    lines: dict[tuple[List, str], int] = field(default_factory=dict)
    parts: set[Part] = field(default_factory=set)


def changes(entries: Iterable[Entry], user_id: str, place: Place) -> Changes:
    """Return what these entries change in somebody's window, each thing once."""
    found = Changes()
    for entry in entries:
        if user_id not in entry.audience:
            continue
        kind = entry.body["kind"]
        if kind in LINES:
            found.parts.add("sidebar")
            if place.stands_in(entry.body["channel"]):
                _touch(found, entry, place)
        elif kind in VIEWS:
            found.parts.add("modal")
        elif kind == "home":
            found.parts.add("home")
    return found


def _touch(found: Changes, entry: Entry, place: Place) -> None:
    """Note the lines a message concerns: its own, and the one its thread hangs on."""
    body = entry.body
    ts = body["ts"]
    thread = thread_of(body)
    # A reply may have been sent to the channel as well, or be no longer: the channel decides.
    found.lines["channel", ts] = entry.number
    if thread:
        found.lines["channel", thread] = entry.number
    if place.thread and place.thread in (thread, ts):
        found.lines["thread", ts] = entry.number


def thread_of(body: Json) -> str:
    """Return the thread an entry's message stands in, or begins."""
    return str(body.get("message", body).get("thread_ts") or "")
