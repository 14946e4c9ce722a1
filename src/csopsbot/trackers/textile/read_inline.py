"""What stands within a paragraph of Textile, as pieces of the neutral document."""

import html
import re
from collections.abc import Iterable, Iterator

from csopsbot.domain.document import Break, Inline, Link, Mark, Text
from csopsbot.trackers.linkable import LINKABLE
from csopsbot.trackers.pieces import tidy

_MARKS = {
    "**": Mark.BOLD,
    "*": Mark.BOLD,
    "__": Mark.ITALIC,
    "_": Mark.ITALIC,
    "??": Mark.ITALIC,
    "-": Mark.STRIKE,
}
_NONE: frozenset[Mark] = frozenset()
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_PIECE = re.compile(
    r"""
    (?<!\w)@(?:\|\w+\|)?(?P<code>[^\n@]+)@(?!\w)
    | "(?:\([^")]+\)|\{[^}"]+\}|\[[a-z_-]+\])*(?P<label>[^"\n]+?)(?:\([^)"]+\))?":
      (?P<url>(?:https?://|mailto:)\S+?)(?=[^\w=/;()-]*(?:\s|$))
    | (?:(?<=[\s(])|^)!(?:[<>=]|\([^)\n]*\)|\{[^}\n]*\})*(?P<image>[^\s(!]+)(?:\([^)\n]*\))?!
    | (?:(?<=[\s(>*_-])|^)(?P<sign>\*\*|\*|__|_|\?\?|-)(?!--)(?P<marked>\S|\S.*?\S)(?P=sign)(?!\w)
    | (?:(?<=[\s(>*_-])|^)(?P<style>[%+^~])(?P<styled>\S|\S.*?\S)(?P=style)(?!\w)
    """,
    re.VERBOSE,
)
_ATTRIBUTES = re.compile(r"^(?:\{[^}]*\}|\([^)]*\)|\[[a-z_-]+\])+(?=.)")


def read_inline(lines: Iterable[str]) -> tuple[Inline, ...]:
    """Return what LINES show, neighbours that look the same as one, addresses as links."""
    found: list[Inline] = []
    for number, line in enumerate(lines):
        if number:
            found.append(Break())
        found += tidy(_pieces(line, _NONE)) if line.strip() != "&#32;" else ()
    return tuple(found)


def shown_of(text: str) -> str:
    """Return TEXT with its character references as what they stand for."""
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text)


def _pieces(text: str, marks: frozenset[Mark]) -> Iterator[Inline]:
    end = 0
    for found in _PIECE.finditer(text):
        yield Text(shown_of(text[end : found.start()]), marks)
        yield from _piece(found, marks)
        end = found.end()
    yield Text(shown_of(text[end:]), marks)


def _piece(found: re.Match[str], marks: frozenset[Mark]) -> Iterator[Inline]:
    if found["code"]:
        yield Text(shown_of(found["code"]), marks | {Mark.CODE})
    elif found["url"]:
        yield from _link(found["url"], shown_of(found["label"]).strip(), marks)
    elif found["image"]:
        name = shown_of(found["image"])
        yield from _link(name, f"📎 {name.rsplit('/', 1)[-1]}", marks)
    elif found["sign"]:
        yield from _pieces(_bare(found["marked"]), marks | {_MARKS[found["sign"]]})
    else:
        yield from _pieces(_bare(found["styled"]), marks)


def _bare(text: str) -> str:
    return _ATTRIBUTES.sub("", text)


def _link(url: str, label: str, marks: frozenset[Mark]) -> Iterator[Inline]:
    if LINKABLE.fullmatch(url):
        yield Link(url, "" if label == url else label)
    else:
        yield Text(label, marks)
