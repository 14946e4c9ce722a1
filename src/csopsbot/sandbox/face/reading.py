"""How far people have read, and what is new to them."""

from dataclasses import dataclass

from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.world.conversations import Conversation, is_broadcast, is_reply, position

NEVER = "0"
ENOUGH = 99
QUIET = frozenset({"channel_join", "group_join", "tombstone"})


@dataclass(frozen=True, slots=True)
class Unread:
    """How many messages somebody has not seen, and how many of them call for that person."""

    messages: int = 0
    calls: int = 0


class Reading:
    """The last message each person has seen of each conversation."""

    def __init__(self) -> None:
        self._marks: dict[tuple[str, str], str] = {}

    def mark(self, user_id: str, conversation: Conversation) -> None:
        """Take down that somebody has seen everything there is, whispers too."""
        said = next(reversed(conversation.messages), NEVER)
        whispered = next(reversed(conversation.ephemerals), NEVER)
        self._marks[user_id, conversation.id] = max(said, whispered, key=position)

    def until(self, user_id: str, conversation: Conversation) -> str:
        """Return the last message somebody has seen."""
        return self._marks.get((user_id, conversation.id), NEVER)

    def unread(self, user_id: str, conversation: Conversation) -> Unread:
        """Count what is new, from the newest back to what was seen."""
        seen = position(self.until(user_id, conversation))
        messages = calls = 0
        for ts in reversed(conversation.messages):
            if position(ts) <= seen or messages >= ENOUGH:
                break
            message = conversation.messages[ts]
            if concerns(user_id, conversation, message):
                messages += 1
                calls += is_call(user_id, conversation, message)
        return Unread(messages, calls)


def concerns(user_id: str, conversation: Conversation, message: Json) -> bool:
    """Tell whether a message makes a conversation unread: replies do for those who take part."""
    if message["user"] == user_id or message.get("subtype") in QUIET:
        return False
    if not is_reply(message) or is_broadcast(message):
        return True
    parent = conversation.messages.get(message["thread_ts"], {})
    taking_part = {parent.get("user"), *parent.get("reply_users", ())}
    return user_id in taking_part or is_call(user_id, conversation, message)


def is_call(user_id: str, conversation: Conversation, message: Json) -> bool:
    """Tell whether a message is for one person: a direct one, or one that mentions them."""
    return conversation.kind in ("im", "mpim") or f"<@{user_id}" in message["text"]
