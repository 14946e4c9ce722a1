"""Menus to choose one from: of the app's options, of people, of conversations."""

from collections.abc import Container, Iterable, Mapping

from markupsafe import Markup

from csopsbot.sandbox.face.render.elements.acting import confirmed, control, kept
from csopsbot.sandbox.face.render.elements.choices import options_of, values
from csopsbot.sandbox.face.render.markup import joined, tag
from csopsbot.sandbox.face.render.objects import Json, many, one, word
from csopsbot.sandbox.face.render.sight import Spot
from csopsbot.sandbox.face.render.texts import plainly
from csopsbot.sandbox.face.render.wording import word_for


def static_select(element: Json, spot: Spot) -> Markup:
    """Return a menu of the app's options, under headings where they are in groups."""
    chosen = values(kept(element, spot))
    groups = (
        tag(
            "optgroup",
            _options(many(group, "options"), chosen),
            label=plainly(one(group, "label")),
        )
        for group in many(element, "option_groups")
    )
    return _menu(element, spot, joined((_options(many(element, "options"), chosen), *groups)))


def select_of(element: Json, spot: Spot, names: Mapping[str, str]) -> Markup:
    """Return a menu of people or conversations, by their NAMES."""
    return _menu(element, spot, _options(options_of(names), values(kept(element, spot))))


def _menu(element: Json, spot: Spot, options: Markup) -> Markup:
    placeholder = plainly(one(element, "placeholder")) or word_for("choose", spot.sight)
    nothing = tag("option", placeholder, value="")
    drawn = tag("select", nothing, options, class_="bk-select", **control(element, spot))
    return confirmed(element, spot, drawn)


def _options(options: Iterable[Json], chosen: Container[str]) -> Markup:
    return joined(_option(option, chosen) for option in options)


def _option(option: Json, chosen: Container[str]) -> Markup:
    value, description = word(option, "value"), plainly(one(option, "description"))
    text = " · ".join(filter(None, (plainly(one(option, "text")), description)))
    return tag("option", text, value=value, selected=value in chosen)
