"""conversations.*: finding, entering and listing channels; users.conversations."""

import re

from csopsbot.sandbox.call import Call, ok
from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.pages import page
from csopsbot.sandbox.world.conversations import SCOPE_FAMILY, Conversation, Kind
from csopsbot.sandbox.world.events import emit
from csopsbot.sandbox.world.membership import join, leave
from csopsbot.sandbox.world.world import World

TYPES: dict[str, Kind] = {
    "public_channel": "channel",
    "private_channel": "group",
    "im": "im",
    "mpim": "mpim",
}
NAME = re.compile(r"[\w\-]+")
LONGEST_NAME = 80


def conversation_json(world: World, conversation: Conversation, viewer: str) -> Json:
    """Return a conversation as the API shows it to someone."""
    kind = conversation.kind
    shown: Json = {
        "id": conversation.id,
        "created": conversation.created,
        "is_archived": conversation.is_archived,
        "is_im": kind == "im",
        "is_org_shared": False,
        "context_team_id": world.team.id,
        "updated": conversation.created * 1000,
    }
    if kind == "im":
        others = [m for m in conversation.members if m != viewer] or [viewer]
        return {**shown, "user": others[0], "is_user_deleted": False, "priority": 0}
    teams = [world.team.id, *(["T0STRANGER"] if conversation.is_ext_shared else [])]
    return {
        **shown,
        "name": conversation.name,
        "name_normalized": conversation.name,
        "is_channel": kind == "channel",
        "is_group": kind == "group",
        "is_mpim": kind == "mpim",
        "is_private": conversation.is_private,
        "is_general": conversation.name == "general",
        "is_shared": conversation.is_ext_shared,
        "is_ext_shared": conversation.is_ext_shared,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "shared_team_ids": teams,
        "unlinked": 0,
        "creator": conversation.creator,
        "is_member": viewer in conversation.members,
        "topic": {"value": conversation.topic, "creator": "", "last_set": 0},
        "purpose": {"value": conversation.purpose, "creator": "", "last_set": 0},
        "previous_names": [],
    }


def info(call: Call) -> Json:
    """Answer conversations.info."""
    conversation = call.conversation(access="read")
    shown = conversation_json(call.world, conversation, call.caller.user_id)
    if call.args.flag("include_num_members"):
        shown["num_members"] = len(conversation.members)
    if call.args.flag("include_locale"):
        shown["locale"] = "en-US"
    return ok(channel=shown)


def list_(call: Call) -> Json:
    """Answer conversations.list."""
    kinds = kinds_asked_for(call)
    return listing(call, [c for c in visible(call) if c.kind in kinds])


def of_user(call: Call) -> Json:
    """Answer users.conversations."""
    kinds = kinds_asked_for(call)
    user_id = call.args.text("user") or call.caller.user_id
    return listing(call, [c for c in visible(call) if c.kind in kinds and user_id in c.members])


def listing(call: Call, conversations: list[Conversation]) -> Json:
    """Return one page of conversations."""
    if call.args.flag("exclude_archived"):
        conversations = [c for c in conversations if not c.is_archived]
    limit = call.args.number("limit", 100)
    if not 0 < limit <= 1000:
        raise SlackError("invalid_limit")
    shown, metadata = page(conversations, call.args.optional("cursor"), limit)
    viewer = call.caller.user_id
    channels = [conversation_json(call.world, c, viewer) for c in shown]
    return ok(channels=channels, response_metadata=metadata)


def visible(call: Call) -> list[Conversation]:
    """Return what the caller can see: everything public, and what they are in."""
    viewer = call.caller.user_id
    everything = call.world.conversations.values()
    return [c for c in everything if not c.is_private or viewer in c.members]


def kinds_asked_for(call: Call) -> set[Kind]:
    """Return the kinds of conversation a listing is to have, each of which needs a scope."""
    types = call.args.listed("types") or ["public_channel"]
    if unknown := [t for t in types if t not in TYPES]:
        raise SlackError("invalid_types", f"unknown types: {', '.join(unknown)}")
    kinds = {TYPES[t] for t in types}
    for kind in kinds:
        call.caller.need(f"{SCOPE_FAMILY[kind]}:read")
    return kinds


