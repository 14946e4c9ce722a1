"""Jira's wiki text as the neutral document; what it cannot tell stays as the words it is."""

import re
from collections.abc import Iterator
from itertools import groupby

from csopsbot.domain.document import Block, Code, Doc, Heading, Listing, Paragraph, Quote, to_text
from csopsbot.trackers.jira.wiki.escape import whole
from csopsbot.trackers.jira.wiki.read_inline import read_inline
from csopsbot.trackers.lines import items

_VERBATIM = re.compile(
    r"(?<!\\)\{(?P<kind>code|noformat)(?::(?P<what>[^}\n]*))?\}\n?(?P<text>.*?)\n?"
    r"(?:\{(?P=kind)\}|\Z)",
    re.DOTALL,
)
_QUOTED = re.compile(r"(?<!\\)\{quote\}(.*?)(?:(?<!\\)\{quote\}|\Z)", re.DOTALL)
_PANEL = re.compile(r"(?<!\\)\{panel(?::[^}\n]*)?\}\n?")
_GAP = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_HEADING = re.compile(r"\s*h([1-6])\. *(.*)")
_SAID = re.compile(r"\s*bq\. +(.*)")
_ITEM = re.compile(r"\s*([*#-]+) +(.*)")
_RULE = re.compile(r"\s*-{4,}\s*")
_ROW = re.compile(r"\s*\|")
_BAR = re.compile(r"\s*(?<!\\)\|+\s*")


def read(text: str) -> Doc:
    """Return what TEXT shows."""
    return Doc(tuple(_blocks(whole(text))))


def _blocks(text: str) -> Iterator[Block]:
    end = 0
    for found in _VERBATIM.finditer(text):
        yield from _quoting(text[end : found.start()])
        if found["text"].strip():
            yield Code(found["text"], _language(found["what"] or ""))
        end = found.end()
    yield from _quoting(text[end:])


def _language(what: str) -> str:
    """Return the language among what is said of the code, such as `title=x|python`."""
    return next((one.strip() for one in what.split("|") if one and "=" not in one), "")


def _quoting(text: str) -> Iterator[Block]:
    text = _PANEL.sub("\n\n", text)
    end = 0
    for found in _QUOTED.finditer(text):
        yield from _running(text[end : found.start()])
        content = tuple(one for part in _parts(found[1]) for one in _paragraph(part))
        if content:
            yield Quote(content)
        end = found.end()
    yield from _running(text[end:])


def _parts(text: str) -> Iterator[list[str]]:
    for part in _GAP.split(text.strip("\n")):
        if part.strip():
            yield part.split("\n")


def _running(text: str) -> Iterator[Block]:
    for part in _parts(text):
        for kind, group in groupby(_kinds(part), key=lambda one: one[0]):
            yield from _block(kind, [line for _, line in group])


def _kinds(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each line with what it belongs to; a plain line goes on with a list before it."""
    kind = "text"
    for line in lines:
        if _RULE.fullmatch(line):
            kind = "rule"
        elif _HEADING.match(line):
            kind = "heading"
        elif _SAID.match(line):
            kind = "said"
        elif _ROW.match(line):
            kind = "row"
        elif found := _ITEM.match(line):
            kind = "ordered" if found[1].endswith("#") else "listing"
        elif kind not in ("ordered", "listing"):
            kind = "text"
        yield kind, line


def _block(kind: str, lines: list[str]) -> Iterator[Block]:
    match kind:
        case "heading":
            yield from (Heading(*_title(line)) for line in lines)
        case "said":
            said = (found[1] for line in lines if (found := _SAID.match(line)))
            yield Quote(tuple(Paragraph(read_inline([one])) for one in said))
        case "row":
            yield from (Paragraph(read_inline([_cells(line)])) for line in lines)
        case "listing" | "ordered":
            yield Listing(
                tuple(Paragraph(read_inline(item)) for item in items(lines, _ITEM)),
                ordered=kind == "ordered",
            )
        case "text":
            yield from _paragraph(lines)


def _title(line: str) -> tuple[str, int]:
    found = _HEADING.match(line)
    level, text = (int(found[1]), found[2]) if found else (2, line)
    return to_text(Doc((Paragraph(read_inline([text])),))), level


def _cells(line: str) -> str:
    return " \\| ".join(one for one in _BAR.split(line.strip()) if one)


def _paragraph(lines: list[str]) -> Iterator[Paragraph]:
    content = read_inline(lines)
    if content:
        yield Paragraph(content)
