"""GitHub-flavoured Markdown as the neutral document, whatever people wrote.

What the document has no word for gives up its text.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from csopsbot.domain.document import (
    Block,
    Break,
    Code,
    Doc,
    Heading,
    Inline,
    Listing,
    Mark,
    Paragraph,
    Quote,
    Text,
    plain,
    to_text,
)
from csopsbot.trackers.markdown.escape import storable, whole, without_guards
from csopsbot.trackers.markdown.html import shown_of
from csopsbot.trackers.markdown.read_inline import read_inline

_DEEPEST = 40
_LONGEST = 65_536  # GitHub stores no more; what takes longest to read grows by the square
_BOX = re.compile(r"\[([ xX])\] ")
_LISTS = {"bullet_list", "ordered_list"}


class _Markdown(MarkdownIt):
    """Markdown whose addresses stay as they were written."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the package's name
        return url


@cache
def _parser() -> MarkdownIt:
    parser = _Markdown("commonmark", {"html": True, "maxNesting": _DEEPEST})
    # An escaped bracket is told from a box to tick as long as the two are not joined.
    return parser.enable(["table", "strikethrough"]).disable("text_join")


def read(text: str) -> Doc:
    """Return what TEXT says."""
    source = whole(text[:_LONGEST])
    tokens = _parser().parse(source)
    if any(token.level >= _DEEPEST - 1 for token in tokens):
        return plain(storable(source))
    return Doc(tuple(_blocks(SyntaxTreeNode(tokens).children)))


def _blocks(nodes: Iterable[SyntaxTreeNode]) -> Iterator[Block]:
    for node in nodes:
        yield from _block(node)


def _block(node: SyntaxTreeNode) -> Iterator[Block]:
    match node.type:
        case "paragraph":
            yield from _run(_inline(node))
        case "heading" if text := _one_line(_run(_inline(node))):
            yield Heading(text, int(node.tag[1:]))
        case "fence" | "code_block" if code := node.content.removesuffix("\n"):
            yield Code(without_guards(code), node.info.strip().partition(" ")[0])
        case "html_block":
            yield from plain(storable(shown_of(node.content))).blocks
        case _:
            yield from _holding(node)


def _holding(node: SyntaxTreeNode) -> Iterator[Block]:
    """Yield what a block shows that holds others."""
    match node.type:
        case "blockquote":
            if quoted := tuple(_paragraphs(_blocks(node.children))):
                yield Quote(quoted)
        case "bullet_list" | "ordered_list":
            if items := tuple(_items(node)):
                yield Listing(items, ordered=node.type == "ordered_list")
        case "tr":
            cells = [_one_line(_run(_inline(cell))) for cell in node.children]
            if any(cells):
                yield Paragraph((Text(" | ".join(cells)),))
        case "table" | "thead" | "tbody":
            yield from _blocks(node.children)


def _inline(node: SyntaxTreeNode) -> tuple[Inline, ...]:
    return tuple(piece for child in node.children for piece in read_inline(child.children))


def _run(content: tuple[Inline, ...]) -> Iterator[Paragraph]:
    if any(not isinstance(piece, Break) for piece in content):
        yield Paragraph(content)


def _one_line(blocks: Iterable[Block]) -> str:
    return " ".join(to_text(Doc(tuple(blocks))).split())


def _items(node: SyntaxTreeNode) -> Iterator[Paragraph]:
    """Yield the items of a list; those of a list within it follow the item that holds them."""
    for item in node.children:
        own = [part for part in item.children if part.type not in _LISTS]
        content = _joined(_paragraphs(_blocks(own)))
        content = _ticked(content) if _has_box(item) else content
        if content:
            yield Paragraph(content)
        for part in item.children:
            if part.type in _LISTS:
                yield from _items(part)


def _has_box(item: SyntaxTreeNode) -> bool:
    """Return whether ITEM begins with a box to tick, and not with brackets that were escaped."""
    first = item
    while first.children:
        first = first.children[0]
    return first.type == "text" and bool(_BOX.match(first.content))


def _ticked(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return CONTENT with the box that it begins with as a sign."""
    match content:
        case (Text(text, marks), *rest) if found := _BOX.match(text):
            sign = "☐" if found[1] == " " else "☑"
            return (Text(f"{sign} {text[found.end() :]}", marks), *rest)
    return content


def _joined(parts: Iterable[Paragraph]) -> tuple[Inline, ...]:
    content: list[Inline] = []
    for number, part in enumerate(parts):
        content += [Break(), *part.content] if number else part.content
    return tuple(content)


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
                yield Paragraph(tuple(_code_lines(text)))


def _code_lines(text: str) -> Iterator[Inline]:
    for number, line in enumerate(text.split("\n")):
        if number:
            yield Break()
        if line:
            yield Text(line, frozenset({Mark.CODE}))
