"""The neutral document as GitHub-flavoured Markdown, by its strictest reading."""

import re
from collections.abc import Iterable, Iterator

from csopsbot.domain.document import (
    Block,
    Code,
    Doc,
    Heading,
    Listing,
    Paragraph,
    Quote,
    Text,
    shorten,
)
from csopsbot.trackers.markdown.escape import storable, unspoken, words
from csopsbot.trackers.markdown.inline import lines

_GAP = "\n\n"
_LANGUAGE = re.compile(r"[A-Za-z0-9_+#.-]{1,40}")
# A server would draw a picture of these, or offer them as a change to a file.
_DRAWN = frozenset(
    ("geojson", "math", "mermaid", "plantuml", "stl", "suggestion", "topojson", "wavedrom")
)


def write(doc: Doc) -> str:
    """Return DOC as Markdown."""
    written: list[str] = []
    last: Block | None = None
    turned = False
    for block in doc.blocks:
        # Two lists in a row would be one, were their marks the same.
        other = isinstance(block, Listing) and _alike(block, last) and not turned
        if shown := "\n".join(_block(block, turned=other)):
            written.append(shown)
            last, turned = block, other
    return _GAP.join(written)


def write_within(doc: Doc, limit: int) -> str:
    """Return DOC, or its beginning, as Markdown of at most LIMIT characters."""
    text, room = write(doc), limit
    while len(text) > limit and room > 1:
        room = min(room - 1, room * limit // len(text))
        text = write(shorten(doc, room))
    return text if len(text) <= limit else ""


def label(text: str) -> str:
    """Return TEXT in one line, as words that mean nothing else."""
    return words(" ".join(storable(text).split()))


def _alike(block: Listing, last: Block | None) -> bool:
    return isinstance(last, Listing) and last.ordered == block.ordered


def _block(block: Block, *, turned: bool) -> Iterable[str]:
    match block:
        case Paragraph(content):
            return lines(content)
        case Heading(text, level):
            shown = lines([Text(" ".join(storable(text).split()))])
            return [f"{'#' * min(max(level, 1), 6)} {line}" for line in shown]
        case Code(text, language):
            return _code(text, language)
        case Quote(content):
            return _quote(content)
        case Listing(items, ordered):
            return _listing(items, ordered=ordered, turned=turned)


def _code(text: str, language: str) -> Iterator[str]:
    shown = unspoken(storable(text))
    if not shown:
        return
    named = _LANGUAGE.fullmatch(language) and language.casefold() not in _DRAWN
    yield f"```{language if named else ''}"
    yield shown
    yield "```"


def _quote(content: Iterable[Paragraph]) -> Iterator[str]:
    parts = [shown for part in content if (shown := lines(part.content))]
    for number, part in enumerate(parts):
        if number:
            yield ">"
        yield from (f"> {line}" for line in part)


def _listing(items: Iterable[Paragraph], *, ordered: bool, turned: bool) -> Iterator[str]:
    shown = [part for item in items if (part := lines(item.content))]
    for number, item in enumerate(shown, 1):
        dot, dash = (")", "*") if turned else (".", "-")
        sign = f"{number}{dot} " if ordered else f"{dash} "
        yield sign + item[0]
        yield from (" " * len(sign) + line for line in item[1:])
