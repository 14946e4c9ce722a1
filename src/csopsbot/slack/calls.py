"""The calls we make to Slack: what each sends, and what its answer is worth."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from csopsbot.domain.events import SharedFile
from csopsbot.domain.issue import Attachment
from csopsbot.slack.blocks import Message
from csopsbot.slack.names import EFFECT_EVENT

Arguments = dict[str, Any]
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Post:
    """Post a message once; SURFACE is empty for a line in a thread, which is not edited later.

    With BROADCAST a line in a thread stands in the channel as well, and stays there when edited.
    What is DISPENSABLE is given up where we are not let in, rather than hold up what follows it.
    """

    key: str
    surface: str
    channel: str
    thread: str | None
    message: Message
    broadcast: bool = False
    dispensable: bool = False
    method: Literal["chat.postMessage"] = "chat.postMessage"

    @property
    def arguments(self) -> Arguments:
        """What is sent, with the key by which the message is found again."""
        payload = {"key": self.key, "shown": self.message.fingerprint}
        sent = _content(self.message) | {
            "channel": self.channel,
            "metadata": {"event_type": EFFECT_EVENT, "event_payload": payload},
            "unfurl_links": False,
            "unfurl_media": False,
        }
        everywhere = {"reply_broadcast": True} if self.thread and self.broadcast else {}
        return sent | _in_thread(self.thread) | everywhere


@dataclass(frozen=True, slots=True)
class Edit:
    """Put a newer state into a message of ours; its metadata stay as they are."""

    surface: str
    channel: str
    ts: str
    message: Message
    method: Literal["chat.update"] = "chat.update"

    @property
    def arguments(self) -> Arguments:
        """What is sent."""
        return _content(self.message) | {"channel": self.channel, "ts": self.ts}


@dataclass(frozen=True, slots=True)
class Correct:
    """Let the line that was posted as POST, after SINCE, say what POST says now."""

    post: Post
    since: datetime
    method: Literal["chat.update"] = "chat.update"

    @property
    def channel(self) -> str:
        """Where the line stands."""
        return self.post.channel


@dataclass(frozen=True, slots=True)
class Ephemeral:
    """Say something to one person alone."""

    channel: str
    user: str
    thread: str | None
    message: Message
    method: Literal["chat.postEphemeral"] = "chat.postEphemeral"

    @property
    def arguments(self) -> Arguments:
        """What is sent."""
        sent = _content(self.message) | {"channel": self.channel, "user": self.user}
        return sent | _in_thread(self.thread)


@dataclass(frozen=True, slots=True)
class React:
    """Put our reaction on a message."""

    channel: str
    ts: str
    emoji: str
    method: Literal["reactions.add"] = "reactions.add"

    @property
    def arguments(self) -> Arguments:
        """What is sent."""
        return {"channel": self.channel, "timestamp": self.ts, "name": self.emoji}


@dataclass(frozen=True, slots=True)
class ReadThread:
    """Read the conversation that an escalation came from."""

    channel: str
    ts: str
    limit: int
    method: Literal["conversations.replies"] = "conversations.replies"

    @property
    def arguments(self) -> Arguments:
        """What is sent."""
        return {"channel": self.channel, "ts": self.ts, "limit": self.limit}


@dataclass(frozen=True, slots=True)
class Upload:
    """Put FILE, which is on an issue in TRACKER or in another thread, into a thread."""

    channel: str
    thread: str | None
    file: Attachment | SharedFile
    tracker: str = ""
    method: Literal["files.completeUploadExternal"] = "files.completeUploadExternal"

    @property
    def name(self) -> str:
        """What the file is called here."""
        return " ".join(self.file.name.split())[:_LONGEST_NAME] or "file"


OneRequest = Post | Edit | Ephemeral | React | ReadThread
"""What one request to Slack brings about."""

SlackCall = OneRequest | Correct | Upload


def _content(message: Message) -> Arguments:
    """Return text and blocks; nothing but our own markup is made into links and mentions."""
    return {
        "text": message.text,
        "blocks": list(message.blocks),
        "parse": "none",
        "link_names": False,
    }


def _in_thread(thread: str | None) -> Arguments:
    return {"thread_ts": thread} if thread else {}
