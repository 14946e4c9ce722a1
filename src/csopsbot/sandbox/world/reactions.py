"""Reactions on messages."""

import re

from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.world.conversations import Conversation
from csopsbot.sandbox.world.events import emit
from csopsbot.sandbox.world.world import World

NAME = re.compile(r"[a-z0-9_+'\-]+(::skin-tone-[2-6])?")
EMOJI_PER_MESSAGE = 50
EMOJI_PER_PERSON = 23


def react(world: World, conversation: Conversation, ts: str, user_id: str, name: str) -> None:
    """Add someone's reaction, or refuse it as Slack does."""
    reactions = conversation.messages[ts].setdefault("reactions", [])
    _check_room(reactions, user_id, name)
    entry = _named(reactions, name)
    if entry is None:
        entry = {"name": name, "users": [], "count": 0}
        reactions.append(entry)
    entry["users"].append(user_id)
    entry["count"] += 1
    _tell(world, conversation, ts, "reaction_added", user_id, name)


def unreact(world: World, conversation: Conversation, ts: str, user_id: str, name: str) -> None:
    """Take someone's reaction away."""
    message = conversation.messages[ts]
    entry = _named(message.get("reactions", []), name)
    if entry is None or user_id not in entry["users"]:
        raise SlackError("no_reaction")
    entry["users"].remove(user_id)
    entry["count"] -= 1
    message["reactions"] = [r for r in message["reactions"] if r["count"]]
    if not message["reactions"]:
        del message["reactions"]
    _tell(world, conversation, ts, "reaction_removed", user_id, name)


def check_name(name: str) -> str:
    """Return an emoji's name if it can be one: no colons, no capitals."""
    if not NAME.fullmatch(name):
        raise SlackError("invalid_name")
    return name


def _check_room(reactions: list[Json], user_id: str, name: str) -> None:
    entry = _named(reactions, name)
    if entry is not None and user_id in entry["users"]:
        raise SlackError("already_reacted")
    if entry is None and len(reactions) >= EMOJI_PER_MESSAGE:
        raise SlackError("too_many_emoji")
    if sum(user_id in r["users"] for r in reactions) >= EMOJI_PER_PERSON:
        raise SlackError("too_many_reactions")


def _named(reactions: list[Json], name: str) -> Json | None:
    return next((r for r in reactions if r["name"] == name), None)


def _tell(
    world: World, conversation: Conversation, ts: str, event_type: str, user_id: str, name: str
) -> None:
    message = conversation.messages[ts]
    world.feed.show(
        "reaction",
        conversation.members,
        channel=conversation.id,
        ts=ts,
        user=user_id,
        reaction=name,
        added=event_type == "reaction_added",
        message=message,
    )
    event = {
        "type": event_type,
        "user": user_id,
        "reaction": name,
        "item": {"type": "message", "channel": conversation.id, "ts": ts},
        "item_user": message["user"],
        "event_ts": world.next_ts(),
    }
    emit(world, event, conversation)
