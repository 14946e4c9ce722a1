"""Reading mrkdwn, as Slack hands on what people wrote."""

import re
from collections.abc import Callable, Iterator
from itertools import groupby

from csopsbot.domain.document import (
    Block,
    Break,
    Code,
    Doc,
    Inline,
    Listing,
    Mark,
    Paragraph,
    Quote,
    Text,
)
from csopsbot.slack.mrkdwn.entities import NameOf, read_entity, unescape

_FENCE = re.compile(r"```(.+?)```", re.S)
_ATOM = re.compile(r"<(?P<entity>[^<>\n]+)>|`(?P<code>[^`\n]+)`")
_FORMAT = re.compile(
    r"(?<![\w*])\*(?=\S)(?P<bold>[^*]+)(?<=\S)\*(?![\w*])"
    r"|(?<!\w)_(?=\S)(?P<italic>[^_]+)(?<=\S)_(?!\w)"
    r"|(?<![\w~])~(?=\S)(?P<strike>[^~]+)(?<=\S)~(?![\w~])"
)
_QUOTE = re.compile(r"(?:&gt;|>) ?")
_BULLET = re.compile(r"\s*[•◦▪-]\s+(?=\S)")
_NUMBER = re.compile(r"\s*\d{1,3}[.)]\s+(?=\S)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_HOLE = "\x00"


def from_mrkdwn(text: str, name_of: NameOf) -> Doc:
    """Return what TEXT says; NAME_OF tells a person's name by their Slack id."""
    clean = _CONTROL.sub("", text.replace("\r\n", "\n"))
    return Doc(tuple(_blocks(clean, name_of)))


def _blocks(text: str, name_of: NameOf) -> Iterator[Block]:
    for index, part in enumerate(_FENCE.split(text)):
        if index % 2 == 0:
            yield from _prose(part, name_of)
        elif code := _code(part, name_of):
            yield Code(code)


def _code(text: str, name_of: NameOf) -> str:
    shown = re.sub(r"^\n|\n$", "", text)
    return unescape(_ATOM.sub(lambda hit: _as_typed(hit, name_of), shown))


def _as_typed(hit: re.Match[str], name_of: NameOf) -> str:
    """Return a link within code without the brackets Slack has put around it."""
    content = hit["entity"]
    if content is None:
        return hit[0]
    target, _, label = content.partition("|")
    if target.startswith(("@", "#", "!")):
        found = read_entity(content, name_of)
        return getattr(found, "text", "") or f"@{getattr(found, 'name', '')}"
    return label or target


def _prose(text: str, name_of: NameOf) -> Iterator[Block]:
    """Yield the blocks of lines that are alike."""
    for kind, group in groupby(_opened_quotes(text.split("\n")), key=_kind):
        if kind is not None:
            yield kind(list(group), name_of)


def _opened_quotes(lines: list[str]) -> Iterator[str]:
    """Yield LINES; what follows `>>>` is quoted to the end."""
    quoting = False
    for line in lines:
        opening = line.startswith("&gt;&gt;&gt;")
        quoting = quoting or opening
        yield "&gt; " + line.removeprefix("&gt;&gt;&gt;") if quoting else line


def _kind(line: str) -> Callable[[list[str], NameOf], Block] | None:
    if not line.strip():
        return None
    if _QUOTE.match(line):
        return _quote
    if _BULLET.match(line):
        return _bullets
    return _numbers if _NUMBER.match(line) else _paragraph


def _quote(lines: list[str], name_of: NameOf) -> Block:
    inner = [_QUOTE.sub("", line, count=1) for line in lines]
    groups = groupby(inner, key=lambda line: bool(line.strip()))
    return Quote(tuple(_paragraph(list(group), name_of) for said, group in groups if said))


def _bullets(lines: list[str], name_of: NameOf) -> Block:
    return Listing(tuple(_paragraph([_BULLET.sub("", x, count=1)], name_of) for x in lines))


def _numbers(lines: list[str], name_of: NameOf) -> Block:
    items = (_paragraph([_NUMBER.sub("", line, count=1)], name_of) for line in lines)
    return Listing(tuple(items), ordered=True)


def _paragraph(lines: list[str], name_of: NameOf) -> Paragraph:
    content: list[Inline] = []
    for line in lines:
        content += [Break(), *_line(line, name_of)]
    return Paragraph(tuple(content[1:]))


def _line(line: str, name_of: NameOf) -> list[Inline]:
    """Return the pieces of a line: links, mentions and code first, as they know no formatting."""
    atoms = [_atom(hit, name_of) for hit in _ATOM.finditer(line)]
    return _merged(_formatted(_ATOM.sub(_HOLE, line), frozenset(), iter(atoms)))


def _atom(hit: re.Match[str], name_of: NameOf) -> Inline | None:
    if hit["entity"] is not None:
        return read_entity(hit["entity"], name_of)
    return Text(unescape(hit["code"]), frozenset({Mark.CODE}))


def _formatted(
    text: str, marks: frozenset[Mark], atoms: Iterator[Inline | None]
) -> Iterator[Inline]:
    """Yield the pieces of TEXT, its holes filled with ATOMS in their order."""
    end = 0
    for hit in _FORMAT.finditer(text):
        yield from _filled(text[end : hit.start()], marks, atoms)
        mark = str(hit.lastgroup)
        yield from _formatted(hit[mark], marks | {Mark(mark)}, atoms)
        end = hit.end()
    yield from _filled(text[end:], marks, atoms)


def _filled(text: str, marks: frozenset[Mark], atoms: Iterator[Inline | None]) -> Iterator[Inline]:
    for index, part in enumerate(text.split(_HOLE)):
        atom = next(atoms) if index else None
        if isinstance(atom, Text):
            yield Text(atom.text, atom.marks | marks)
        elif atom is not None:
            yield atom
        if part:
            yield Text(unescape(part), marks)


def _merged(pieces: Iterator[Inline]) -> list[Inline]:
    """Return PIECES, neighbouring texts of one look made one."""
    merged: list[Inline] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if isinstance(piece, Text) and isinstance(last, Text) and piece.marks == last.marks:
            merged[-1] = Text(last.text + piece.text, piece.marks)
        else:
            merged.append(piece)
    return merged
