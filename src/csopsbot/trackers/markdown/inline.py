"""What stands within a paragraph, as lines of Markdown.

A sign of emphasis counts only where blanks and punctuation around it let it; where they would not,
an invisible guard stands between.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from csopsbot.domain.document import Inline, Link, Mark, Text
from csopsbot.trackers.lines import in_lines
from csopsbot.trackers.linkable import parted
from csopsbot.trackers.markdown import escape
from csopsbot.trackers.markdown.escape import GUARD, NO_BREAK_SPACE

_STARS = {Mark.ITALIC: "*", Mark.BOLD: "**"}
_CORE = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)
_INDENT = re.compile(r"[ \t]+")


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Markdown of one piece; SIGNS are those that its text stands between, the innermost first."""

    text: str
    signs: tuple[str, ...] = ()


def lines(content: Iterable[Inline]) -> list[str]:
    """Return CONTENT as lines, every one but the last ending in a hard break; none for nothing."""
    shown = [_line(pieces) for pieces in in_lines(content, escape.storable)]
    while shown and not shown[0].strip():
        shown.pop(0)
    while shown and not shown[-1]:
        shown.pop()
    first = [escape.opening(line.lstrip()) for line in shown[:1]]
    ready = first + [_indented(line) for line in shown[1:]]
    return [line + "\\" for line in ready[:-1]] + ready[-1:]


def _indented(line: str) -> str:
    """Return LINE with the blanks it begins with kept, which Markdown would drop."""
    found = _INDENT.match(line)
    blanks = found[0].expandtabs(4) if found else ""
    rest = line[found.end() :] if found else line
    return NO_BREAK_SPACE * len(blanks) + escape.opening(rest)


def _line(pieces: Iterable[Inline]) -> str:
    chunks = [chunk for piece in pieces for chunk in _chunks(piece)]
    written = ""
    nothing = _Chunk("")
    for last, chunk, following in zip(
        [nothing, *chunks], chunks, [*chunks[1:], nothing], strict=False
    ):
        # Their signs would run into one another's.
        written += GUARD if last.signs and chunk.signs else ""
        written += _between_signs(chunk, written[-1:], following.text[:1])
    return written.rstrip()


def _between_signs(chunk: _Chunk, before: str, after: str) -> str:
    """Return CHUNK in its signs, which BEFORE and AFTER stand next to."""
    text = chunk.text
    for number, sign in enumerate(chunk.signs, 1):
        outer = chunk.signs[number:] and chunk.signs[number][0]
        opened, closed = _apart(outer or before, text[0]), _apart(outer or after, text[-1])
        text = f"{sign}{opened}{text}{closed}{sign}"
    return text


def _apart(outside: str, inside: str) -> str:
    """Return what has to part a sign from the character INSIDE, with OUTSIDE on its other side."""
    return GUARD if not inside.isalnum() and outside and not outside.isspace() else ""


def _chunks(piece: Inline) -> Iterator[_Chunk]:
    match piece:
        case Text(text, marks) if Mark.CODE in marks:
            yield from _marked(text, marks)
        case Text(text, marks):
            for part in parted(text):
                if isinstance(part, Link):
                    yield _Chunk(_link(part.url, ""))
                else:
                    yield from _marked(part, marks)
        case Link(url, text):
            yield _Chunk(_link(url, " ".join(escape.storable(text).split())))


def _marked(text: str, marks: frozenset[Mark]) -> Iterator[_Chunk]:
    found = _CORE.fullmatch(text)
    before, core, after = found.groups() if found and marks else ("", text, "")
    stars = "".join(sign for mark, sign in _STARS.items() if mark in marks)
    signs = tuple(filter(None, (stars, "~~" if Mark.STRIKE in marks else "")))
    if before:
        yield _Chunk(before)
    if core:
        yield _Chunk(_code(core) if Mark.CODE in marks else escape.words(core), signs)
    if after:
        yield _Chunk(after)


def _code(text: str) -> str:
    shown = escape.unspoken(text)
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if "`" in (shown[0], shown[-1]) else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def _link(url: str, label: str) -> str:
    target = f"<{escape.address(url)}>"
    if not label or label == url:
        return target
    return f"[{escape.words(label)}]({target})"