def members(call: Call) -> Json:
    """Answer conversations.members."""
    conversation = call.conversation(access="read")
    limit = call.args.number("limit", 100)
    shown, metadata = page(conversation.members, call.args.optional("cursor"), limit)
    return ok(members=shown, response_metadata=metadata)


def join_channel(call: Call) -> Json:
    """Answer conversations.join."""
    conversation = call.conversation()
    if conversation.kind != "channel":
        raise SlackError("method_not_supported_for_channel_type")
    if conversation.is_archived:
        raise SlackError("is_archived")
    viewer = call.caller.user_id
    extra: Json = {}
    if viewer in conversation.members:
        extra = {"warning": "already_in_channel"}
    else:
        join(call.world, conversation, viewer)
    return ok(channel=conversation_json(call.world, conversation, viewer), **extra)


def leave_channel(call: Call) -> Json:
    """Answer conversations.leave."""
    conversation = call.conversation()
    if call.caller.user_id not in conversation.members:
        return ok(not_in_channel=True)
    leave(call.world, conversation, call.caller.user_id)
    return ok()


def invite(call: Call) -> Json:
    """Answer conversations.invite."""
    conversation = call.conversation()
    viewer = call.caller.user_id
    if conversation.is_archived:
        raise SlackError("is_archived")
    if viewer not in conversation.members:
        raise SlackError("not_in_channel")
    invited = [call.person(user_id) for user_id in call.args.listed("users")]
    if viewer in invited:
        raise SlackError("cant_invite_self")
    if set(invited) & set(conversation.members):
        raise SlackError("already_in_channel")
    for user_id in invited:
        join(call.world, conversation, user_id, inviter=viewer)
    return ok(channel=conversation_json(call.world, conversation, viewer))


def create(call: Call) -> Json:
    """Answer conversations.create."""
    private = call.args.flag("is_private")
    call.caller.need(*(("groups:write",) if private else ("channels:manage", "channels:write")))
    name = checked_name(call.world, call.args.text("name"))
    conversation = Conversation(
        id=call.world.ids.next("C"),
        name=name,
        kind="group" if private else "channel",
        creator=call.caller.user_id,
        created=int(call.world.now()),
        members=[call.caller.user_id],
    )
    call.world.conversations[conversation.id] = conversation
    shown = conversation_json(call.world, conversation, call.caller.user_id)
    if not private:
        brief = {key: shown[key] for key in ("id", "name", "created", "creator")}
        emit(call.world, {"type": "channel_created", "channel": brief})
    return ok(channel=shown)


def checked_name(world: World, name: str) -> str:
    """Return a new channel's name if Slack would take it."""
    if not name:
        raise SlackError("invalid_name_required")
    if len(name) > LONGEST_NAME:
        raise SlackError("invalid_name_maxlength")
    if not NAME.fullmatch(name) or name != name.lower():
        raise SlackError("invalid_name_specials")
    if any(c.name == name for c in world.conversations.values()):
        raise SlackError("name_taken")
    return name


def open_(call: Call) -> Json:
    """Answer conversations.open."""
    if call.args.given("channel"):
        conversation = call.conversation()
        return ok(channel=_opened(call, conversation))
    users = call.args.listed("users")
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > 8:
        raise SlackError("too_many_users")
    call.caller.need("im:write" if len(users) == 1 else "mpim:write")
    people = [call.person(user_id) for user_id in users]
    return ok(channel=_opened(call, call.world.direct_messages([call.caller.user_id, *people])))


def archive(call: Call) -> Json:
    """Answer conversations.archive."""
    conversation = call.conversation()
    if call.caller.user_id not in conversation.members:
        raise SlackError("not_in_channel")
    if conversation.is_archived:
        raise SlackError("already_archived")
    conversation.is_archived = True
    event = {"type": "channel_archive", "channel": conversation.id, "user": call.caller.user_id}
    emit(call.world, event, conversation)
    return ok()


def _opened(call: Call, conversation: Conversation) -> Json:
    if call.args.flag("return_im"):
        return conversation_json(call.world, conversation, call.caller.user_id)
    return {"id": conversation.id}
