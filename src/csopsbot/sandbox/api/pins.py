"""pins.* and bookmarks.*: what a channel keeps at its top."""

from csopsbot.sandbox.api.reactions import item
from csopsbot.sandbox.call import Call, ok
from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.world.conversations import Conversation
from csopsbot.sandbox.world.events import emit

PINS = 100


def add(call: Call) -> Json:
    """Answer pins.add."""
    conversation, ts = item(call)
    if call.caller.user_id not in conversation.members:
        raise SlackError("not_in_channel")
    if ts in conversation.pins:
        raise SlackError("already_pinned")
    if len(conversation.pins) >= PINS:
        raise SlackError("too_many_pins")
    conversation.pins.append(ts)
    _tell(call, conversation, ts, "pin_added")
    return ok()


def remove(call: Call) -> Json:
    """Answer pins.remove."""
    conversation, ts = item(call)
    if ts not in conversation.pins:
        raise SlackError("no_pin")
    conversation.pins.remove(ts)
    _tell(call, conversation, ts, "pin_removed")
    return ok()


def list_(call: Call) -> Json:
    """Answer pins.list."""
    conversation = call.conversation()
    return ok(items=[_shown(conversation, ts) for ts in reversed(conversation.pins)])


def bookmarks_add(call: Call) -> Json:
    """Answer bookmarks.add."""
    conversation = call.conversation("channel_id")
    if call.args.text("type") != "link":
        raise SlackError("invalid_bookmark_type")
    if not call.args.text("link").startswith(("https://", "http://")):
        raise SlackError("invalid_link")
    now = int(call.world.now())
    bookmark: Json = {
        "id": call.world.ids.next("Bk"),
        "channel_id": conversation.id,
        "title": call.args.text("title"),
        "link": call.args.text("link"),
        "emoji": call.args.text("emoji"),
        "type": "link",
        "date_created": now,
        "date_updated": now,
        "last_updated_by_user_id": call.caller.user_id,
    }
    conversation.bookmarks.append(bookmark)
    return ok(bookmark=bookmark)


def bookmarks_list(call: Call) -> Json:
    """Answer bookmarks.list."""
    return ok(bookmarks=call.conversation("channel_id").bookmarks)


def _shown(conversation: Conversation, ts: str) -> Json:
    message = conversation.messages[ts]
    return {"type": "message", "channel": conversation.id, "message": message}


def _tell(call: Call, conversation: Conversation, ts: str, event_type: str) -> None:
    event = {
        "type": event_type,
        "user": call.caller.user_id,
        "channel_id": conversation.id,
        "item": _shown(conversation, ts),
        "event_ts": call.world.next_ts(),
    }
    emit(call.world, event, conversation)
