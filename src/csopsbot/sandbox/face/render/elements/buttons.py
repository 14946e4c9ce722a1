"""Buttons of every kind, and the menu behind three dots."""

from markupsafe import Markup

from csopsbot.sandbox.face.render.elements.acting import STYLES, acting, confirmed
from csopsbot.sandbox.face.render.markup import classed, external, is_linkable, joined, tag
from csopsbot.sandbox.face.render.objects import Json, many, one, word
from csopsbot.sandbox.face.render.sight import Spot
from csopsbot.sandbox.face.render.texts import plainly, shown
from csopsbot.sandbox.face.render.wording import word_for


def button(element: Json, spot: Spot) -> Markup:
    """Return a button, or a link that looks like one; pressing either tells the app."""
    class_ = classed("bk-button", word(element, "style"), STYLES)
    text = shown(one(element, "text"), spot.sight)
    return confirmed(element, spot, _pressed(element, element, spot, text, class_))


def overflow(element: Json, spot: Spot) -> Markup:
    """Return a menu that opens below three dots."""
    choices = joined(
        tag("li", _choice(element, option, spot)) for option in many(element, "options")
    )
    opener = tag("summary", "⋯", class_="bk-button", aria_label=word_for("more", spot.sight))
    menu = tag("ul", choices, class_="bk-menu")
    return confirmed(element, spot, tag("details", opener, menu, class_="bk-overflow"))


def feedback_buttons(element: Json, spot: Spot) -> Markup:
    """Return the two buttons that say good or bad."""
    pair = (("positive_button", "👍"), ("negative_button", "👎"))
    drawn = (_feedback(element, one(element, name), icon, spot) for name, icon in pair)
    return tag("span", joined(drawn), class_="bk-feedback")


def icon_button(element: Json, spot: Spot) -> Markup:
    """Return a button of which only the picture shows."""
    text = plainly(one(element, "text"))
    drawn = tag(
        "button",
        tag("span", "🗑", aria_hidden="true"),
        type="button",
        class_="bk-button bk-button-icon",
        value=word(element, "value"),
        title=text,
        aria_label=word(element, "accessibility_label") or text,
        **acting(element, spot),
    )
    return confirmed(element, spot, drawn)


def _choice(element: Json, option: Json, spot: Spot) -> Markup:
    description = one(option, "description")
    small = tag("small", shown(description, spot.sight)) if description else ""
    text = joined((shown(one(option, "text"), spot.sight), small))
    return _pressed(element, option, spot, text, "bk-menu-choice")


def _feedback(element: Json, half: Json, icon: str, spot: Spot) -> Markup:
    text = joined(
        (tag("span", icon, aria_hidden="true"), " ", shown(one(half, "text"), spot.sight))
    )
    return _pressed(element, half, spot, text, "bk-button")


def _pressed(element: Json, valued: Json, spot: Spot, text: Markup, class_: str) -> Markup:
    """Return what is pressed: VALUED has the value, the address and the words for those who hear."""
    attributes = {
        "class_": class_,
        "aria_label": word(valued, "accessibility_label") or None,
        "data_value": word(valued, "value"),
        **acting(element, spot),
    }
    url = word(valued, "url")
    if is_linkable(url):
        return external(url, text, **attributes)
    return tag("button", text, type="button", **attributes)
