"""A neutral document as HTML, everything people wrote escaped."""

from functools import reduce

from markupsafe import Markup, escape

from csopsbot.domain.document import (
    Block,
    Break,
    Code,
    Doc,
    Heading,
    Inline,
    Link,
    Listing,
    Mark,
    Mention,
    Paragraph,
    Quote,
    Text,
)

_TAGS = {Mark.BOLD: "strong", Mark.ITALIC: "em", Mark.STRIKE: "s", Mark.CODE: "code"}
_NEW_LINE = Markup("\n")


def to_html(doc: Doc) -> Markup:
    """Return DOC as HTML."""
    return _NEW_LINE.join(map(_block, doc.blocks))


def _block(block: Block) -> Markup:
    match block:
        case Paragraph():
            return _paragraph(block)
        case Quote(content):
            return _wrap("blockquote", Markup().join(map(_paragraph, content)))
        case Listing(items, ordered):
            points = (_wrap("li", _inline(item.content)) for item in items)
            return _wrap("ol" if ordered else "ul", Markup().join(points))
        case Code(text):
            return _wrap("pre", _wrap("code", escape(text)))
        case Heading(text):
            return _wrap("h3", escape(text))


def _paragraph(paragraph: Paragraph) -> Markup:
    return _wrap("p", _inline(paragraph.content))


def _inline(content: tuple[Inline, ...]) -> Markup:
    return Markup().join(map(_piece, content))


def _piece(part: Inline) -> Markup:
    match part:
        case Text(text, marks):
            tags = (_TAGS[mark] for mark in sorted(marks))
            return reduce(lambda inner, tag: _wrap(tag, inner), tags, escape(text))
        case Link(url, text):
            return _link(url, text or url)
        case Mention(name):
            return escape(f"@{name}")
        case Break():
            return Markup("<br>")


def _link(url: str, text: str) -> Markup:
    if not url.lower().startswith(("https://", "http://", "mailto:")):
        return escape(text)
    return Markup('<a href="{}" rel="noopener noreferrer nofollow">{}</a>').format(url, text)


def _wrap(tag: str, inner: Markup) -> Markup:
    return Markup("<{0}>{1}</{0}>").format(Markup(tag), inner)  # noqa: S704 - tags are our own
