"""Attachments: the older way of adding to a message, and how links unfold."""

from markupsafe import Markup

from csopsbot.sandbox.face.render.blocks.registry import drawn_blocks
from csopsbot.sandbox.face.render.dates import date
from csopsbot.sandbox.face.render.markup import external, joined, tag
from csopsbot.sandbox.face.render.media import picture
from csopsbot.sandbox.face.render.mrkdwn import text
from csopsbot.sandbox.face.render.objects import Json, many, word
from csopsbot.sandbox.face.render.sight import Frame, Sight
from csopsbot.sandbox.face.render.swatch import swatch

_COLOURS = {"good": "2eb67d", "warning": "ecb22e", "danger": "e01e5a"}


def attachment(content: Json, frame: Frame) -> Markup:
    """Return an attachment beside its coloured bar; its blocks, else its older parts."""
    blocks = many(content, "blocks")
    drawn = drawn_blocks(blocks, frame) if blocks else _older(content, frame.sight)
    colour = word(content, "color")
    bar = swatch(_COLOURS.get(colour, colour), "bk-bar") or tag("span", class_="bk-bar")
    body = tag("div", drawn, class_="bk-attachment-body")
    pretext = text(word(content, "pretext"), frame.sight)
    above = tag("div", pretext, class_="bk-text") if pretext else ""
    return joined((above, tag("div", bar, body, class_="bk-attachment")))


def _older(content: Json, sight: Sight) -> Markup:
    title, said = word(content, "title"), text(word(content, "text"), sight)
    pictured = word(content, "image_url")
    heading = external(word(content, "title_link"), title) if title else ""
    parts = (
        _line(word(content, "author_name"), "bk-author"),
        tag("div", tag("b", heading)) if heading else "",
        tag("div", said, class_="bk-text") if said else "",
        _fields(content, sight),
        picture(pictured, word(content, "fallback"), "bk-picture") if pictured else "",
        _footer(content, sight),
    )
    drawn = joined(parts)
    return drawn or tag("div", text(word(content, "fallback"), sight), class_="bk-text")


def _fields(content: Json, sight: Sight) -> Markup:
    cells = [
        tag("div", tag("b", word(field, "title")), tag("br"), text(word(field, "value"), sight))
        for field in many(content, "fields")
    ]
    return tag("div", joined(cells), class_="bk-fields") if cells else Markup("")


def _footer(content: Json, sight: Sight) -> Markup:
    footer, stamp = word(content, "footer"), word(content, "ts")
    when = date(stamp.partition(".")[0], "{date_short_pretty} {time}", "", "", sight)
    known = [each for each in (text(footer, sight), when if stamp else "") if each]
    return tag("div", Markup(" · ").join(known), class_="bk-context") if known else Markup("")


def _line(words: str, class_: str) -> Markup:
    return tag("div", words, class_=class_) if words else Markup("")
