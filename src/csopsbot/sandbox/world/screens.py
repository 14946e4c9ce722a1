"""How views come onto people's screens and change there."""

import secrets

from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.world.feed import Sight
from csopsbot.sandbox.world.messages import named_blocks
from csopsbot.sandbox.world.views import View
from csopsbot.sandbox.world.world import World

OPTIONAL: dict[str, Json] = {
    "modal": {
        "close": None,
        "submit": None,
        "clear_on_close": False,
        "notify_on_close": False,
        "submit_disabled": False,
    },
    "home": {"title": None, "close": None, "submit": None},
}


def new_view(world: World, body: Json, user_id: str, channel_id: str | None = None) -> View:
    """Return a view ready to be shown, with its initial values in place."""
    filled = filled_in(world, body)
    view = View(filled, user_id, channel_id)
    if channel_id is not None:
        _choose_current_conversation(filled["blocks"], channel_id)
    view.replace(filled)
    return view


def replace(world: World, view: View, body: Json) -> None:
    """Show other content in a view that is open, under its old id and a new hash."""
    world.views.check_external_id(body.get("external_id", ""), view)
    kept = {key: view.body[key] for key in ("id", "root_view_id", "previous_view_id")}
    view.replace(filled_in(world, body) | kept)
    show_view(world, "home" if body["type"] == "home" else "view_updated", view)


def show_view(world: World, kind: Sight, view: View) -> None:
    """Let the person whose view it is see it."""
    world.feed.show(kind, [view.user_id], view=view.json(), view_id=view.id)


def filled_in(world: World, body: Json) -> Json:
    """Return a view with what Slack adds to it."""
    view_id = world.ids.next("V")
    return {
        **OPTIONAL[body["type"]],
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        **body,
        "blocks": named_blocks(world, body["blocks"]),
        "id": view_id,
        "team_id": world.team.id,
        "app_id": world.app.app_id,
        "app_installed_team_id": world.team.id,
        "bot_id": world.app.bot_id,
        "root_view_id": view_id,
        "previous_view_id": None,
        "hash": f"{int(world.now())}.{secrets.token_hex(4)}",
    }


def _choose_current_conversation(blocks: list[Json], channel_id: str) -> None:
    for block in blocks:
        element = block.get("element", {})
        if element.get("default_to_current_conversation"):
            element.setdefault("initial_conversation", channel_id)
