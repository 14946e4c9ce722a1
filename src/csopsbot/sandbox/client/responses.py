"""What an app says through an acknowledgement or a response URL."""

from csopsbot.sandbox.api.content import check_attachments, check_blocks, check_metadata
from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.world.conversations import Conversation
from csopsbot.sandbox.world.hooks import Hook
from csopsbot.sandbox.world.messages import Draft, change, named_blocks, post, remove, whisper
from csopsbot.sandbox.world.world import World

FIELDS = frozenset(
    {
        "attachments",
        "blocks",
        "delete_original",
        "link_names",
        "metadata",
        "mrkdwn",
        "parse",
        "replace_original",
        "response_type",
        "text",
        "thread_ts",
        "unfurl_links",
        "unfurl_media",
    }
)


def respond(world: World, hook: Hook, body: Json) -> None:
    """Show what an app answered: to the person alone unless it says in_channel."""
    conversation = world.conversations[hook.channel_id]
    if unknown := body.keys() - FIELDS:
        raise SlackError("invalid_payload", f"unknown fields: {', '.join(sorted(unknown))}")
    if body.get("delete_original"):
        take_away(world, conversation, hook)
        return
    draft = drafted(world, body)
    if body.get("replace_original") and hook.message_ts:
        put_in_place(world, conversation, hook, draft)
    elif body.get("response_type") == "in_channel":
        post(world, conversation, draft)
    else:
        whisper(world, conversation, hook.user_id, draft)


def drafted(world: World, body: Json) -> Draft:
    """Return the message an answer carries."""
    blocks = check_blocks(body.get("blocks"))
    attachments = check_attachments(body.get("attachments"))
    text = str(body.get("text") or "")
    if not (text.strip() or blocks or attachments):
        raise SlackError("no_text")
    return Draft(
        user_id=world.app.bot_user_id,
        text=text,
        blocks=blocks,
        attachments=attachments,
        thread_ts=body.get("thread_ts"),
        metadata=check_metadata(body.get("metadata")),
    )


def take_away(world: World, conversation: Conversation, hook: Hook) -> None:
    """Delete the message the act took place on."""
    ts = hook.message_ts or ""
    if ts in conversation.ephemerals:
        del conversation.ephemerals[ts]
        world.feed.show("deleted", [hook.user_id], channel=conversation.id, ts=ts)
    elif ts in conversation.messages:
        remove(world, conversation, ts)
    else:
        raise SlackError("message_not_found")


def put_in_place(world: World, conversation: Conversation, hook: Hook, draft: Draft) -> None:
    """Put an answer in the place of the message the act took place on."""
    ts = hook.message_ts or ""
    content: Json = {"text": draft.text}
    if draft.blocks:
        content["blocks"] = named_blocks(world, draft.blocks)
    if draft.attachments:
        content["attachments"] = draft.attachments
    if ts in conversation.ephemerals:
        reader, message = conversation.ephemerals[ts]
        changed = _without_content(message) | content
        conversation.ephemerals[ts] = (reader, changed)
        world.feed.show("changed", [reader], channel=conversation.id, message=changed, ts=ts)
    elif ts in conversation.messages:
        message = conversation.messages[ts]
        if message["user"] != world.app.bot_user_id:
            raise SlackError("cant_update_message")
        change(world, conversation, ts, _without_content(message) | content)
    else:
        raise SlackError("message_not_found")


def _without_content(message: Json) -> Json:
    return {k: v for k, v in message.items() if k not in ("blocks", "attachments", "text")}
