"""chat.*: saying, changing and unsaying."""

from csopsbot.sandbox.api.content import Content, read_content, read_metadata
from csopsbot.sandbox.call import Call, ok
from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.world.conversations import Conversation, is_broadcast, is_reply
from csopsbot.sandbox.world.messages import Draft, change, named_blocks, post, remove, whisper

CUSTOMIZED = ("username", "icon_emoji", "icon_url")
LONGEST_TEXT = 40_000
LONGEST_EDIT = 4_000


def post_message(call: Call) -> Json:
    """Answer chat.postMessage."""
    conversation = destination(call)
    require_writable(call, conversation)
    require_messages_tab(call, conversation)
    content = read_content(call)
    content.require_something()
    content.require_short_blocks("msg_blocks_too_long")
    if call.caller.kind == "bot":
        call.limits.count_message(conversation.id, call.world.now())
    message = post(
        call.world, conversation, draft_of(call, conversation, content, read_metadata(call))
    )
    return ok(channel=conversation.id, ts=message["ts"], message=message)


def post_ephemeral(call: Call) -> Json:
    """Answer chat.postEphemeral."""
    conversation = call.conversation()
    require_writable(call, conversation)
    reader = call.args.text("user")
    if reader not in conversation.members:
        raise SlackError("user_not_in_channel")
    content = read_content(call)
    content.require_something()
    content.require_short_blocks("msg_too_long")
    draft = draft_of(call, conversation, content)
    return ok(message_ts=whisper(call.world, conversation, reader, draft)["ts"])


def update(call: Call) -> Json:
    """Answer chat.update."""
    conversation = call.conversation()
    message = call.message(conversation)
    if message["user"] != call.caller.user_id:
        raise SlackError("cant_update_message")
    content = read_content(call)
    if call.args.flag("reply_broadcast") and not is_broadcast(message):
        return broadcast_afterwards(call, conversation, message, content)
    content.require_something()
    content.require_short_blocks("msg_too_long")
    if len(content.text) > LONGEST_EDIT:
        raise SlackError("msg_too_long")
    changed = change(
        call.world, conversation, message["ts"], edited(call, message, content, read_metadata(call))
    )
    return ok(channel=conversation.id, ts=message["ts"], text=changed["text"], message=changed)


def broadcast_afterwards(
    call: Call, conversation: Conversation, message: Json, content: Content
) -> Json:
    """Let a reply stand in the channel as well; its words cannot change at the same time."""
    if not is_reply(message):
        raise SlackError("cant_broadcast_message")
    if content.has_text or content.blocks or content.attachments:
        raise SlackError("no_dual_broadcast_content_update")
    shared = {**message, "subtype": "thread_broadcast"}
    changed = change(call.world, conversation, message["ts"], shared)
    return ok(channel=conversation.id, ts=message["ts"], text=changed["text"], message=changed)


def edited(call: Call, message: Json, content: Content, metadata: Json | None) -> Json:
    """Return a message with new content; text alone takes the old blocks away."""
    text = content.text if content.has_text else message["text"]
    replaced = ("blocks", "attachments")
    changed = {k: v for k, v in message.items() if k not in replaced} | {"text": text}
    if content.blocks:
        changed["blocks"] = named_blocks(call.world, content.blocks)
    else:
        changed["edited"] = {"user": call.caller.user_id, "ts": call.world.next_ts()}
    if content.attachments:
        changed["attachments"] = [{"id": n, **a} for n, a in enumerate(content.attachments, 1)]
    if metadata is not None:
        changed["metadata"] = metadata
    if not changed.get("metadata", True):
        del changed["metadata"]
    return changed


def delete(call: Call) -> Json:
    """Answer chat.delete."""
    conversation = call.conversation()
    message = call.message(conversation)
    owner = message["user"] == call.caller.user_id
    if not owner and not call.world.people[call.caller.user_id].is_admin:
        raise SlackError("cant_delete_message")
    remove(call.world, conversation, message["ts"])
    return ok(channel=conversation.id, ts=message["ts"])


def get_permalink(call: Call) -> Json:
    """Answer chat.getPermalink."""
    conversation = call.conversation()
    message = call.message(conversation, "message_ts")
    digits = message["ts"].replace(".", "")
    address = f"https://{call.world.team.domain}.slack.com/archives/{conversation.id}/p{digits}"
    if is_reply(message):
        address += f"?thread_ts={message['thread_ts']}&cid={conversation.id}"
    return ok(channel=conversation.id, permalink=address)


def destination(call: Call) -> Conversation:
    """Return where a message goes: a channel's id or #name, or a person's id for a direct one."""
    name = call.args.text("channel")
    world = call.world
    if name in world.people and name != call.caller.user_id:
        call.caller.need("chat:write")
        return world.direct_messages([call.caller.user_id, name])
    by_name = next(
        (c for c in world.conversations.values() if c.name and name in (c.name, f"#{c.name}")),
        None,
    )
    if by_name is not None and (not by_name.is_private or call.caller.user_id in by_name.members):
        return by_name
    return call.conversation()


def require_writable(call: Call, conversation: Conversation) -> None:
    """Refuse an archived conversation and one the caller is not in."""
    if conversation.is_archived:
        raise SlackError("is_archived")
    public = conversation.kind == "channel" and call.caller.kind == "bot"
    if call.caller.user_id not in conversation.members and not (
        public and call.caller.may("chat:write.public")
    ):
        raise SlackError("not_in_channel")


def require_messages_tab(call: Call, conversation: Conversation) -> None:
    """Refuse direct messages with an app whose manifest has no place for them."""
    home = call.world.app.features.app_home
    if conversation.kind != "im" or call.world.app.bot_user_id not in conversation.members:
        return
    read_only = home.messages_tab_read_only_enabled and call.caller.kind == "user"
    if read_only or not home.messages_tab_enabled:
        raise SlackError("messages_tab_disabled")


def draft_of(
    call: Call, conversation: Conversation, content: Content, metadata: Json | None = None
) -> Draft:
    """Return the message to store."""
    return Draft(
        user_id=call.caller.user_id,
        text=content.text[:LONGEST_TEXT],
        blocks=content.blocks,
        attachments=content.attachments,
        thread_ts=thread_of(call, conversation),
        broadcast=call.args.flag("reply_broadcast") and bool(call.args.text("thread_ts")),
        metadata=metadata or None,
        extra=customized(call),
    )


def thread_of(call: Call, conversation: Conversation) -> str | None:
    """Return the thread a message goes to; a thread hangs on a message that is not a reply."""
    thread_ts = call.args.optional("thread_ts")
    if thread_ts is None:
        return None
    parent = conversation.messages.get(thread_ts)
    if parent is None or is_reply(parent):
        raise SlackError("cannot_reply_to_message")
    return thread_ts


def customized(call: Call) -> Json:
    """Return a name and picture that are not the app's own, which need a scope."""
    wanted = {name: call.args.text(name) for name in CUSTOMIZED if call.args.optional(name)}
    if not wanted or call.caller.kind != "bot":
        return {}
    call.caller.need("chat:write.customize")
    icons = {k.removeprefix("icon_"): v for k, v in wanted.items() if k != "username"}
    named = {"username": wanted["username"]} if "username" in wanted else {}
    return {**named, **({"icons": icons} if icons else {})}
