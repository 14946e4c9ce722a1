"""A small neutral document, into which every chat's and tracker's rich text is read and written."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Mark(StrEnum):
    """How a piece of text stands out."""

    BOLD = "bold"
    ITALIC = "italic"
    STRIKE = "strike"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text with the same marks; never empty."""

    text: str
    marks: frozenset[Mark] = frozenset()
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Link:
    """Text that leads to an http(s) or mailto address."""

    url: str
    text: str = ""
    kind: Literal["link"] = "link"


@dataclass(frozen=True, slots=True)
class Mention:
    """A person by name; it alerts nobody, for names differ from system to system."""

    name: str
    kind: Literal["mention"] = "mention"


@dataclass(frozen=True, slots=True)
class Break:
    """A new line within a paragraph."""

    kind: Literal["break"] = "break"


Inline = Text | Link | Mention | Break


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    content: tuple[Inline, ...]
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Heading:
    """A title above what follows; level 1 is the largest, 6 the smallest."""

    text: str
    level: int = 2
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Code:
    """Lines shown as they are, in a fixed width."""

    text: str
    language: str = ""
    kind: Literal["code"] = "code"


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody else said."""

    content: tuple[Paragraph, ...]
    kind: Literal["quote"] = "quote"


@dataclass(frozen=True, slots=True)
class Listing:
    """Items one under another."""

    items: tuple[Paragraph, ...]
    ordered: bool = False
    kind: Literal["listing"] = "listing"


Block = Paragraph | Heading | Code | Quote | Listing


@dataclass(frozen=True, slots=True)
class Doc:
    """Blocks in reading order."""

    blocks: tuple[Block, ...] = ()


NOTHING = Doc()


def plain(text: str) -> Doc:
    """Return a document of TEXT as it stands: an empty line parts paragraphs, a new line breaks."""
    parts = (part.strip("\n") for part in text.replace("\r\n", "\n").split("\n\n"))
    return Doc(tuple(_paragraph(part) for part in parts if part.strip()))


def _paragraph(text: str) -> Paragraph:
    inline: list[Inline] = []
    for line in text.split("\n"):
        inline += [Break(), Text(line)] if line else [Break()]
    return Paragraph(tuple(inline[1:]))


def map_text(doc: Doc, change: Callable[[str], str]) -> Doc:
    """Return DOC with every run of text and code changed."""
    return Doc(tuple(_map_block(block, change) for block in doc.blocks))


def _map_block(block: Block, change: Callable[[str], str]) -> Block:
    match block:
        case Paragraph():
            return _map_paragraph(block, change)
        case Quote(content):
            return Quote(tuple(_map_paragraph(part, change) for part in content))
        case Listing(items, ordered):
            return Listing(tuple(_map_paragraph(item, change) for item in items), ordered)
        case Heading(text, level):
            return Heading(change(text), level)
        case Code(text, language):
            return Code(change(text), language)


def _map_paragraph(paragraph: Paragraph, change: Callable[[str], str]) -> Paragraph:
    return Paragraph(
        tuple(
            Text(change(part.text), part.marks) if isinstance(part, Text) else part
            for part in paragraph.content
        )
    )


def shorten(doc: Doc, limit: int) -> Doc:
    """Return DOC if its text fits in LIMIT characters, else its beginning with "…" at the end."""
    if len(to_text(doc)) <= limit:
        return doc
    kept: list[Block] = []
    room = limit - 1
    for block in doc.blocks:
        size = len(_block_text(block)) + 2
        if size > room:
            return Doc((*kept, _cut(block, max(room - 2, 0))))
        kept.append(block)
        room -= size
    return Doc((*kept, Paragraph((Text("…"),))))


def _cut(block: Block, room: int) -> Block:
    """Return the beginning of BLOCK, as code if it was code and as plain text otherwise."""
    text = _block_text(block)[:room].rstrip() + "…"
    return Code(text, block.language) if isinstance(block, Code) else _paragraph(text)


def to_text(doc: Doc) -> str:
    """Return DOC as plain text, for a title, a search or a reader without rich text."""
    return "\n\n".join(_block_text(block) for block in doc.blocks)


def sole_address(doc: Doc) -> str:
    """Return the address that DOC consists of, empty where it says anything else."""
    match doc.blocks:
        case (Paragraph((Link(url),)),):
            return url
        case _:
            return ""


def _block_text(block: Block) -> str:
    match block:
        case Paragraph(content):
            return _inline_text(content)
        case Quote(content):
            return "\n".join("> " + _inline_text(part.content) for part in content)
        case Listing(items, ordered):
            marks = (f"{n}." if ordered else "-" for n in range(1, len(items) + 1))
            pairs = zip(marks, items, strict=True)
            return "\n".join(f"{mark} {_inline_text(item.content)}" for mark, item in pairs)
        case Heading(text) | Code(text):
            return text


def _inline_text(content: Iterable[Inline]) -> str:
    return "".join(_piece(part) for part in content)


def _piece(part: Inline) -> str:
    match part:
        case Text(text):
            return text
        case Link(url, text):
            return f"{text} ({url})" if text and text != url else url
        case Mention(name):
            return f"@{name}"
        case Break():
            return "\n"
