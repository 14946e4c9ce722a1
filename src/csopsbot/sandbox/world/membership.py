"""Who comes into a conversation and who leaves."""

from csopsbot.sandbox.world.conversations import Conversation
from csopsbot.sandbox.world.events import emit
from csopsbot.sandbox.world.messages import Draft, post
from csopsbot.sandbox.world.people import team_of
from csopsbot.sandbox.world.world import World


def join(
    world: World, conversation: Conversation, user_id: str, inviter: str | None = None
) -> None:
    """Let someone in, with the line Slack writes about it and the event."""
    conversation.members.append(user_id)
    invited = {"inviter": inviter} if inviter else {}
    subtype = "group_join" if conversation.kind == "group" else "channel_join"
    text = f"<@{user_id}> has joined the channel"
    post(world, conversation, Draft(user_id, text, extra={"subtype": subtype, **invited}))
    emit(
        world, _moved(world, conversation, user_id, "member_joined_channel", invited), conversation
    )


def leave(world: World, conversation: Conversation, user_id: str) -> None:
    """Let someone go."""
    event = _moved(world, conversation, user_id, "member_left_channel", {})
    emit(world, event, conversation)
    conversation.members.remove(user_id)


def _moved(
    world: World,
    conversation: Conversation,
    user_id: str,
    event_type: str,
    extra: dict[str, str],
) -> dict[str, object]:
    return {
        "type": event_type,
        "user": user_id,
        "channel": conversation.id,
        "channel_type": "G" if conversation.kind == "group" else "C",
        "team": team_of(world.people[user_id], world.team),
        **extra,
        "event_ts": world.next_ts(),
    }
