"""views.*: opening, pushing, updating and publishing."""

from csopsbot.sandbox.blockkit.surfaces import check_view
from csopsbot.sandbox.call import Call, ok
from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.world.screens import new_view, replace, show_view
from csopsbot.sandbox.world.triggers import Trigger
from csopsbot.sandbox.world.views import View


def open_(call: Call) -> Json:
    """Answer views.open."""
    body = modal(call)
    trigger = spend_trigger(call)
    view = new_view(call.world, body, trigger.user_id, trigger.channel_id)
    call.world.views.open(view)
    show_view(call.world, "view_opened", view)
    return ok(view=view.json())


def push(call: Call) -> Json:
    """Answer views.push: only from within a modal, and up to three deep."""
    body = modal(call)
    trigger = spend_trigger(call)
    if trigger.view_id is None:
        raise SlackError("not_found")
    below = call.world.views.find(trigger.view_id)
    view = new_view(call.world, body, trigger.user_id, trigger.channel_id)
    call.world.views.push(below, view)
    show_view(call.world, "view_opened", view)
    return ok(view=view.json())


def update(call: Call) -> Json:
    """Answer views.update."""
    body = check_view(call.args.structure("view"))
    view_id, external_id = call.args.optional("view_id"), call.args.optional("external_id")
    if not (view_id or external_id):
        raise SlackError("invalid_arguments", "either view_id or external_id is required")
    view = call.world.views.find(view_id, external_id)
    check_hash(call, view)
    replace(call.world, view, body)
    return ok(view=view.json())


def publish(call: Call) -> Json:
    """Answer views.publish."""
    user_id = call.args.text("user_id")
    if user_id not in call.world.people:
        raise SlackError("invalid_arguments", "invalid `user_id`")
    if not call.world.app.features.app_home.home_tab_enabled:
        raise SlackError("not_enabled")
    body = check_view(call.args.structure("view"))
    if body["type"] != "home":
        raise SlackError("invalid_arguments", "must be a home view [json-pointer:/view/type]")
    home = call.world.views.homes.get(user_id)
    if home is not None:
        check_hash(call, home)
        replace(call.world, home, body)
        return ok(view=home.json())
    home = new_view(call.world, body, user_id)
    call.world.views.check_external_id(home.body["external_id"], home)
    call.world.views.homes[user_id] = home
    show_view(call.world, "home", home)
    return ok(view=home.json())


def modal(call: Call) -> Json:
    """Return the modal a call wants to show."""
    body = check_view(call.args.structure("view"))
    if body["type"] != "modal":
        raise SlackError("invalid_arguments", "must be a modal [json-pointer:/view/type]")
    return body


def spend_trigger(call: Call) -> Trigger:
    """Use the call's trigger id, which is good once and for three seconds."""
    pointer = call.args.optional("trigger_id") or call.args.optional("interactivity_pointer")
    return call.world.triggers.exchange(pointer, call.world.now())


def check_hash(call: Call, view: View) -> None:
    """Refuse a change made on an older state of the view."""
    if (sent := call.args.optional("hash")) and sent != view.body["hash"]:
        raise SlackError("hash_conflict")
