"""What a person does outside modals: commands, shortcuts, buttons on messages, the Home tab."""

import json
import re
from typing import Any

from csopsbot.sandbox.client import payloads
from csopsbot.sandbox.client.inputs import locate, offered_options, option_called, stated
from csopsbot.sandbox.client.payloads import Actor
from csopsbot.sandbox.client.responses import respond
from csopsbot.sandbox.delivery import Answer, Delivery
from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.world.conversations import Conversation
from csopsbot.sandbox.world.elements import STATEFUL, Placed
from csopsbot.sandbox.world.events import emit
from csopsbot.sandbox.world.hooks import Hook
from csopsbot.sandbox.world.world import World

MENTION = re.compile(r"@([\w.\-]+)")
CHANNEL = re.compile(r"#([\w\-]+)")


async def command(actor: Actor, conversation: Conversation, name: str, text: str) -> None:
    """Type a slash command; what the app acknowledges it with is shown."""
    known = actor.world.app.command(name)
    if known is None or "commands" not in actor.world.app.scopes:
        raise SlackError("unknown_command", f"{name} is not a valid command")
    if known.should_escape:
        text = escaped(actor.world, text)
    payload = payloads.command(actor, conversation, name, text.strip())
    delivery = Delivery("slash_commands", f"command:{name}", payload, wants_answer=True)
    answer = await hand_over(actor, delivery)
    if said := spoken(answer):
        hook = Hook(actor.user.id, conversation.id, actor.world.now())
        respond(actor.world, hook, said)


async def shortcut(
    actor: Actor, callback_id: str, conversation: Conversation | None, message: Json | None
) -> None:
    """Choose a shortcut, on a message or anywhere."""
    known = actor.world.app.shortcut(callback_id)
    if known is None or "commands" not in actor.world.app.scopes:
        raise SlackError("unknown_shortcut", f"no shortcut {callback_id!r}")
    if known.type == "message":
        if conversation is None or message is None or message.get("is_ephemeral"):
            raise SlackError("message_not_found")
        payload = payloads.message_shortcut(actor, callback_id, conversation, message)
    else:
        payload = payloads.global_shortcut(actor, callback_id)
    topic = f"{payload['type']}:{callback_id}"
    await hand_over(actor, Delivery("interactive", topic, payload))


async def press(
    actor: Actor,
    conversation: Conversation,
    message: Json,
    action_id: str | None,
    block_id: str | None,
    value: object,
) -> None:
    """Press a button or choose something on a message."""
    placed = locate(message.get("blocks", []), action_id, block_id)
    payload = {
        **payloads.envelope(actor, "block_actions"),
        **payloads.on_message(conversation, message),
        "trigger_id": actor.trigger(conversation.id),
        "response_url": actor.response_url(conversation, message["ts"]),
        "state": {"values": {}},
        "actions": [payloads.action(actor, placed, chosen(placed, value))],
    }
    await hand_over(actor, Delivery("interactive", f"block_actions:{placed.action_id}", payload))


def chosen(placed: Placed, value: object) -> Json:
    """Return what an element adds to its entry of `actions`."""
    element = placed.element
    if element["type"] == "overflow":
        option = option_called(offered_options(element), "overflow", value)
        return {"selected_option": option}
    if element["type"] in STATEFUL:
        return stated(element, value, [])
    return {}


def open_home(actor: Actor) -> None:
    """Open the app's Home tab, of which the app is told each time."""
    world = actor.world
    direct = world.direct_messages([actor.user.id, world.app.bot_user_id])
    home = world.views.homes.get(actor.user.id)
    event: Json = {
        "type": "app_home_opened",
        "user": actor.user.id,
        "channel": direct.id,
        "tab": "home",
        "event_ts": world.next_ts(),
    }
    if home is not None:
        event["view"] = home.json()
    emit(world, event)


async def hand_over(actor: Actor, delivery: Delivery) -> Answer:
    """Bring an act to the app; when it does not acknowledge in time, show what Slack shows."""
    interactivity = actor.world.app.settings.interactivity
    if delivery.channel == "interactive" and not interactivity.is_enabled:
        raise SlackError("app_missing_action_url")
    answer = await actor.dispatcher.send(delivery)
    if not answer.ok:
        timeout = answer.failure in ("http_timeout", "timeout")
        error = "operation_timeout" if timeout else "dispatch_failed"
        actor.world.feed.show("error", [actor.user.id], error=error, about=delivery.topic)
        raise SlackError(error, f"{delivery.topic}: {answer.failure} {answer.status or ''}".strip())
    return answer


def spoken(answer: Answer) -> Json:
    """Return the message in a command's acknowledgement: JSON, or plain text."""
    body = answer.body.strip()
    if not body:
        return {}
    try:
        decoded: Any = json.loads(body)
    except ValueError:
        return {"text": body}
    if isinstance(decoded, dict):
        return decoded
    return {"text": str(decoded)}


def escaped(world: World, text: str) -> str:
    """Write names as ids, as Slack does for a command with should_escape."""
    people = {user.name: user.id for user in world.people.values()}
    channels = {c.name: c.id for c in world.conversations.values()}

    def person(found: re.Match[str]) -> str:
        name = found[1]
        return f"<@{people[name]}|{name}>" if name in people else found[0]

    def channel(found: re.Match[str]) -> str:
        name = found[1]
        return f"<#{channels[name]}|{name}>" if name in channels else found[0]

    return CHANNEL.sub(channel, MENTION.sub(person, text))
