"""What every interactive element carries, so that the page knows what was pressed or put in."""

from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from csopsbot.sandbox.face.render.markup import Attribute, classed, tag
from csopsbot.sandbox.face.render.objects import Json, one, word
from csopsbot.sandbox.face.render.sight import Spot
from csopsbot.sandbox.face.render.texts import plainly, shown
from csopsbot.sandbox.world.elements import STATEFUL

STYLES = frozenset({"primary", "danger"})


def acting(element: Json, spot: Spot) -> dict[str, Attribute]:
    """Return the attributes by which the page finds an element's block, action and kind."""
    return {
        "data_action_id": word(element, "action_id"),
        "data_block_id": spot.block_id,
        "data_type": word(element, "type"),
        "data_dispatch": spot.dispatches,
    }


def control(element: Json, spot: Spot) -> dict[str, Attribute]:
    """Return the attributes of an element that keeps a value: its name, its label, its troubles."""
    return {
        "id": spot.id,
        "name": control_name(element, spot),
        **acting(element, spot),
        "aria_label": None if spot.id else label(element, spot),
        "aria_describedby": spot.described_by,
        "aria_required": "true" if spot.required else None,
        "aria_invalid": "true" if spot.invalid else None,
        "autofocus": bool(element.get("focus_on_load")),
    }


def control_name(element: Json, spot: Spot) -> str:
    """Return under which name a form sends the element's value."""
    return f"{spot.block_id}|{word(element, 'action_id')}"


def label(element: Json, spot: Spot) -> str:
    """Return how a screen reader calls an element that has no label beside it."""
    return spot.label or plainly(one(element, "placeholder")) or word(element, "action_id")


def kept(element: Json, spot: Spot) -> Any:
    """Return what was put into an element so far, else what it begins with."""
    keeps = STATEFUL[word(element, "type")]
    state = spot.frame.values.get(spot.block_id, {}).get(word(element, "action_id"))
    return element.get(keeps.initial) if state is None else state.get(keeps.key)


def html_id(*parts: str) -> str:
    """Return an id without white space that no other parts make."""
    return "-".join(quote(part, safe="") for part in parts)


def confirmed(element: Json, spot: Spot, drawn: Markup) -> Markup:
    """Return an element with the question that is asked before it does anything, if there is one."""
    confirm = one(element, "confirm")
    if not confirm:
        return drawn
    style = classed("bk-button", word(confirm, "style") or "primary", STYLES)
    question = tag(
        "dialog",
        tag("h3", shown(one(confirm, "title"), spot.sight), class_="bk-confirm-title"),
        tag("div", shown(one(confirm, "text"), spot.sight), class_="bk-text"),
        tag(
            "div",
            _answer(confirm, "deny", "bk-button", spot),
            _answer(confirm, "confirm", style, spot),
            class_="bk-confirm-answers",
        ),
        class_="bk-confirm",
        aria_label=plainly(one(confirm, "title")),
    )
    return tag("span", drawn, question, class_="bk-confirmed", data_confirm=True)


def _answer(confirm: Json, which: str, class_: str, spot: Spot) -> Markup:
    text = shown(one(confirm, which), spot.sight)
    return tag("button", text, type="button", class_=class_, data_answer=which)
