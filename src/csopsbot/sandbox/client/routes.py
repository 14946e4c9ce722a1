"""The endpoints of a person's client, under /client, opened by that person's user token."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from csopsbot.sandbox.answers import base_url, bearer, refusal, sandbox_of
from csopsbot.sandbox.arguments import read_arguments
from csopsbot.sandbox.caller import identify
from csopsbot.sandbox.client import acts, forms, payloads, sight
from csopsbot.sandbox.client.payloads import Actor
from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.world.conversations import Conversation
from csopsbot.sandbox.world.views import View

Act = Callable[[Actor, Json], Awaitable[Json]]


def endpoint(act: Act) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint that knows who acts and answers refusals as Slack does."""

    async def answer(request: Request) -> Response:
        try:
            actor = actor_of(request)
            sent = await read_arguments(request, accepts_json=True)
            return JSONResponse({"ok": True, **await act(actor, sent)})
        except SlackError as error:
            return refusal(error)

    return answer


def actor_of(request: Request) -> Actor:
    """Return the person whose token came with a request."""
    sandbox = sandbox_of(request)
    caller = identify(sandbox.world, bearer(request))
    if caller.kind != "user":
        raise SlackError("not_allowed_token_type")
    user = sandbox.world.people[caller.user_id]
    return Actor(sandbox.world, user, base_url(request), sandbox.dispatcher)


async def command(actor: Actor, sent: Json) -> Json:
    """Type a slash command in a channel."""
    name, text = needed(sent, "command"), str(sent.get("text") or "")
    await acts.command(actor, conversation_of(actor, sent), name, text)
    return {}


async def shortcut(actor: Actor, sent: Json) -> Json:
    """Choose a shortcut, on a message or anywhere."""
    callback_id = needed(sent, "callback_id")
    if "message_ts" in sent:
        conversation = conversation_of(actor, sent)
        message = message_of(actor, conversation, sent)
        await acts.shortcut(actor, callback_id, conversation, message)
    else:
        await acts.shortcut(actor, callback_id, None, None)
    return {}


async def action(actor: Actor, sent: Json) -> Json:
    """Press or choose something on a message or in a view."""
    ids = sent.get("action_id"), sent.get("block_id")
    if "view_id" in sent:
        await forms.press(actor, view_of(actor, sent), *ids, sent.get("value"))
    else:
        conversation = conversation_of(actor, sent)
        message = message_of(actor, conversation, sent)
        await acts.press(actor, conversation, message, *ids, sent.get("value"))
    return {}


async def suggest(actor: Actor, sent: Json) -> Json:
    """Type into an external select."""
    action_id, query = needed(sent, "action_id"), str(sent.get("value") or "")
    if "view_id" in sent:
        view = view_of(actor, sent)
        blocks, where = view.body["blocks"], payloads.on_view(view)
        options = await forms.suggest(actor, blocks, where, view, action_id, query)
    else:
        conversation = conversation_of(actor, sent)
        message = message_of(actor, conversation, sent)
        where = payloads.on_message(conversation, message)
        blocks = message.get("blocks", [])
        options = await forms.suggest(actor, blocks, where, None, action_id, query)
    return {"options": options}


async def views(actor: Actor, _sent: Json) -> Json:
    """Look at the modals that are open, the topmost last."""
    return {"views": [view.json() for view in actor.world.views.of(actor.user.id)]}


async def submit(actor: Actor, sent: Json) -> Json:
    """Fill in and submit a modal."""
    values = sent.get("values") or {}
    if not isinstance(values, dict):
        raise SlackError("invalid_arguments", "must be an object [json-pointer:/values]")
    errors = await forms.submit(actor, view_of(actor, sent), values)
    told = {block: str(error) for block, error in errors.items()}
    return {"ok": False, "errors": told} if told else {}


async def close(actor: Actor, sent: Json) -> Json:
    """Dismiss a modal, or the whole stack."""
    await forms.close(actor, view_of(actor, sent), bool(sent.get("clear")))
    return {}


async def messages(actor: Actor, sent: Json) -> Json:
    """Look at a channel or a thread."""
    conversation = conversation_of(actor, sent)
    shown = sight.messages(conversation, actor.user.id, sent.get("thread_ts"))
    return {"messages": shown, "seen": actor.world.feed.latest}


async def home(actor: Actor, _sent: Json) -> Json:
    """Look at the app's Home tab."""
    shown = actor.world.views.homes.get(actor.user.id)
    return {"view": shown.json() if shown else None}


async def open_home(actor: Actor, sent: Json) -> Json:
    """Go to the app's Home tab."""
    acts.open_home(actor)
    return await home(actor, sent)


async def stream(request: Request) -> Response:
    """Follow what a person sees, as server-sent events; `since` takes up an earlier stream."""
    try:
        actor = actor_of(request)
    except SlackError as error:
        return refusal(error)
    feed = actor.world.feed
    since = int(request.query_params.get("since", feed.latest))
    shown = sight.server_sent(feed, since, actor.user.id)
    return StreamingResponse(shown, media_type="text/event-stream")


def conversation_of(actor: Actor, sent: Json) -> Conversation:
    """Return the conversation named by id or name, if this person is in it."""
    wanted = needed(sent, "channel")
    for conversation in actor.world.conversations.values():
        named = wanted in (conversation.id, conversation.name) and bool(wanted)
        if named and actor.user.id in conversation.members:
            return conversation
    raise SlackError("channel_not_found")


def message_of(actor: Actor, conversation: Conversation, sent: Json) -> Json:
    """Return the message named by its ts, among those this person sees."""
    ts = needed(sent, "message_ts")
    if ts in conversation.messages:
        return conversation.messages[ts]
    reader, message = conversation.ephemerals.get(ts, ("", {}))
    if reader != actor.user.id:
        raise SlackError("message_not_found")
    return message


def view_of(actor: Actor, sent: Json) -> View:
    """Return one of this person's views."""
    view = actor.world.views.find(needed(sent, "view_id"))
    if view.user_id != actor.user.id:
        raise SlackError("not_found")
    return view


def needed(sent: Json, name: str) -> str:
    """Return an argument that must be there."""
    if not sent.get(name):
        raise SlackError("invalid_arguments", f"missing required field: {name}")
    return str(sent[name])


ROUTES = [
    Route("/client/command", endpoint(command), methods=["POST"]),
    Route("/client/shortcut", endpoint(shortcut), methods=["POST"]),
    Route("/client/action", endpoint(action), methods=["POST"]),
    Route("/client/suggest", endpoint(suggest), methods=["POST"]),
    Route("/client/views", endpoint(views), methods=["GET"]),
    Route("/client/submit", endpoint(submit), methods=["POST"]),
    Route("/client/close", endpoint(close), methods=["POST"]),
    Route("/client/messages", endpoint(messages), methods=["GET"]),
    Route("/client/home", endpoint(home), methods=["GET"]),
    Route("/client/home", endpoint(open_home), methods=["POST"]),
    Route("/client/stream", stream, methods=["GET"]),
]
