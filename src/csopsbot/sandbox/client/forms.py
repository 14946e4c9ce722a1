"""What a person does in a modal or on the Home tab: choose, search, submit, dismiss."""

from csopsbot.sandbox.blockkit.objects import OPTION, OPTION_GROUP
from csopsbot.sandbox.blockkit.shapes import many
from csopsbot.sandbox.blockkit.surfaces import view_problems
from csopsbot.sandbox.client import payloads
from csopsbot.sandbox.client.acts import chosen, hand_over
from csopsbot.sandbox.client.inputs import client_errors, locate, locate_input, put_in
from csopsbot.sandbox.client.payloads import Actor
from csopsbot.sandbox.delivery import Answer, Delivery
from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.world.complaint import Complaint
from csopsbot.sandbox.world.elements import STATEFUL, Placed
from csopsbot.sandbox.world.screens import new_view, replace, show_view
from csopsbot.sandbox.world.views import View

MOST_OPTIONS = 100
USUAL_QUERY_LENGTH = 3


async def press(
    actor: Actor, view: View, action_id: str | None, block_id: str | None, value: object
) -> None:
    """Press or choose something in a view; inputs tell the app only if they dispatch."""
    placed = locate(view.body["blocks"], action_id, block_id)
    if placed.element["type"] in STATEFUL:
        put_in(actor, view, placed, value)
        entry = view.state[placed.block_id][placed.action_id]
    else:
        entry = chosen(placed, value)
    if placed.block["type"] == "input" and not placed.block.get("dispatch_action"):
        return
    payload = {
        **payloads.envelope(actor, "block_actions"),
        **payloads.on_view(view),
        "trigger_id": actor.trigger(view.channel_id, _modal_id(view)),
        "actions": [payloads.action(actor, placed, entry)],
    }
    await hand_over(actor, Delivery("interactive", f"block_actions:{placed.action_id}", payload))


async def suggest(
    actor: Actor, blocks: list[Json], where: Json, view: View | None, action_id: str, query: str
) -> list[Json]:
    """Type into an external select and return the options the app offers."""
    placed = locate(blocks, action_id)
    if len(query) < placed.element.get("min_query_length", USUAL_QUERY_LENGTH):
        return []
    payload = {
        **payloads.envelope(actor, "block_suggestion"),
        **where,
        "action_id": placed.action_id,
        "block_id": placed.block_id,
        "value": query,
    }
    topic = f"block_suggestion:{placed.action_id}"
    answer = await hand_over(actor, Delivery("interactive", topic, payload, wants_answer=True))
    options = _offered(placed, answer)
    if view is not None:
        view.offered.setdefault(placed.action_id, []).extend(options)
    return options


async def submit(actor: Actor, view: View, values: Json) -> dict[str, str | Complaint]:
    """Fill a modal in and submit it; returns the errors at its fields, none if it went through."""
    for key, value in values.items():
        put_in(actor, view, locate_input(view, key), value)
    view.errors = client_errors(view)
    if view.errors:
        return view.errors
    payload = payloads.view_submission(actor, view)
    topic = f"view_submission:{view.body['callback_id']}"
    answer = await hand_over(actor, Delivery("interactive", topic, payload, wants_answer=True))
    return _after_submission(actor, view, answer)


async def close(actor: Actor, view: View, clear: bool) -> None:
    """Dismiss a modal, or with the cross at its corner the whole stack."""
    if clear or view.body["clear_on_close"]:
        gone = _shut_all(actor, view)
    else:
        _shut(actor, view)
        gone = [view]
    for each in reversed(gone):
        if each.body["notify_on_close"]:
            payload = payloads.view_closed(actor, each, is_cleared=len(gone) > 1 or clear)
            topic = f"view_closed:{each.body['callback_id']}"
            await hand_over(actor, Delivery("interactive", topic, payload))


def _after_submission(actor: Actor, view: View, answer: Answer) -> dict[str, str | Complaint]:
    body = answer.json()
    reaction = body.get("response_action")
    if reaction is None:
        _shut(actor, view)
    elif reaction == "clear":
        _shut_all(actor, view)
    elif reaction == "errors":
        return _errors(actor, view, body)
    elif reaction in ("update", "push"):
        _show_next(actor, view, body, reaction)
    else:
        raise _trouble(actor, f"unknown response_action {reaction!r}")
    return {}


def _errors(actor: Actor, view: View, body: Json) -> dict[str, str | Complaint]:
    errors = body.get("errors")
    inputs = {b["block_id"] for b in view.body["blocks"] if b["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not errors.keys() <= inputs:
        raise _trouble(actor, f"errors must name input blocks: {errors}")
    view.errors = {block: str(message) for block, message in errors.items()}
    show_view(actor.world, "view_updated", view)
    return view.errors


def _show_next(actor: Actor, view: View, body: Json, reaction: str) -> None:
    world = actor.world
    if problems := view_problems(body.get("view")):
        raise _trouble(actor, *map(str, problems))
    if reaction == "update":
        replace(world, view, body["view"])
        return
    above = new_view(world, body["view"], actor.user.id, view.channel_id)
    world.views.push(view, above)
    show_view(world, "view_opened", above)


def _trouble(actor: Actor, *messages: str) -> SlackError:
    """Return what Slack's client says of an answer it cannot use."""
    error = "view_submission_response_invalid"
    actor.world.feed.show("error", [actor.user.id], error=error, messages=messages)
    return SlackError(error, *messages)


def _shut(actor: Actor, view: View) -> None:
    # An app may have changed the stack while it answered.
    if view in actor.world.views.of(actor.user.id):
        actor.world.views.close(view)
        show_view(actor.world, "view_closed", view)


def _shut_all(actor: Actor, view: View) -> list[View]:
    gone = actor.world.views.clear(view)
    for each in gone:
        show_view(actor.world, "view_closed", each)
    return gone


def _offered(placed: Placed, answer: Answer) -> list[Json]:
    body = answer.json()
    groups, options = body.get("option_groups"), body.get("options")
    checks = (
        many(OPTION_GROUP, MOST_OPTIONS, 0)(groups, "/option_groups")
        if groups is not None
        else many(OPTION, MOST_OPTIONS, 0)(options, "/options")
    )
    if problems := list(checks):
        raise SlackError("options_load_failed", placed.action_id, *map(str, problems))
    if groups is not None:
        return [option for group in groups for option in group["options"]]
    return list(options or [])


def _modal_id(view: View) -> str | None:
    return view.id if view.body["type"] == "modal" else None
