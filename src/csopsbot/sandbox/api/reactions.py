"""reactions.*: adding, removing and reading reactions."""

import re

from csopsbot.sandbox.call import Call, ok
from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.world.conversations import Conversation
from csopsbot.sandbox.world.reactions import check_name, react, unreact

TS = re.compile(r"\d{10}\.\d{6}")


def add(call: Call) -> Json:
    """Answer reactions.add."""
    conversation, ts = item(call)
    if conversation.is_archived:
        raise SlackError("is_archived")
    name = check_name(call.args.text("name"))
    react(call.world, conversation, ts, call.caller.user_id, name)
    return ok()


def remove(call: Call) -> Json:
    """Answer reactions.remove."""
    conversation, ts = item(call)
    name = check_name(call.args.text("name"))
    unreact(call.world, conversation, ts, call.caller.user_id, name)
    return ok()


def get(call: Call) -> Json:
    """Answer reactions.get."""
    conversation, ts = item(call)
    message = conversation.messages[ts]
    return ok(type="message", channel=conversation.id, message=message)


def item(call: Call) -> tuple[Conversation, str]:
    """Return the conversation and the ts of the message a call is about."""
    if not call.args.given("channel") or not call.args.given("timestamp"):
        raise SlackError("no_item_specified")
    conversation = call.conversation()
    if not TS.fullmatch(call.args.text("timestamp")):
        raise SlackError("bad_timestamp")
    return conversation, str(call.message(conversation, "timestamp")["ts"])
