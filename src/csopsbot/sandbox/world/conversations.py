"""Conversations: channels, private channels, direct messages, and what is said in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from csopsbot.sandbox.jsontypes import Json

Kind = Literal["channel", "group", "im", "mpim"]

# The first word of the scopes that open each kind: channels:history, groups:read and so on.
SCOPE_FAMILY: dict[Kind, str] = {
    "channel": "channels",
    "group": "groups",
    "im": "im",
    "mpim": "mpim",
}


@dataclass(slots=True)
class Conversation:
    """One conversation; messages are Slack's own objects, by ts."""

    id: str
    name: str
    kind: Kind
    creator: str
    created: int
    members: list[str]
    is_archived: bool = False
    is_ext_shared: bool = False
    topic: str = ""
    purpose: str = ""
    messages: dict[str, Json] = field(default_factory=dict)
    ephemerals: dict[str, tuple[str, Json]] = field(default_factory=dict)
    pins: list[str] = field(default_factory=list)
    bookmarks: list[Json] = field(default_factory=list)

    @property
    def is_private(self) -> bool:
        """Whether people outside cannot find it."""
        return self.kind != "channel"

    @property
    def event_type(self) -> str:
        """The `channel_type` of its events."""
        return self.kind

    def replies(self, thread_ts: str) -> list[Json]:
        """Return a thread's replies, oldest first, without the message they reply to."""
        said = (m for m in self.messages.values() if m.get("thread_ts") == thread_ts != m["ts"])
        return sorted(said, key=lambda message: position(message["ts"]))

    def ordered(self) -> Iterator[Json]:
        """Yield every message, oldest first."""
        for ts in sorted(self.messages, key=position):
            yield self.messages[ts]

    def timeline(self) -> list[Json]:
        """Return what stands in the channel itself, oldest first: no replies but broadcast ones."""
        return [m for m in self.ordered() if not is_reply(m) or is_broadcast(m)]


def position(ts: str) -> tuple[int, int]:
    """Return what timestamps are ordered by."""
    seconds, _, micros = ts.partition(".")
    return int(seconds), int(micros.ljust(6, "0")[:6] or 0)


def is_reply(message: Json) -> bool:
    """Tell whether a message stands in a thread below another."""
    return bool(message.get("thread_ts", message["ts"]) != message["ts"])


def is_broadcast(message: Json) -> bool:
    """Tell whether a reply was sent to the channel too."""
    return message.get("subtype") == "thread_broadcast"


def refresh_thread(conversation: Conversation, thread_ts: str) -> None:
    """Bring a thread's counts on its first message up to date."""
    parent = conversation.messages.get(thread_ts)
    if parent is None:
        return
    replies = conversation.replies(thread_ts)
    if not replies:
        for key in ("thread_ts", "reply_count", "reply_users", "reply_users_count", "latest_reply"):
            parent.pop(key, None)
        return
    users = list(dict.fromkeys(m["user"] for m in replies))
    parent |= {
        "thread_ts": thread_ts,
        "reply_count": len(replies),
        "reply_users_count": len(users),
        "latest_reply": replies[-1]["ts"],
        "reply_users": users[:5],
        "is_locked": False,
        "subscribed": False,
    }
