"""What stands within a paragraph, parted into lines before a markup writes them."""

import re
from collections.abc import Callable, Iterable, Iterator

from csopsbot.domain.document import Break, Inline, Link, Mark, Mention, Paragraph, Text
from csopsbot.trackers.linkable import LINKABLE

Lines = Callable[[Iterable[Inline]], list[str]]
_Whole = Callable[[str], str]


def in_lines(content: Iterable[Inline], whole: _Whole) -> Iterator[list[Inline]]:
    """Yield the texts and links of each line, neighbours that look the same as one.

    WHOLE returns a text without what cannot be stored, its lines parted by a new line.
    """
    line: list[Inline] = []
    for piece in _pieces(content, whole):
        last = line[-1] if line else None
        if isinstance(piece, Break):
            yield line
            line = []
        elif isinstance(piece, Text) and isinstance(last, Text) and last.marks == piece.marks:
            line[-1] = Text(last.text + piece.text, piece.marks)
        else:
            line.append(piece)
    yield line


def trimmed(lines: Iterable[str], empty: str) -> list[str]:
    """Return LINES without blank ones around them, and EMPTY for each within."""
    shown = list(lines)
    while shown and not shown[0].strip():
        shown.pop(0)
    while shown and not shown[-1].strip():
        shown.pop()
    return [line if line.strip() else empty for line in shown]


def listed(items: Iterable[Paragraph], sign: str, lines: Lines) -> Iterator[str]:
    """Yield ITEMS as lines, the first of each behind SIGN."""
    for item in items:
        if shown := lines(item.content):
            yield f"{sign} {shown[0]}"
            yield from shown[1:]


def coded(text: str) -> Iterator[Inline]:
    """Yield TEXT as lines of code, for where it cannot stand as a block."""
    for line in text.split("\n"):
        yield Text(line, frozenset({Mark.CODE}))
        yield Break()


def _pieces(content: Iterable[Inline], whole: _Whole) -> Iterator[Inline]:
    for piece in content:
        match piece:
            case Text(text, marks):
                yield from _broken(whole(text), marks)
            case Link(url) if LINKABLE.fullmatch(url):
                yield piece
            case Link(url, text):
                yield from _broken(whole(f"{text} ({url})" if text and text != url else url))
            case Mention(name):
                yield from _broken(whole(f"@{name}"))
            case Break():
                yield piece


def _broken(text: str, marks: frozenset[Mark] = frozenset()) -> Iterator[Inline]:
    for number, line in enumerate(text.split("\n")):
        if number:
            yield Break()
        if line:
            yield Text(line, marks if line.strip() else frozenset())


def items(lines: Iterable[str], begins: re.Pattern[str]) -> Iterator[list[str]]:
    """Yield the lines of each item of a list; BEGINS has what the first of them says as group 2."""
    item: list[str] = []
    for line in lines:
        found = begins.match(line)
        if found and item:
            yield item
            item = []
        item.append(found[2] if found else line)
    yield item
