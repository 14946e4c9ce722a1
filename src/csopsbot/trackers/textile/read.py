"""Textile as the neutral document; what it cannot tell stays as the words it is."""

import re
from collections.abc import Iterator
from itertools import groupby

from csopsbot.domain.document import Block, Code, Doc, Heading, Listing, Paragraph, Quote, to_text
from csopsbot.trackers.lines import items
from csopsbot.trackers.textile.escape import whole
from csopsbot.trackers.textile.read_inline import read_inline

_PRE = re.compile(r"<pre\b[^>\n]*>(.*?)(?:</pre>|\Z)", re.DOTALL | re.IGNORECASE)
_CODE = re.compile(
    r"\s*<code(?:\s+class=[\"']?(?P<language>[^\"'>\s]*)[\"']?)?[^>\n]*>(?P<text>.*?)"
    r"(?:</code>\s*)?\Z",
    re.DOTALL | re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_GAP = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_ATTRIBUTES = r"(?:\([^)\n]*\)|\{[^}\n]*\}|\[[^\]\n]*\]|[<>=()])*"
_HEADING = re.compile(rf"h([1-6]){_ATTRIBUTES}\. +(.*)")
_PREFIX = re.compile(rf"(p|bq){_ATTRIBUTES}\. +")
_ITEM = re.compile(r"([*#]+) +(.*)")
_QUOTED = re.compile(r">[> ]*")


def read(text: str) -> Doc:
    """Return what TEXT shows."""
    return Doc(tuple(_blocks(whole(text))))


def _blocks(text: str) -> Iterator[Block]:
    end = 0
    for found in _PRE.finditer(text):
        yield from _running(text[end : found.start()])
        yield from _code(found[1])
        end = found.end()
    yield from _running(text[end:])


def _code(text: str) -> Iterator[Block]:
    inner = _CODE.match(text)
    language = (inner["language"] or "") if inner else ""
    shown = (inner["text"] if inner else text).removeprefix("\n").removesuffix("\n")
    if shown:
        yield Code(shown, language)


def _running(text: str) -> Iterator[Block]:
    for part in _GAP.split(_COMMENT.sub("", text).strip("\n")):
        lines = [line.rstrip() if not line.strip() else line for line in part.split("\n")]
        for kind, group in groupby(_kinds(lines), key=lambda one: one[0]):
            yield from _block(kind, [line for _, line in group])


def _kinds(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each line with what it belongs to; a plain line goes on with a list before it."""
    kind = "text"
    for line in lines:
        if line.startswith(">"):
            kind = "quote"
        elif _HEADING.match(line):
            kind = "heading"
        elif found := _ITEM.match(line):
            kind = "ordered" if found[1].endswith("#") else "listing"
        elif kind not in ("ordered", "listing"):
            kind = "text"
        yield kind, line


def _block(kind: str, lines: list[str]) -> Iterator[Block]:
    match kind:
        case "quote":
            yield from _quote([_QUOTED.sub("", line, count=1) for line in lines])
        case "heading":
            yield from (one for line in lines for one in _heading(line))
        case "listing" | "ordered":
            yield Listing(
                tuple(Paragraph(read_inline(item)) for item in items(lines, _ITEM)),
                ordered=kind == "ordered",
            )
        case _:
            yield from _paragraph(lines)


def _heading(line: str) -> Iterator[Block]:
    if found := _HEADING.match(line):
        title = to_text(Doc((Paragraph(read_inline([found[2]])),)))
        yield Heading(title, int(found[1]))


def _quote(lines: list[str]) -> Iterator[Block]:
    parts = [
        list(group) for said, group in groupby(lines, key=lambda one: bool(one.strip())) if said
    ]
    content = tuple(Paragraph(read_inline(part)) for part in parts)
    if content:
        yield Quote(content)


def _paragraph(lines: list[str]) -> Iterator[Block]:
    found = _PREFIX.match(lines[0])
    if found:
        lines = [lines[0][found.end() :], *lines[1:]]
    content = read_inline(lines)
    if not any(line.strip() for line in lines):
        return
    paragraph = Paragraph(content)
    yield Quote((paragraph,)) if found and found[1] == "bq" else paragraph
