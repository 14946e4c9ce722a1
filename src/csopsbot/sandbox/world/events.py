"""Which events the app is told of: those it subscribed to, may see, and is there for."""

from copy import deepcopy

from csopsbot.sandbox.ids import base36
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.world.conversations import SCOPE_FAMILY, Conversation, Kind
from csopsbot.sandbox.world.people import STRANGERS_TEAM
from csopsbot.sandbox.world.world import World

MESSAGE_SUBSCRIPTION: dict[Kind, str] = {
    "channel": "message.channels",
    "group": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}
# One of these scopes must be granted; {family} is channels, groups, im or mpim.
EVENT_SCOPES: dict[str, str] = {
    "message": "{family}:history",
    "app_mention": "app_mentions:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
    "member_joined_channel": "{family}:read",
    "member_left_channel": "{family}:read",
    "channel_created": "channels:read",
    "channel_archive": "channels:read",
    "pin_added": "pins:read",
    "pin_removed": "pins:read",
    "file_shared": "files:read",
    "user_change": "users:read",
    "message_metadata_posted": "metadata.message:read",
    "app_home_opened": "",
    "tokens_revoked": "",
}


def emit(world: World, event: Json, conversation: Conversation | None = None) -> None:
    """Send the app an event, if it is the app's business."""
    if wants(world, event["type"], conversation):
        world.deliver(envelope(world, deepcopy(event), conversation))


def wants(world: World, event_type: str, conversation: Conversation | None) -> bool:
    """Tell whether the app subscribed to an event, has its scope and is in its channel."""
    app = world.app
    family = SCOPE_FAMILY[conversation.kind] if conversation else "channels"
    scope = EVENT_SCOPES[event_type].format(family=family)
    return (
        _subscription(event_type, conversation) in app.settings.event_subscriptions.bot_events
        and (not scope or scope in app.scopes)
        and (conversation is None or app.bot_user_id in conversation.members)
    )


def envelope(world: World, event: Json, conversation: Conversation | None) -> Json:
    """Wrap an event as the Events API does."""
    app, team = world.app, world.team
    event_id = world.ids.next("Ev")
    return {
        "token": app.verification_token,
        "team_id": team.id,
        "context_team_id": team.id,
        "context_enterprise_id": None,
        "api_app_id": app.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(world.now()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": team.id,
                "user_id": app.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": bool(conversation and conversation.is_ext_shared),
        "event_context": f"4-{event_id}{base36(int(world.now()))}",
    }


def authored_by_stranger(world: World, user_id: str) -> Json:
    """Return the fields that mark an act of someone from another organisation."""
    user = world.people.get(user_id)
    if user is None or not user.is_stranger:
        return {}
    return {"user_team": STRANGERS_TEAM, "source_team": STRANGERS_TEAM}


def _subscription(event_type: str, conversation: Conversation | None) -> str:
    if event_type == "message" and conversation is not None:
        return MESSAGE_SUBSCRIPTION[conversation.kind]
    return event_type
