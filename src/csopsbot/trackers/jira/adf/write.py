"""The neutral document as Atlassian Document Format, by the strictest reading of the format.

No empty text, no mark beside `code`, no control character, no link that could run anything.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from csopsbot.domain.document import (
    Block,
    Break,
    Code,
    Doc,
    Heading,
    Inline,
    Link,
    Listing,
    Mark,
    Mention,
    Paragraph,
    Quote,
    Text,
    to_text,
)

Node = dict[str, Any]

_MARKS = {Mark.BOLD: "strong", Mark.ITALIC: "em", Mark.STRIKE: "strike"}

# What XML cannot hold, Jira cannot store; half a surrogate pair is no character at all.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINKABLE = re.compile(r"(?:https?://|mailto:)[^\s<>\"\\^`{|}]+", re.IGNORECASE)


def write(doc: Doc) -> Node:
    """Return DOC as an ADF document."""
    nodes = (_write_block(block) for block in doc.blocks)
    return {"type": "doc", "version": 1, "content": [node for node in nodes if node]}


def _write_block(block: Block) -> Node | None:
    match block:
        case Paragraph(content):
            inline = _write_inline(content)
            return {"type": "paragraph", "content": inline} if inline else None
        case Heading(text, level):
            inline = _write_inline([Text(_one_line(text))])
            attrs = {"level": min(max(level, 1), 6)}
            return {"type": "heading", "attrs": attrs, "content": inline} if inline else None
        case Code(text, language):
            return _write_code(text, language)
        case Quote(content):
            parts = [node for part in content if (node := _write_block(part))]
            return {"type": "blockquote", "content": parts} if parts else None
        case Listing(items, ordered):
            nodes = [_write_item(item) for item in items]
            kind = "orderedList" if ordered else "bulletList"
            return {"type": kind, "content": nodes} if nodes else None


def _write_code(text: str, language: str) -> Node | None:
    shown = storable(text)
    if not shown:
        return None
    node: Node = {"type": "codeBlock", "content": [{"type": "text", "text": shown}]}
    if named := storable(language):
        node["attrs"] = {"language": named}
    return node


def _write_item(item: Paragraph) -> Node:
    paragraph = {"type": "paragraph", "content": _write_inline(item.content)}
    return {"type": "listItem", "content": [paragraph]}


def _write_inline(content: Iterable[Inline]) -> list[Node]:
    nodes: list[Node] = []
    for part in content:
        for node in _write_piece(part):
            if nodes and _joinable(nodes[-1], node):
                nodes[-1]["text"] += node["text"]
            else:
                nodes.append(node)
    return nodes


def _joinable(left: Node, right: Node) -> bool:
    both_text = left["type"] == right["type"] == "text"
    return both_text and left.get("marks") == right.get("marks")


def _write_piece(part: Inline) -> Iterator[Node]:
    match part:
        case Text(text, marks):
            yield from _lines(text, _write_marks(marks))
        case Link(url, text) if _LINKABLE.fullmatch(url):
            label = _one_line(text) or url
            mark = {"type": "link", "attrs": {"href": url}}
            yield {"type": "text", "text": label, "marks": [mark]}
        case Link() | Mention():
            yield from _lines(to_text(Doc((Paragraph((part,)),))), [])
        case Break():
            yield {"type": "hardBreak"}


def _lines(text: str, marks: list[Node]) -> Iterator[Node]:
    for number, line in enumerate(storable(text).split("\n")):
        if number:
            yield {"type": "hardBreak"}
        if line:
            node: Node = {"type": "text", "text": line}
            yield node | {"marks": list(marks)} if marks else node


def _write_marks(marks: frozenset[Mark]) -> list[Node]:
    if Mark.CODE in marks:
        return [{"type": "code"}]
    return [{"type": name} for mark, name in _MARKS.items() if mark in marks]


def _one_line(text: str) -> str:
    return " ".join(storable(text).split())


def storable(text: str) -> str:
    """Return TEXT without what Jira cannot store, its lines parted by a mere new line."""
    return _UNSTORABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
