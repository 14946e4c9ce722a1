"""Rich text: what people type, as Slack keeps it."""

from collections.abc import Callable, Iterable

from markupsafe import Markup

from csopsbot.sandbox.face.render import mentions
from csopsbot.sandbox.face.render.dates import date
from csopsbot.sandbox.face.render.emoji import emoji
from csopsbot.sandbox.face.render.markup import broken, external, is_linkable, joined, tag
from csopsbot.sandbox.face.render.objects import Json, many, number, one, word
from csopsbot.sandbox.face.render.sight import Frame, Sight
from csopsbot.sandbox.face.render.swatch import swatch
from csopsbot.sandbox.face.render.undrawn import undrawn

_STYLES = {
    "code": "code",
    "bold": "b",
    "italic": "i",
    "strike": "s",
    "underline": "u",
    "highlight": "mark",
    "client_highlight": "mark",
}
_DEEPEST = 8


def rich_text(block: Json, frame: Frame) -> Markup:
    """Return rich text, part by part."""
    drawn = joined(part(each, frame.sight) for each in many(block, "elements"))
    return tag("div", drawn, class_="bk-rich bk-text")


def part(element: Json, sight: Sight) -> Markup:
    """Return a section, list, quotation or preformatted text."""
    draw = PARTS.get(word(element, "type"))
    return draw(element, sight) if draw else undrawn(word(element, "type"), sight)


def inline(elements: Iterable[Json], sight: Sight) -> Markup:
    """Return what stands in a line."""
    return joined(_styled(each, sight) for each in elements)


def _styled(element: Json, sight: Sight) -> Markup:
    kind = word(element, "type")
    draw = INLINE.get(kind)
    drawn = draw(element, sight) if draw else undrawn(kind, sight)
    style = one(element, "style")
    for name in (name for name in _STYLES if style.get(name)):
        class_ = "bk-code" if name == "code" else None
        drawn = tag(_STYLES[name], drawn, class_=class_)
    return drawn


def _section(element: Json, sight: Sight) -> Markup:
    return tag("div", inline(many(element, "elements"), sight))


def _quote(element: Json, sight: Sight) -> Markup:
    return tag("blockquote", inline(many(element, "elements"), sight), class_="bk-quote")


def _preformatted(element: Json, sight: Sight) -> Markup:
    return tag("pre", tag("code", inline(many(element, "elements"), sight)), class_="bk-pre")


def _list(element: Json, sight: Sight) -> Markup:
    depth = max(0, min(number(element, "indent"), _DEEPEST))
    items = (tag("li", inline(many(each, "elements"), sight)) for each in many(element, "elements"))
    class_ = f"bk-items bk-indent-{depth}"
    if element.get("style") != "ordered":
        return tag("ul", joined(items), class_=class_)
    return tag("ol", joined(items), class_=class_, start=number(element, "offset") + 1)


def _link(element: Json, sight: Sight) -> Markup:  # noqa: ARG001  # all inline parts are drawn alike
    url = word(element, "url")
    text = word(element, "text") or url
    return external(url, text) if is_linkable(url) else broken(text)


def _date(element: Json, sight: Sight) -> Markup:
    stamp, form = word(element, "timestamp"), word(element, "format")
    return date(stamp, form, word(element, "url"), word(element, "fallback"), sight)


def _emoji(element: Json, _sight: Sight) -> Markup:
    tone = number(element, "skin_tone")
    name = word(element, "name")
    return emoji(f"{name}::skin-tone-{tone}" if tone else name)


Part = Callable[[Json, Sight], Markup]

PARTS: dict[str, Part] = {
    "rich_text_section": _section,
    "rich_text_list": _list,
    "rich_text_quote": _quote,
    "rich_text_preformatted": _preformatted,
}
INLINE: dict[str, Part] = {
    "text": lambda e, _: broken(word(e, "text")),
    "link": _link,
    "user": lambda e, s: mentions.user(word(e, "user_id"), s),
    "usergroup": lambda e, s: mentions.group(word(e, "usergroup_id"), s),
    "channel": lambda e, s: mentions.channel(word(e, "channel_id"), s),
    "broadcast": lambda e, _: mentions.broadcast(word(e, "range")),
    "emoji": _emoji,
    "date": _date,
    "color": lambda e, _: swatch(word(e, "value")) + word(e, "value"),
    "team": lambda e, _: broken(word(e, "team_id")),
}
