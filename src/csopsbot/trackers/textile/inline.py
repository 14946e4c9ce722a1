"""What stands within a paragraph, as lines of Textile.

A sign counts only with a blank or the like before it and none of a word's letters after it. Where
a piece stands otherwise, its words are kept, and how they stood out is lost.
"""

import re
import string
from collections.abc import Iterable
from urllib.parse import quote

from csopsbot.domain.document import Inline, Link, Mark, Text
from csopsbot.trackers.lines import in_lines, trimmed
from csopsbot.trackers.textile import escape

EMPTY = "&#32;"

_SIGNS = {Mark.STRIKE: "-", Mark.ITALIC: "_", Mark.BOLD: "*"}
_CORE = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)
_ODD = re.compile(r"%(?![0-9A-Fa-f]{2})|(?<!\w)@|[^\w/:.?=&%#~+;,@-]")
_ENDED = re.compile(r"[.,:!?]*(?:\s|\Z)")
_SWALLOWED = re.compile(r"[^\W_]|[_/=;()-]")


def lines(content: Iterable[Inline]) -> list[str]:
    """Return CONTENT as lines; none for nothing."""
    shown = (_line(pieces) for pieces in in_lines(content, escape.whole))
    return [one if one == EMPTY else escape.opening(one) for one in trimmed(shown, EMPTY)]


def one_line(text: str) -> str:
    """Return TEXT in one line, so that no sign in it means anything."""
    return escape.words(" ".join(escape.whole(text).split()))


def _line(pieces: list[Inline]) -> str:
    written = ""
    for number, piece in enumerate(pieces):
        after = "".join(map(_plain, pieces[number + 1 :]))
        if isinstance(piece, Link):
            written += _link(piece, written[-1:], after)
        elif isinstance(piece, Text):
            written += _text(piece, written[-1:], after)
    return written


def _plain(piece: Inline) -> str:
    """Return how PIECE reads if nothing makes it stand out."""
    match piece:
        case Text(text):
            return escape.words(text)
        case Link(url, text):
            return f'"{text}' if text else escape.words(url)
        case _:
            return ""


def _text(piece: Text, before: str, after: str) -> str:
    found = _CORE.fullmatch(piece.text)
    if not piece.marks or found is None:
        return escape.words(piece.text, after)
    left, core, right = found.groups()
    if not (_opens(left[-1:] or before) and _closes((right or after)[:1])):
        return escape.words(piece.text, after)
    if Mark.CODE in piece.marks:
        return f"{left}@{escape.in_code(core)}@{right}"
    text = escape.within(core)
    for mark, sign in _SIGNS.items():
        if mark in piece.marks:
            text = f"{sign}{text}{sign}"
    return f"{left}{text}{right}"


def _opens(before: str) -> bool:
    return not before or before.isspace() or before == "("


def _closes(after: str) -> bool:
    return not after or after.isspace() or after in string.punctuation


def _link(link: Link, before: str, after: str) -> str:
    label = " ".join(escape.whole(link.text).split())
    if label in ("", link.url):
        return escape.words(link.url, after) if _opens(before) else escape.within(link.url)
    apart = "" if _ENDED.match(after) else " "
    return f'"{escape.within(label)}":{_address(link.url)}{apart}'


def _address(url: str) -> str:
    """Return URL so that all of it, and nothing else, is taken for the address."""
    url = _ODD.sub(lambda found: quote(found[0], safe=""), url.rstrip("?#&"))
    last = url[-1]
    return url if _SWALLOWED.match(last) else f"{url[:-1]}%{ord(last):02X}"
