"""What stands within a paragraph, as lines of wiki text.

A sign counts only where a word does not go on. Where a piece stands otherwise, its words are kept,
and how they stood out is lost.
"""

import re
from collections.abc import Iterable
from urllib.parse import quote

from csopsbot.domain.document import Inline, Link, Mark, Text
from csopsbot.trackers.jira.wiki import escape
from csopsbot.trackers.lines import in_lines, trimmed

EMPTY = "\\\\"

_SIGNS = {Mark.STRIKE: "-", Mark.ITALIC: "_", Mark.BOLD: "*"}
_CORE = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)
_ODD = re.compile(r"%(?![0-9A-Fa-f]{2})|[^\w/:.?=&%#~+;,@-]")


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
        after = pieces[number + 1] if number + 1 < len(pieces) else None
        if isinstance(piece, Link):
            written += _link(piece)
        elif isinstance(piece, Text):
            written += _text(piece, written[-1:], after)
    return written


def _text(piece: Text, before: str, after: Inline | None) -> str:
    found = _CORE.fullmatch(piece.text)
    follows = after.text[:1] if isinstance(after, Text) else ""
    if not piece.marks or found is None:
        return escape.words(piece.text, ends=after is None)
    left, core, right = found.groups()
    if _goes_on(left[-1:] or before) or _goes_on((right or follows)[:1]):
        return escape.words(piece.text, ends=after is None)
    return left + _marked(escape.within(core), piece.marks) + right


def _marked(text: str, marks: frozenset[Mark]) -> str:
    if Mark.CODE in marks:
        return f"{{{{{text}}}}}"
    for mark, sign in _SIGNS.items():
        if mark in marks:
            text = f"{sign}{text}{sign}"
    return text


def _goes_on(char: str) -> bool:
    """Return whether a word, or a sign of ours, goes on with CHAR."""
    return bool(char) and not (char.isspace() or char in "(,.;:")


def _link(link: Link) -> str:
    label = " ".join(escape.whole(link.text).split())
    address = _ODD.sub(lambda found: quote(found[0], safe=""), link.url)
    if label in ("", link.url):
        return f"[{address}]"
    return f"[{escape.within(label)}|{address}]"
