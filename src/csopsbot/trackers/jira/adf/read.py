"""Atlassian Document Format as the neutral document, whatever was sent.

An unknown node gives up its text, a broken one nothing, and nothing is too deep.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
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
    plain,
    to_text,
)

Node = dict[str, Any]

_MARKS = {"strong": Mark.BOLD, "em": Mark.ITALIC, "strike": Mark.STRIKE, "code": Mark.CODE}
_LISTS = {"bulletList", "orderedList", "taskList", "decisionList"}
_TASKS = {"taskItem", "blockTaskItem"}
_MEDIA = {"media", "mediaInline"}
_INLINE = {"text", "hardBreak", "mention", "emoji", "date", "status", "inlineCard", "mediaInline"}
_DEEPEST = 40


def read(value: object) -> Doc:
    """Return what VALUE says: an ADF document, a plain string as older calls give it, or null."""
    if isinstance(value, str):
        return plain(value)
    return Doc(tuple(_read_blocks(_children(value), _DEEPEST)))


def _kind(node: Node) -> str:
    """Return what a node says it is, empty where that is no word."""
    kind = node.get("type")
    return kind if isinstance(kind, str) else ""


def _read_blocks(nodes: Iterable[Node], depth: int) -> Iterator[Block]:
    run: list[Node] = []
    for node in nodes:
        if _kind(node) in _INLINE:
            run.append(node)
            continue
        yield from _read_run(run)
        run = []
        yield from _read_block(node, depth - 1)
    yield from _read_run(run)


def _read_run(nodes: list[Node]) -> Iterator[Block]:
    content = _read_inline(nodes)
    if content:
        yield Paragraph(content)


def _read_block(node: Node, depth: int) -> Iterator[Block]:
    kind = _kind(node)
    if depth <= 0:
        yield from _read_run([{"type": "text", "text": _all_text(node)}])
    elif kind == "heading":
        yield from _read_heading(node)
    elif kind == "codeBlock":
        yield Code(_all_text(node), _attr(node, "language"))
    elif kind == "blockquote":
        quoted = tuple(_paragraphs(_read_blocks(_children(node), depth)))
        if quoted:
            yield Quote(quoted)
    elif kind in _LISTS:
        items = tuple(_read_items(node, depth))
        if items:
            yield Listing(items, ordered=kind == "orderedList")
    else:
        yield from _read_other(node, depth)


def _read_heading(node: Node) -> Iterator[Block]:
    text = " ".join(_all_text(node).split())
    level = _attrs(node).get("level")
    if text:
        yield Heading(text, min(max(level, 1), 6) if isinstance(level, int) else 2)


def _read_other(node: Node, depth: int) -> Iterator[Block]:
    kind = _kind(node)
    if kind in _MEDIA:
        yield Paragraph((Text(_media(node)),))
    elif kind in ("blockCard", "embedCard"):
        yield from _read_run([node | {"type": "inlineCard"}])
    elif kind == "tableRow":
        cells = (_read_blocks(_children(cell), depth) for cell in _children(node))
        yield from _read_row([_one_line(cell) for cell in cells])
    else:
        title = [Paragraph((Text(_attr(node, "title")),))] if _attr(node, "title") else []
        yield from title
        yield from _read_blocks(_children(node), depth)


def _read_row(cells: list[str]) -> Iterator[Block]:
    if any(cells):
        yield Paragraph((Text(" | ".join(cells)),))


def _one_line(blocks: Iterable[Block]) -> str:
    return " ".join(to_text(Doc(tuple(blocks))).split())


def _read_items(node: Node, depth: int) -> Iterator[Paragraph]:
    """Yield the items of a list; those of a list within it follow the item that holds them."""
    if depth <= 0:
        yield from _paragraphs(_read_run([{"type": "text", "text": _all_text(node)}]))
        return
    for child in _children(node):
        if _kind(child) in _LISTS:
            yield from _read_items(child, depth - 1)
            continue
        inner = [part for part in _children(child) if _kind(part) in _LISTS]
        own = [part for part in _children(child) if _kind(part) not in _LISTS]
        yield _joined(_tick(child), _paragraphs(_read_blocks(own, depth - 1)))
        for part in inner:
            yield from _read_items(part, depth - 1)


def _tick(item: Node) -> tuple[Inline, ...]:
    state = _attr(item, "state")
    if _kind(item) in _TASKS:
        return (Text("☑ " if state == "DONE" else "☐ "),)
    return ()


def _joined(first: tuple[Inline, ...], parts: Iterable[Paragraph]) -> Paragraph:
    content: list[Inline] = list(first)
    for number, part in enumerate(parts):
        content += [Break(), *part.content] if number else part.content
    return Paragraph(tuple(content))


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        match block:
            case Paragraph():
                yield block
            case Quote(content):
                yield from content
            case Listing(items):
                yield from items
            case Heading(text):
                yield Paragraph((Text(text, frozenset({Mark.BOLD})),))
            case Code(text):
                yield Paragraph((Text(text, frozenset({Mark.CODE})),))


def _read_inline(nodes: Iterable[Node]) -> tuple[Inline, ...]:
    return tuple(part for node in nodes if (part := _read_piece(node)))


def _read_piece(node: Node) -> Inline | None:
    match _kind(node):
        case "text":
            return _read_text(node)
        case "hardBreak":
            return Break()
        case "inlineCard":
            return Link(url) if (url := _attr(node, "url")) else None
        case "mention":
            return Mention(name) if (name := _attr(node, "text").lstrip("@")) else None
        case _:
            return Text(shown) if (shown := _shown(node)) else None


def _shown(node: Node) -> str:
    kind = _kind(node)
    if kind == "mediaInline":
        return _media(node)
    if kind == "date":
        return _day(_attrs(node).get("timestamp"))
    return _attr(node, "text") or _attr(node, "shortName")


def _media(node: Node) -> str:
    return f"📎 {_attr(node, 'alt')}".strip()


def _day(milliseconds: object) -> str:
    try:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(str(milliseconds)))
    except (ValueError, OverflowError):
        return ""
    return moment.date().isoformat()


def _read_text(node: Node) -> Inline | None:
    text = node.get("text")
    if not isinstance(text, str) or not text:
        return None
    marks = [mark for mark in _list(node.get("marks")) if isinstance(mark, dict)]
    href = next((_attr(mark, "href") for mark in marks if _kind(mark) == "link"), "")
    if href:
        return Link(href, "" if text == href else text)
    known = (_MARKS.get(_kind(mark)) for mark in marks)
    return Text(text, frozenset(mark for mark in known if mark))


def _all_text(node: Node) -> str:
    """Return every text below NODE in reading order, without recursion, however deep it goes."""
    found: list[str] = []
    waiting = [node]
    while waiting:
        last = waiting.pop()
        text = "\n" if _kind(last) == "hardBreak" else last.get("text")
        found.append(text if isinstance(text, str) else _attr(last, "text"))
        waiting.extend(reversed(_children(last)))
    return "".join(found)


def _children(node: object) -> list[Node]:
    content = node.get("content") if isinstance(node, dict) else None
    return [child for child in _list(content) if isinstance(child, dict)]


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _attrs(node: Node) -> dict[str, Any]:
    attrs = node.get("attrs")
    return attrs if isinstance(attrs, dict) else {}


def _attr(node: Node, name: str) -> str:
    value = _attrs(node).get(name)
    return value if isinstance(value, str) else ""
