"""Options that are all seen at once: checkboxes, radio buttons, and lists to pick several from."""

from collections.abc import Container, Iterable, Mapping
from operator import itemgetter

from markupsafe import Markup

from csopsbot.sandbox.face.render.elements.acting import (
    acting,
    confirmed,
    control_name,
    kept,
    label,
)
from csopsbot.sandbox.face.render.elements.comboboxes import LEAST
from csopsbot.sandbox.face.render.markup import Attribute, joined, tag
from csopsbot.sandbox.face.render.objects import Json, many, number, one, word
from csopsbot.sandbox.face.render.sight import Spot
from csopsbot.sandbox.face.render.texts import shown
from csopsbot.sandbox.face.render.wording import word_for


def checkboxes(element: Json, spot: Spot) -> Markup:
    """Return boxes of which any may be ticked."""
    return _group(element, spot, _offered(element, spot, "checkbox"))


def radio_buttons(element: Json, spot: Spot) -> Markup:
    """Return buttons of which one is chosen."""
    return _group(element, spot, _offered(element, spot, "radio"))


def multi_select(element: Json, spot: Spot) -> Markup:
    """Return a list of boxes, under headings where the options are in groups."""
    groups = many(element, "option_groups")
    if not groups:
        return _group(element, spot, _offered(element, spot, "checkbox"), "bk-list")
    drawn = (
        tag(
            "fieldset",
            tag("legend", shown(one(group, "label"), spot.sight)),
            _offered(element, spot, "checkbox", many(group, "options")),
            class_="bk-list-group",
        )
        for group in groups
    )
    return _group(element, spot, joined(drawn), "bk-list")


def multi_of(element: Json, spot: Spot, names: Mapping[str, str]) -> Markup:
    """Return a list of boxes for people or conversations, by their NAMES."""
    return _group(element, spot, _offered(element, spot, "checkbox", options_of(names)), "bk-list")


def multi_external(element: Json, spot: Spot) -> Markup:
    """Return a field to search in, and a list of boxes for what the app finds."""
    chosen = kept(element, spot)
    known = chosen if isinstance(chosen, list) else []
    least = element.get("min_query_length", LEAST)
    search = tag(
        "input",
        type="search",
        class_="bk-input",
        autocomplete="off",
        placeholder=word_for("search", spot.sight),
        aria_label=f"{word_for('search', spot.sight)}: {label(element, spot)}",
        data_suggest=True,
        data_min_query_length=least,
        **{**acting(element, spot), "data_dispatch": False},
    )
    found = tag("div", offered(element, spot, known), class_="bk-found", data_found=True)
    return _group(element, spot, joined((search, found)), "bk-list bk-external")


def offered(element: Json, spot: Spot, options: Iterable[Json]) -> Markup:
    """Return OPTIONS as boxes, the chosen ones marked."""
    return _offered(element, spot, "checkbox", options)


def options_of(names: Mapping[str, str]) -> list[Json]:
    """Return ids and their names as options, in the order of the names; the nameless are left out."""
    ordered = sorted(filter(itemgetter(1), names.items()), key=lambda named: named[1].casefold())
    return [{"text": {"type": "plain_text", "text": name}, "value": id} for id, name in ordered]


def values(chosen: object) -> frozenset[str]:
    """Return the values of what is chosen: options, ids, or one of either."""
    several = chosen if isinstance(chosen, list) else [chosen]
    return frozenset(
        word(each, "value") if isinstance(each, Mapping) else str(each) for each in several
    )


def _offered(element: Json, spot: Spot, kind: str, options: Iterable[Json] | None = None) -> Markup:
    chosen = values(kept(element, spot))
    known = many(element, "options") if options is None else options
    attributes = {"type": kind, "name": control_name(element, spot), **acting(element, spot)}
    return joined(_choice(option, attributes, chosen, spot) for option in known)


def _choice(
    option: Json, attributes: Mapping[str, Attribute], chosen: Container[str], spot: Spot
) -> Markup:
    value, description = word(option, "value"), one(option, "description")
    small = tag("small", shown(description, spot.sight)) if description else ""
    text = tag("span", shown(one(option, "text"), spot.sight), small, class_="bk-choice-text")
    box = tag("input", value=value, checked=value in chosen, **attributes)
    return tag("label", box, text, class_="bk-choice")


def _group(element: Json, spot: Spot, content: Markup, class_: str = "bk-choices") -> Markup:
    """Return choices that belong together; a fieldset around them has the label, if there is one."""
    drawn = tag(
        "div",
        content,
        class_=class_,
        role=None if spot.id else "group",
        aria_label=None if spot.id else label(element, spot),
        data_most=number(element, "max_selected_items") or None,
    )
    if not spot.frame.in_form:
        # Radio buttons of one name would be one group in two panes that show the same message.
        drawn = tag("form", drawn, method="dialog", class_="bk-alone")
    return confirmed(element, spot, drawn)
