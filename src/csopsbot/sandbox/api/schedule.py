"""Scheduled messages: said when their time has come, on the sandbox's clock."""

from csopsbot.sandbox.api.chat import destination, draft_of, require_writable
from csopsbot.sandbox.api.content import read_content, read_metadata
from csopsbot.sandbox.call import Call, ok
from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.pages import page
from csopsbot.sandbox.world.messages import post

FURTHEST = 120 * 86_400


def schedule(call: Call) -> Json:
    """Answer chat.scheduleMessage."""
    world, post_at = call.world, call.args.number("post_at", 0)
    conversation = destination(call)
    require_writable(call, conversation)
    content = read_content(call)
    content.require_something()
    content.require_short_blocks("msg_too_long")
    if post_at <= world.now():
        raise SlackError("time_in_past")
    if post_at > world.now() + FURTHEST:
        raise SlackError("time_too_far")
    draft = draft_of(call, conversation, content, read_metadata(call))
    scheduled_id = world.ids.next("Q")
    world.scheduled[scheduled_id] = {
        "id": scheduled_id,
        "channel_id": conversation.id,
        "post_at": post_at,
        "date_created": int(world.now()),
        "text": draft.text,
    }

    def say() -> None:
        if world.scheduled.pop(scheduled_id, None):
            post(world, conversation, draft)

    world.later(post_at, say)
    return ok(
        channel=conversation.id,
        scheduled_message_id=scheduled_id,
        post_at=post_at,
        message={"text": draft.text, "type": "delayed_message"},
    )


def list_(call: Call) -> Json:
    """Answer chat.scheduledMessages.list."""
    channel_id = call.args.optional("channel")
    waiting = [s for s in call.world.scheduled.values() if channel_id in (None, s["channel_id"])]
    limit = call.args.number("limit", 100)
    shown, metadata = page(waiting, call.args.optional("cursor"), limit)
    return ok(scheduled_messages=shown, response_metadata=metadata)


def delete(call: Call) -> Json:
    """Answer chat.deleteScheduledMessage."""
    conversation = call.conversation()
    scheduled_id = call.args.text("scheduled_message_id")
    scheduled = call.world.scheduled.get(scheduled_id)
    if scheduled is None or scheduled["channel_id"] != conversation.id:
        raise SlackError("invalid_scheduled_message_id")
    del call.world.scheduled[scheduled_id]
    return ok()
