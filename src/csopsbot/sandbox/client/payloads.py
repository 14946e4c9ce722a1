"""The payloads of a person's acts, as Slack writes them for an app."""

from dataclasses import dataclass

from csopsbot.sandbox.dispatcher import Dispatcher
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.workspace import User
from csopsbot.sandbox.world.conversations import Conversation
from csopsbot.sandbox.world.elements import STATEFUL, Placed
from csopsbot.sandbox.world.hooks import Hook
from csopsbot.sandbox.world.people import team_of
from csopsbot.sandbox.world.triggers import Trigger
from csopsbot.sandbox.world.views import View
from csopsbot.sandbox.world.world import World

LOOKS = frozenset({"text", "value", "style"})
PLACEHOLDER = frozenset({"placeholder"})
NAMES = {"im": "directmessage", "group": "privategroup"}


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone at their client: the world, the way to the app, who they are, and the sandbox's address."""

    world: World
    user: User
    base_url: str
    dispatcher: Dispatcher

    def trigger(self, channel_id: str | None = None, view_id: str | None = None) -> str:
        """Return a trigger id for what this person is doing now."""
        return self.world.triggers.issue(
            Trigger(self.user.id, self.world.now(), channel_id, view_id)
        )

    def response_url(self, conversation: Conversation, message_ts: str | None = None) -> str:
        """Return a response URL for what this person is doing now."""
        hook = Hook(self.user.id, conversation.id, self.world.now(), message_ts)
        key = self.world.hooks.issue(hook)
        return f"{self.base_url}/hooks/{self.world.team.id}/{key}"


def channel_name(conversation: Conversation) -> str:
    """Return a conversation's name as interaction payloads give it."""
    return NAMES.get(conversation.kind, conversation.name)


def envelope(actor: Actor, kind: str) -> Json:
    """Return what every interactive payload begins with."""
    world, user = actor.world, actor.user
    return {
        "type": kind,
        "team": {"id": world.team.id, "domain": world.team.domain},
        "user": {
            "id": user.id,
            "username": user.name,
            "name": user.name,
            "team_id": team_of(user, world.team),
        },
        "api_app_id": world.app.app_id,
        "token": world.app.verification_token,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def command(actor: Actor, conversation: Conversation, name: str, text: str) -> Json:
    """Return a slash command's form fields."""
    world, user = actor.world, actor.user
    return {
        "token": world.app.verification_token,
        "team_id": world.team.id,
        "team_domain": world.team.domain,
        "channel_id": conversation.id,
        "channel_name": channel_name(conversation),
        "user_id": user.id,
        "user_name": user.name,
        "command": name,
        "text": text,
        "api_app_id": world.app.app_id,
        "is_enterprise_install": "false",
        "response_url": actor.response_url(conversation),
        "trigger_id": actor.trigger(conversation.id),
    }


def global_shortcut(actor: Actor, callback_id: str) -> Json:
    """Return a global shortcut's payload."""
    return {
        **envelope(actor, "shortcut"),
        "callback_id": callback_id,
        "action_ts": actor.world.next_ts(),
        "trigger_id": actor.trigger(),
    }


def message_shortcut(
    actor: Actor, callback_id: str, conversation: Conversation, message: Json
) -> Json:
    """Return a message shortcut's payload."""
    return {
        **envelope(actor, "message_action"),
        "callback_id": callback_id,
        "action_ts": actor.world.next_ts(),
        "trigger_id": actor.trigger(conversation.id),
        "response_url": actor.response_url(conversation, message["ts"]),
        "channel": {"id": conversation.id, "name": channel_name(conversation)},
        "message_ts": message["ts"],
        "message": message,
    }


def on_message(conversation: Conversation, message: Json) -> Json:
    """Return the fields that say which message an act took place on."""
    ephemeral = bool(message.get("is_ephemeral"))
    container = {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": conversation.id,
        "is_ephemeral": ephemeral,
    }
    if "thread_ts" in message:
        container["thread_ts"] = message["thread_ts"]
    return {
        "container": container,
        "channel": {"id": conversation.id, "name": channel_name(conversation)},
        **({} if ephemeral else {"message": message}),
    }


def on_view(view: View) -> Json:
    """Return the fields that say which view an act took place in."""
    return {"container": {"type": "view", "view_id": view.id}, "view": view.json()}


def action(actor: Actor, placed: Placed, value: Json) -> Json:
    """Return one entry of `actions`."""
    element = placed.element
    entry: Json = {
        "type": element["type"],
        "action_id": placed.action_id,
        "block_id": placed.block_id,
        "action_ts": actor.world.next_ts(),
    }
    shown = PLACEHOLDER if element["type"] in STATEFUL else LOOKS
    return {**entry, **{key: element[key] for key in shown if key in element}, **value}


def view_submission(actor: Actor, view: View) -> Json:
    """Return a submitted modal's payload."""
    return {
        **envelope(actor, "view_submission"),
        "trigger_id": actor.trigger(view.channel_id, view.id),
        "view": view.json(),
        "response_urls": list(_response_urls(actor, view)),
    }


def view_closed(actor: Actor, view: View, is_cleared: bool) -> Json:
    """Return a dismissed modal's payload."""
    return {
        **envelope(actor, "view_closed"),
        "view": view.json(),
        "is_cleared": is_cleared,
    }


def _response_urls(actor: Actor, view: View) -> list[Json]:
    urls = []
    for block in view.body["blocks"]:
        element = block.get("element", {})
        if not element.get("response_url_enabled"):
            continue
        value = view.state[block["block_id"]][element["action_id"]]
        chosen = value.get("selected_conversation") or value.get("selected_channel")
        conversation = actor.world.conversations.get(chosen or "")
        if conversation is not None:
            urls.append(
                {
                    "block_id": block["block_id"],
                    "action_id": element["action_id"],
                    "channel_id": conversation.id,
                    "response_url": actor.response_url(conversation),
                }
            )
    return urls
