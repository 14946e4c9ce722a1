"""What stands within a paragraph of wiki text, as pieces of the neutral document."""

import html
import re
from collections.abc import Iterable, Iterator

from csopsbot.domain.document import Break, Inline, Link, Mark, Mention, Text
from csopsbot.trackers.linkable import LINKABLE
from csopsbot.trackers.pieces import tidy

_MARKS = {
    "*": Mark.BOLD,
    "_": Mark.ITALIC,
    "-": Mark.STRIKE,
    "??": Mark.ITALIC,
}
_NONE: frozenset[Mark] = frozenset()
_ENTITY = re.compile(r"&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_INNER = r"(?:\\.|[^\\\n])"
_PIECE = re.compile(
    rf"""
    (?P<break>\\\\(?!\\))
    | \\(?P<plain>[^\w\s\\]|_)
    | (?P<entity>{_ENTITY.pattern})
    | \{{\{{(?P<code>{_INNER}+?)\}}\}}
    | \[~(?:accountid:)?(?P<who>[^\]\n|]+)\]
    | \[\^(?P<file>[^\]\n|]+)\]
    | \[(?:(?P<label>(?:\\.|[^\\\]\n|])+)\|)?(?P<url>(?:https?://|mailto:)[^\s\]|]+)(?:\|[^\]\n]*)?\]
    | (?<!\w)!(?P<image>[^\s!|]+\.\w+|https?://[^\s!|]+)(?:\|[^!\n]*)?!
    | \{{(?:color|anchor)(?::[^}}\n]*)?\}}
    | (?<![^\W_])(?P<sign>\?\?|[*_-])(?!\s|(?P=sign))(?P<marked>{_INNER}*?(?:[^\s\\]|\\\S))(?P=sign)(?![^\W_])
    | (?<![^\W_])(?P<style>[+^~])(?!\s)(?P<styled>{_INNER}*?(?:[^\s\\]|\\\S))(?P=style)(?![^\W_])
    """,
    re.VERBOSE,
)


def read_inline(lines: Iterable[str]) -> tuple[Inline, ...]:
    """Return what LINES show, neighbours that look the same as one, addresses as links."""
    found: list[Inline] = []
    for number, line in enumerate(lines):
        if number:
            found.append(Break())
        if line.strip() != "\\\\":
            found += tidy(_pieces(line, _NONE))
    return tuple(found)


def _pieces(text: str, marks: frozenset[Mark]) -> Iterator[Inline]:
    end = 0
    for found in _PIECE.finditer(text):
        yield Text(text[end : found.start()], marks)
        yield from _piece(found, marks)
        end = found.end()
    yield Text(text[end:], marks)


def _piece(found: re.Match[str], marks: frozenset[Mark]) -> Iterator[Inline]:
    match found.lastgroup:
        case "break":
            yield Break()
        case "who":
            yield Mention(found["who"])
        case "url":
            yield from _link(found["url"], _shown(found["label"] or "").strip(), marks)
        case "marked":
            yield from _pieces(found["marked"], marks | {_MARKS[found["sign"]]})
        case "styled":
            yield from _pieces(found["styled"], marks)
        case kind:
            yield from _text(found, kind, marks)


def _text(found: re.Match[str], kind: str | None, marks: frozenset[Mark]) -> Iterator[Text]:
    """Yield what is text and nothing else; none for what only gives it a colour."""
    match kind:
        case "plain" | "entity":
            yield Text(_shown(found[0]), marks)
        case "code":
            yield Text(_shown(found["code"]), marks | {Mark.CODE})
        case "file" | "image":
            yield Text(f"📎 {found[kind].rsplit('/', 1)[-1]}", marks)


def _shown(text: str) -> str:
    """Return TEXT with what is escaped in it as what it stands for."""
    bare = re.sub(r"\\([^\w\s\\]|_)", r"\1", text)
    return _ENTITY.sub(lambda found: html.unescape(found[0]), bare)


def _link(url: str, label: str, marks: frozenset[Mark]) -> Iterator[Inline]:
    if LINKABLE.fullmatch(url):
        yield Link(url, "" if label == url else label)
    else:
        yield Text(label or url, marks)
