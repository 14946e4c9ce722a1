"""Writing mrkdwn: escaped at the last step, so that nobody's words can alert anybody."""

import re
from collections.abc import Iterable

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
    to_text,
)
from csopsbot.slack.blocks import cut, escape, quote
from csopsbot.slack.mrkdwn.addresses import is_linkable

_SIGNS = {Mark.CODE: "`", Mark.STRIKE: "~", Mark.ITALIC: "_", Mark.BOLD: "*"}
_IN_URL = {"<": "%3C", ">": "%3E", "|": "%7C"}
_CORE = re.compile(r"(\s*)(.*?)(\s*)", re.S)
GAP = "\n\n"


def to_mrkdwn(doc: Doc, limit: int) -> str:
    """Return DOC within LIMIT characters, an ellipsis for what does not fit."""
    written, room = [], limit
    for block in doc.blocks:
        shown = _block(block)
        if len(shown) + len(GAP) > room:
            written.append(cut(to_text(Doc((block,))), room) if room > 1 else "…")
            break
        written.append(shown)
        room -= len(shown) + len(GAP)
    return GAP.join(written)[:limit]


def _block(block: Block) -> str:
    match block:
        case Paragraph(content):
            return _inline(content)
        case Heading(text):
            return _marked(" ".join(text.split()), frozenset({Mark.BOLD}))
        case Code(text):
            return f"```\n{escape(text).replace('```', _broken_fence())}\n```"
        case Quote(content):
            return quote("\n\n".join(_inline(part.content) for part in content))
        case Listing(items, ordered):
            signs = (f"{n}." if ordered else "•" for n in range(1, len(items) + 1))
            pairs = zip(signs, items, strict=True)
            return "\n".join(f"{sign} {_inline(item.content)}" for sign, item in pairs)


def _broken_fence() -> str:
    """Return three backticks that do not end the code they stand in."""
    return "``\N{ZERO WIDTH SPACE}`"


def _inline(content: Iterable[Inline]) -> str:
    return "".join(_piece(piece) for piece in content)


def _piece(piece: Inline) -> str:
    match piece:
        case Text(text, marks):
            return _marked(text, marks)
        case Link():
            return _link(piece)
        case Mention(name):
            return "@" + escape(name)
        case Break():
            return "\n"


def _marked(text: str, marks: frozenset[Mark]) -> str:
    """Return TEXT in its look; a sign that stands in the text itself would end it early."""
    found = _CORE.fullmatch(text)
    before, core, after = found.groups() if found else ("", text, "")
    shown = escape(core)
    for mark, sign in _SIGNS.items():
        if mark in marks and core and sign not in core and "\n" not in core:
            shown = sign + shown + sign
    return before + shown + after


def _link(link: Link) -> str:
    label = " ".join(link.text.split())
    if not is_linkable(link.url):
        return escape(f"{label} ({link.url})" if label else link.url)
    return linked(link.url, label)


def linked(url: str, label: str = "") -> str:
    """Return a link to URL, an http(s) or mailto address, shown as LABEL or as it stands."""
    target = "".join(_IN_URL.get(char, char) for char in url).replace("&", "&amp;")
    return f"<{target}|{escape(label)}>" if label else f"<{target}>"
