"""conversations.history and conversations.replies: reading back what was said."""

import re
from collections.abc import Callable

from csopsbot.sandbox.call import Call, ok
from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.pages import decode, encode
from csopsbot.sandbox.world.conversations import is_reply, position

TS = re.compile(r"\d+(\.\d{1,6})?")
MOST = 999
USUAL = 100


def history(call: Call) -> Json:
    """Answer conversations.history: the channel's own messages, newest first."""
    conversation = call.conversation(access="history")
    if call.caller.user_id not in conversation.members:
        raise SlackError("not_in_channel")
    messages = list(filter(_period(call), conversation.timeline()))
    return _page(call, messages[::-1], pin_count=len(conversation.pins))


def replies(call: Call) -> Json:
    """Answer conversations.replies: the first message on every page, then replies, oldest first."""
    conversation = call.conversation(access="history")
    if call.caller.user_id not in conversation.members:
        raise SlackError("channel_not_found")
    parent = conversation.messages.get(call.args.text("ts"))
    if parent is None:
        raise SlackError("thread_not_found")
    if is_reply(parent):
        return _page(call, [parent])
    found = list(filter(_period(call), conversation.replies(parent["ts"])))
    answer = _page(call, found)
    answer["messages"].insert(0, _shown(call, parent))
    return answer


def _page(call: Call, messages: list[Json], **extra: object) -> Json:
    """Cut a page that begins at the cursor's message, so that new messages shift nothing."""
    if cursor := call.args.optional("cursor"):
        start = decode(cursor)
        places = [_micros(m["ts"]) for m in messages]
        messages = messages[places.index(start) :] if start in places else []
    limit = min(call.args.number("limit", USUAL), MOST)
    shown, rest = messages[:limit], messages[limit:]
    answer = ok(messages=[_shown(call, m) for m in shown], has_more=bool(rest), **extra)
    if rest:
        answer["response_metadata"] = {"next_cursor": encode(_micros(rest[0]["ts"]))}
    return answer


def _shown(call: Call, message: Json) -> Json:
    metadata = message.get("metadata")
    if metadata is None or call.args.flag("include_all_metadata"):
        return message
    return {**message, "metadata": {"event_type": metadata.get("event_type")}}


def _period(call: Call) -> Callable[[Json], bool]:
    """Return what tells whether a message lies between `oldest` and `latest`."""
    oldest, latest = _bound(call, "oldest"), _bound(call, "latest")
    inclusive = call.args.flag("inclusive")

    def within(message: Json) -> bool:
        at = position(message["ts"])
        if inclusive and at in (oldest, latest):
            return True
        return (oldest is None or at > oldest) and (latest is None or at < latest)

    return within


def _bound(call: Call, name: str) -> tuple[int, int] | None:
    ts = call.args.optional(name)
    if ts is None or ts in ("0", "now"):
        return None
    if not TS.fullmatch(ts):
        raise SlackError(f"invalid_ts_{name}")
    return position(ts)


def _micros(ts: str) -> int:
    seconds, micros = position(ts)
    return seconds * 1_000_000 + micros
