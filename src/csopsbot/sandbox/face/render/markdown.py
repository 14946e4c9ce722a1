"""The markdown block: Markdown as the web writes it, without the HTML in it."""

from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from markupsafe import Markup

from csopsbot.sandbox.face.render.markup import broken, external, joined, tag
from csopsbot.sandbox.face.render.mrkdwn import shortcodes

Drawn = Callable[[SyntaxTreeNode], Markup]


def markdown(source: str) -> Markup:
    """Return SOURCE drawn; HTML in it stays text, and pictures become links, as in Slack."""
    return joined(map(_node, SyntaxTreeNode(_parser().parse(source)).children))


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def _node(node: SyntaxTreeNode) -> Markup:
    if node.type in _PLAIN and not node.hidden:
        return tag(_PLAIN[node.type], _inside(node))
    return _DRAWN.get(node.type, _inside)(node)


def _inside(node: SyntaxTreeNode) -> Markup:
    return joined(map(_node, node.children)) if node.children else broken(node.content)


def _text(node: SyntaxTreeNode) -> Markup:
    return shortcodes(node.content)


def _heading(node: SyntaxTreeNode) -> Markup:
    # The page has the first two levels for itself.
    return tag(f"h{min(int(node.tag[1:]) + 2, 6)}", _inside(node))


def _code(node: SyntaxTreeNode) -> Markup:
    return tag("pre", tag("code", node.content.rstrip("\n")), class_="bk-pre")


def _link(node: SyntaxTreeNode) -> Markup:
    return external(str(node.attrs.get("href", "")), _inside(node))


def _image(node: SyntaxTreeNode) -> Markup:
    url = str(node.attrs.get("src", ""))
    return external(url, node.content or url)


def _numbered(node: SyntaxTreeNode) -> Markup:
    return tag("ol", _inside(node), start=int(node.attrs.get("start", 1)), class_="bk-items")


def _cell(node: SyntaxTreeNode) -> Markup:
    align = str(node.attrs.get("style", "")).removeprefix("text-align:")
    class_ = f"bk-{align}" if align in ("left", "center", "right") else None
    return tag(node.tag, _inside(node), class_=class_, scope="col" if node.tag == "th" else None)


_PLAIN = {
    "em": "i",
    "list_item": "li",
    "paragraph": "p",
    "s": "s",
    "strong": "b",
    "tbody": "tbody",
    "thead": "thead",
    "tr": "tr",
}
_DRAWN: dict[str, Drawn] = {
    "blockquote": lambda node: tag("blockquote", _inside(node), class_="bk-quote"),
    "bullet_list": lambda node: tag("ul", _inside(node), class_="bk-items"),
    "code_block": _code,
    "code_inline": lambda node: tag("code", node.content, class_="bk-code"),
    "fence": _code,
    "hardbreak": lambda _: tag("br"),
    "heading": _heading,
    "hr": lambda _: tag("hr", class_="bk-divider"),
    "image": _image,
    "link": _link,
    "ordered_list": _numbered,
    "softbreak": lambda _: tag("br"),
    "table": lambda node: tag("table", _inside(node), class_="bk-table"),
    "td": _cell,
    "text": _text,
    "th": _cell,
}
