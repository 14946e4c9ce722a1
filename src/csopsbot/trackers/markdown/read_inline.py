"""What stands within a paragraph of Markdown, as pieces of the neutral document."""

from collections.abc import Iterable, Iterator

from markdown_it.tree import SyntaxTreeNode

from csopsbot.domain.document import Break, Doc, Inline, Link, Mark, Paragraph, Text, to_text
from csopsbot.trackers.linkable import LINKABLE, parted
from csopsbot.trackers.markdown.escape import without_guards
from csopsbot.trackers.markdown.html import image_of, shown_of

_MARKS = {"em": Mark.ITALIC, "strong": Mark.BOLD, "s": Mark.STRIKE}
_NONE: frozenset[Mark] = frozenset()


def read_inline(nodes: Iterable[SyntaxTreeNode]) -> tuple[Inline, ...]:
    """Return the pieces, neighbours that look the same as one, addresses as links."""
    return tuple(part for piece in _joined(_pieces(nodes, _NONE)) for part in _linked(piece))


def _joined(pieces: Iterable[Inline]) -> Iterator[Inline]:
    run = Text("")
    for piece in pieces:
        if isinstance(piece, Text) and piece.marks == run.marks:
            run = Text(run.text + piece.text, run.marks)
            continue
        if run.text:
            yield run
        run = piece if isinstance(piece, Text) else Text("")
        if not isinstance(piece, Text):
            yield piece
    if run.text:
        yield run


def _linked(piece: Inline) -> Iterator[Inline]:
    if not isinstance(piece, Text) or Mark.CODE in piece.marks:
        yield piece
        return
    for part in parted(piece.text):
        yield Text(part, piece.marks) if isinstance(part, str) else part


def _pieces(nodes: Iterable[SyntaxTreeNode], marks: frozenset[Mark]) -> Iterator[Inline]:
    for node in nodes:
        if node.type in _MARKS:
            yield from _pieces(node.children, marks | {_MARKS[node.type]})
        else:
            yield from _piece(node, marks)


def _piece(node: SyntaxTreeNode, marks: frozenset[Mark]) -> Iterator[Inline]:
    match node.type:
        case "softbreak" | "hardbreak":
            yield Break()
        case "link":
            yield from _link(str(node.attrs["href"]), _words(node), marks)
        case "image":
            yield from _link(str(node.attrs["src"]), f"📎 {node.content}".strip(), marks)
        case "html_inline":
            yield from _html(node.content, marks)
        case kind if said := without_guards(node.content):
            yield Text(said, marks | {Mark.CODE} if kind == "code_inline" else marks)


def _words(node: SyntaxTreeNode) -> str:
    pieces = tuple(_pieces(node.children, _NONE))
    return " ".join(to_text(Doc((Paragraph(pieces),))).split())


def _link(url: str, label: str, marks: frozenset[Mark]) -> Iterator[Inline]:
    if LINKABLE.fullmatch(url):
        yield Link(url, "" if label == url else label)
    elif label:
        yield Text(label, marks)


def _html(tag: str, marks: frozenset[Mark]) -> Iterator[Inline]:
    if tag.casefold().startswith("<br"):
        yield Break()
    elif image := image_of(tag):
        yield from _link(image.url, image.text, marks)
    elif shown := shown_of(tag):
        yield Text(shown, marks)
