"""Blocks to read: sections, headers, small print, dividers, Markdown, alerts."""

from markupsafe import Markup

from csopsbot.sandbox.face.render.elements.registry import drawn_element
from csopsbot.sandbox.face.render.markdown import markdown as from_markdown
from csopsbot.sandbox.face.render.markup import classed, joined, tag
from csopsbot.sandbox.face.render.objects import Json, many, one, word
from csopsbot.sandbox.face.render.sight import Frame, Spot
from csopsbot.sandbox.face.render.texts import shown

_ALERT_SIGNS = {"info": "ℹ️", "warning": "⚠️", "error": "⛔", "success": "✅"}  # noqa: RUF001  # an emoji


def section(block: Json, frame: Frame) -> Markup:
    """Return a text, short texts in two columns, and an element beside them."""
    text, fields, accessory = one(block, "text"), many(block, "fields"), one(block, "accessory")
    said = tag("div", shown(text, frame.sight), class_="bk-text") if text else ""
    spot = Spot(frame, word(block, "block_id"))
    beside = tag("div", drawn_element(accessory, spot), class_="bk-accessory") if accessory else ""
    body = tag("div", said, _columns(fields, frame) if fields else "", class_="bk-section-body")
    return tag("div", body, beside, class_="bk-section")


def _columns(fields: list[Json], frame: Frame) -> Markup:
    cells = (tag("div", shown(each, frame.sight), class_="bk-text") for each in fields)
    return tag("div", joined(cells), class_="bk-fields")


def header(block: Json, frame: Frame) -> Markup:
    """Return a heading."""
    return tag("h3", shown(one(block, "text"), frame.sight), class_="bk-header")


def divider(_block: Json, _frame: Frame) -> Markup:
    """Return a line across."""
    return tag("hr", class_="bk-divider")


def context(block: Json, frame: Frame) -> Markup:
    """Return small print, with small pictures."""
    spot = Spot(frame, word(block, "block_id"))
    drawn = (
        drawn_element(each, spot)
        if each.get("type") == "image"
        else tag("div", shown(each, frame.sight), class_="bk-text")
        for each in many(block, "elements")
    )
    return tag("div", joined(drawn), class_="bk-context")


def markdown(block: Json, _frame: Frame) -> Markup:
    """Return Markdown as the web writes it."""
    return tag("div", from_markdown(word(block, "text")), class_="bk-markdown")


def alert(block: Json, frame: Frame) -> Markup:
    """Return a text that wants attention, by how much."""
    level = word(block, "level")
    sign = tag("span", _ALERT_SIGNS.get(level, "•"), aria_hidden="true", class_="bk-alert-sign")
    text = tag("div", shown(one(block, "text"), frame.sight), class_="bk-text")
    return tag("div", sign, text, class_=classed("bk-alert", level, _ALERT_SIGNS), role="note")
