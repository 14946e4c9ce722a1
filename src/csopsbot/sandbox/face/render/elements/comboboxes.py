"""A menu of what the app finds: a field to type in, and the options below it."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from csopsbot.sandbox.face.render.elements.acting import confirmed, control, html_id, kept, label
from csopsbot.sandbox.face.render.markup import joined, tag
from csopsbot.sandbox.face.render.objects import Json, one, word
from csopsbot.sandbox.face.render.sight import Sight, Spot
from csopsbot.sandbox.face.render.texts import plainly, shown
from csopsbot.sandbox.face.render.wording import word_for

LEAST = 3
"""Letters before Slack asks the app, where the app does not say otherwise."""


def combobox(element: Json, spot: Spot) -> Markup:
    """Return the field, with what is chosen in it, and room for what the app finds."""
    chosen = kept(element, spot)
    option = chosen if isinstance(chosen, Mapping) else {}
    id = html_id(spot.frame.id, spot.block_id, word(element, "action_id"), "found")
    field = tag(
        "input",
        type="text",
        class_="bk-select bk-combobox-field",
        role="combobox",
        autocomplete="off",
        aria_autocomplete="list",
        aria_expanded="false",
        aria_controls=id,
        value=plainly(one(option, "text")),
        placeholder=plainly(one(element, "placeholder")) or word_for("choose", spot.sight),
        data_suggest=True,
        data_min_query_length=element.get("min_query_length", LEAST),
        data_value=word(option, "value"),
        data_text=word(one(option, "text"), "text"),
        **control(element, spot),
    )
    return confirmed(
        element, spot, tag("span", field, _menu(element, spot, id), class_="bk-combobox")
    )


def options(found: Iterable[Json], sight: Sight) -> Markup:
    """Return what the app FOUND, as the menu lists it."""
    return joined(_option(option, sight) for option in found)


def _menu(element: Json, spot: Spot, id: str) -> Markup:
    """Return the menu; what is said while it has no options stands in it already."""
    least = element.get("min_query_length", LEAST)
    note = tag(
        "p",
        class_="bk-combobox-note",
        role="status",
        data_begin=word_for("begin", spot.sight, count=least) if least else None,
        data_none=word_for("none_found", spot.sight),
        data_busy=word_for("searching", spot.sight),
        data_failed=word_for("not_loaded", spot.sight),
    )
    listed = tag("ul", id=id, role="listbox", aria_label=label(element, spot), data_found=True)
    return tag("div", note, listed, class_="bk-combobox-menu", popover="manual")


def _option(option: Json, sight: Sight) -> Markup:
    text, description = one(option, "text"), one(option, "description")
    small = tag("small", shown(description, sight)) if description else ""
    words = tag("span", shown(text, sight))
    values = {"data_value": word(option, "value"), "data_text": word(text, "text")}
    return tag("li", words, small, role="option", aria_selected="false", **values)
