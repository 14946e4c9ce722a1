"""What people do on the page: their client's own acts, and the Web API's methods for the rest."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from csopsbot.sandbox.caller import Caller
from csopsbot.sandbox.client import routes as client
from csopsbot.sandbox.client.payloads import Actor
from csopsbot.sandbox.core import Sandbox
from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.face.reader import Reader, reader
from csopsbot.sandbox.face.render import suggestions
from csopsbot.sandbox.face.screens import modal
from csopsbot.sandbox.face.typed import is_command, typed
from csopsbot.sandbox.face.words import say as in_words
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.webapi import Received, run


@dataclass(frozen=True, slots=True)
class Doer:
    """Someone who does something on the page."""

    sandbox: Sandbox
    actor: Actor
    language: str

    @property
    def reader(self) -> Reader:
        """This person as a reader."""
        return reader(self.actor.world, self.actor.user, self.language)

    def call(self, method: str, arguments: Json) -> Json:
        """Call a Web API method as this person, whom no limits, faults or journal meet."""
        received = Received(self.sandbox, method, arguments, None, self.actor.base_url)
        return run(received, Caller("user", self.actor.user.id, frozenset()))


Act = Callable[[Doer, Json], Awaitable[Json]]


def by_client(act: client.Act) -> Act:
    """Return one of the acts of a person's client."""

    async def done(doer: Doer, sent: Json) -> Json:
        return await act(doer.actor, sent)

    return done


def by_method(method: str) -> Act:
    """Return a Web API method as an act."""

    async def done(doer: Doer, sent: Json) -> Json:
        doer.call(method, sent)
        return {}

    return done


async def say(doer: Doer, sent: Json) -> Json:
    """Send what was typed."""
    text = client.needed(sent, "text")
    if is_command(text):
        return await command(doer, sent, text)
    message = {**sent, "text": typed(doer.actor.world, text.strip())}
    return {"ts": doer.call("chat.postMessage", message)["ts"]}


async def command(doer: Doer, sent: Json, text: str) -> Json:
    """Hand a command to the app; one it has not is refused, with those it has, and any in a thread."""
    if sent.get("thread_ts"):
        raise SlackError("command_in_thread")
    name, *rest = text.split(maxsplit=1)
    app = doer.actor.world.app
    known = ", ".join(one.command for one in app.features.slash_commands)
    if app.command(name) or not known:
        return await client.command(doer.actor, {**sent, "command": name, "text": "".join(rest)})
    refusal = in_words("refusal.no_command", doer.language, name=name, known=known)
    return {"ok": False, "error": "unknown_command", "text": refusal}


async def edit(doer: Doer, sent: Json) -> Json:
    """Change one's own message."""
    text = typed(doer.actor.world, client.needed(sent, "text"))
    doer.call("chat.update", {**sent, "text": text})
    return {}


async def submit(doer: Doer, sent: Json) -> Json:
    """Submit a modal; when its fields are not right it comes back with the errors at them."""
    answer = await client.submit(doer.actor, sent)
    if errors := answer.get("errors"):
        return {"ok": False, "errors": errors, "html": modal(doer.reader)}
    return answer


async def suggest(doer: Doer, sent: Json) -> Json:
    """Type into an external select; the options come back drawn."""
    options = (await client.suggest(doer.actor, sent))["options"]
    element = {"type": str(sent.get("type")), "action_id": str(sent.get("action_id"))}
    block_id, sight = str(sent.get("block_id")), doer.reader.sight
    return {"html": suggestions(element, block_id, options, sight)}


async def dismiss(doer: Doer, sent: Json) -> Json:
    """Put a message away that only this person sees."""
    world, user = doer.actor.world, doer.actor.user
    conversation = client.conversation_of(doer.actor, sent)
    ts = client.needed(sent, "ts")
    if conversation.ephemerals.get(ts, ("",))[0] != user.id:
        raise SlackError("message_not_found")
    del conversation.ephemerals[ts]
    world.feed.show("deleted", [user.id], channel=conversation.id, ts=ts)
    return {}


ACTS: dict[str, Act] = {
    "action": by_client(client.action),
    "close": by_client(client.close),
    "delete": by_method("chat.delete"),
    "dismiss": dismiss,
    "edit": edit,
    "home": by_client(client.open_home),
    "join": by_method("conversations.join"),
    "react": by_method("reactions.add"),
    "say": say,
    "shortcut": by_client(client.shortcut),
    "submit": submit,
    "suggest": suggest,
    "unreact": by_method("reactions.remove"),
}
