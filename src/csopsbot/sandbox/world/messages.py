"""How messages come, change and go, and who is told."""

from copy import deepcopy
from dataclasses import dataclass, field
from uuid import uuid4

from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.world.conversations import Conversation, is_reply, refresh_thread
from csopsbot.sandbox.world.events import authored_by_stranger, emit
from csopsbot.sandbox.world.people import bot_profile
from csopsbot.sandbox.world.world import World


@dataclass(frozen=True, slots=True)
class Draft:
    """A message before Slack gives it its ts."""

    user_id: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    broadcast: bool = False
    metadata: Json | None = None
    extra: Json = field(default_factory=dict)


def post(world: World, conversation: Conversation, draft: Draft) -> Json:
    """Store a message and tell everyone in the conversation, the app included."""
    message = compose(world, conversation, draft)
    conversation.messages[message["ts"]] = message
    if draft.thread_ts:
        refresh_thread(conversation, draft.thread_ts)
    world.feed.show(
        "message", conversation.members, channel=conversation.id, message=message, ts=message["ts"]
    )
    announce(world, conversation, message)
    return message


def compose(world: World, conversation: Conversation, draft: Draft) -> Json:
    """Return the message object a draft becomes."""
    message: Json = {
        "type": "message",
        "user": draft.user_id,
        "text": draft.text,
        "ts": world.next_ts(),
        "team": world.team.id,
        **authorship(world, draft),
        **authored_by_stranger(world, draft.user_id),
    }
    if draft.blocks:
        message["blocks"] = named_blocks(world, draft.blocks)
    if draft.attachments:
        message["attachments"] = [{"id": n, **a} for n, a in enumerate(draft.attachments, 1)]
    if draft.metadata:
        message["metadata"] = draft.metadata
    if draft.thread_ts:
        parent = conversation.messages.get(draft.thread_ts, {"user": draft.user_id})
        message |= {"thread_ts": draft.thread_ts, "parent_user_id": parent["user"]}
    if draft.broadcast:
        message["subtype"] = "thread_broadcast"
    return {**message, **draft.extra}


def authorship(world: World, draft: Draft) -> Json:
    """Return what tells an app's message from a person's."""
    if draft.user_id == world.app.bot_user_id:
        return {
            "bot_id": world.app.bot_id,
            "app_id": world.app.app_id,
            "bot_profile": bot_profile(world.app, world.team, world.now()),
        }
    if not draft.text or draft.blocks:
        return {}
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": draft.text}]}
    block = {"type": "rich_text", "block_id": world.ids.next("b"), "elements": [section]}
    return {"client_msg_id": str(uuid4()), "blocks": [block]}


def named_blocks(world: World, blocks: list[Json]) -> list[Json]:
    """Give each block without a block_id one of its own, and each element an action_id."""
    named = deepcopy(blocks)
    for block in named:
        block.setdefault("block_id", world.ids.next("b"))
        elements = [block.get("accessory"), block.get("element"), *block.get("elements", [])]
        for element in elements:
            if isinstance(element, dict) and element.get("type") in NAMED_ELEMENTS:
                element.setdefault("action_id", world.ids.next("a"))
    return named


NAMED_ELEMENTS = frozenset(
    {
        "button",
        "checkboxes",
        "channels_select",
        "conversations_select",
        "datepicker",
        "datetimepicker",
        "email_text_input",
        "external_select",
        "feedback_buttons",
        "file_input",
        "icon_button",
        "multi_channels_select",
        "multi_conversations_select",
        "multi_external_select",
        "multi_static_select",
        "multi_users_select",
        "number_input",
        "overflow",
        "plain_text_input",
        "radio_buttons",
        "rich_text_input",
        "static_select",
        "timepicker",
        "url_text_input",
        "users_select",
        "workflow_button",
    }
)


def announce(world: World, conversation: Conversation, message: Json) -> None:
    """Tell the app of a new message, and once more when it is mentioned in it."""
    channel = {
        "channel": conversation.id,
        "event_ts": message["ts"],
        "channel_type": conversation.event_type,
    }
    emit(world, {**message, **channel}, conversation)
    if f"<@{world.app.bot_user_id}" in message["text"] and conversation.kind in (
        "channel",
        "group",
    ):
        mention = {k: v for k, v in message.items() if k != "subtype"}
        body = {**mention, "type": "app_mention", "channel": conversation.id}
        emit(world, {**body, "event_ts": message["ts"]}, conversation)
    if "metadata" in message:
        emit(world, _metadata_posted(world, conversation, message), conversation)


def _metadata_posted(world: World, conversation: Conversation, message: Json) -> Json:
    return {
        "type": "message_metadata_posted",
        "app_id": message.get("app_id", ""),
        "bot_id": message.get("bot_id", ""),
        "user_id": message["user"],
        "team_id": world.team.id,
        "channel_id": conversation.id,
        "metadata": message["metadata"],
        "message_ts": message["ts"],
        "event_ts": message["ts"],
    }


def change(world: World, conversation: Conversation, ts: str, changed: Json) -> Json:
    """Put another message in the place of one, and tell everyone."""
    previous = conversation.messages[ts]
    conversation.messages[ts] = changed
    refresh_thread(conversation, changed.get("thread_ts", ts))
    world.feed.show(
        "changed", conversation.members, channel=conversation.id, message=changed, ts=ts
    )
    event = {"subtype": "message_changed", "message": changed, "previous_message": previous}
    emit(world, _hidden(world, conversation, event), conversation)
    return changed


def remove(world: World, conversation: Conversation, ts: str) -> None:
    """Take a message away; one with replies leaves a tombstone, as in Slack."""
    message = conversation.messages[ts]
    if not is_reply(message) and conversation.replies(ts):
        change(world, conversation, ts, _tombstone(message))
        return
    del conversation.messages[ts]
    refresh_thread(conversation, message.get("thread_ts", ts))
    thread_ts = message.get("thread_ts", ts)
    world.feed.show(
        "deleted", conversation.members, channel=conversation.id, ts=ts, thread_ts=thread_ts
    )
    event = {"subtype": "message_deleted", "previous_message": message, "deleted_ts": ts}
    emit(world, _hidden(world, conversation, event), conversation)


def whisper(world: World, conversation: Conversation, reader: str, draft: Draft) -> Json:
    """Show one person a message nobody else sees and no history keeps."""
    message = {**compose(world, conversation, draft), "is_ephemeral": True}
    conversation.ephemerals[message["ts"]] = (reader, message)
    world.feed.show(
        "ephemeral", [reader], channel=conversation.id, message=message, ts=message["ts"]
    )
    return message


def _hidden(world: World, conversation: Conversation, event: Json) -> Json:
    ts = world.next_ts()
    return {
        "type": "message",
        **event,
        "channel": conversation.id,
        "hidden": True,
        "ts": ts,
        "event_ts": ts,
        "channel_type": conversation.event_type,
    }


def _tombstone(message: Json) -> Json:
    kept = ("type", "ts", "thread_ts", "reply_count", "reply_users", "reply_users_count")
    return {
        **{key: message[key] for key in (*kept, "latest_reply") if key in message},
        "subtype": "tombstone",
        "user": "USLACKBOT",
        "text": "This message was deleted.",
        "hidden": True,
    }
