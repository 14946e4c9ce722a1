"""The neutral document as Textile."""

import re
from collections.abc import Iterable, Iterator

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
)
from csopsbot.trackers.textile.escape import whole
from csopsbot.trackers.textile.inline import lines, one_line

_LANGUAGE = re.compile(r"\w{1,30}", re.ASCII)
# What Redmine would take for its own among lines shown as they are.
_ITS_OWN = re.compile(r"</?(?:code|kbd|notextile|pre|redpre)\b|:redsh#|x%x%|<!--", re.IGNORECASE)


def write(doc: Doc) -> str:
    """Return DOC as Textile."""
    shown = ("\n".join(_block(block)) for block in doc.blocks)
    return "\n\n".join(filter(None, shown))


def _block(block: Block) -> Iterable[str]:
    match block:
        case Paragraph(content):
            return lines(content)
        case Heading(text, level):
            line = one_line(text)
            return [f"h{min(max(level, 1), 6)}. {line}"] if line else []
        case Code(text, language):
            return _code(whole(text), language)
        case Quote(content):
            return _quote(content)
        case Listing(items, ordered):
            return _listing(items, "#" if ordered else "*")


def _code(text: str, language: str) -> Iterable[str]:
    if not text.strip():
        return []
    if _ITS_OWN.search(text):
        return lines(_code_lines(text))
    # Where Redmine colours the words, it shows its own name of a macro.
    if _LANGUAGE.fullmatch(language) and "{{" not in text:
        return [f'<pre><code class="{language}">', text, "</code></pre>"]
    return ["<pre>", text, "</pre>"]


def _code_lines(text: str) -> Iterator[Inline]:
    for line in text.split("\n"):
        yield Text(line, frozenset({Mark.CODE}))
        yield Break()


def _quote(content: Iterable[Paragraph]) -> Iterator[str]:
    parts = [shown for part in content if (shown := lines(part.content))]
    for number, part in enumerate(parts):
        if number:
            yield ">"
        yield from (f"> {line}" for line in part)


def _listing(items: Iterable[Paragraph], sign: str) -> Iterator[str]:
    for item in items:
        if shown := lines(item.content):
            yield f"{sign} {shown[0]}"
            yield from shown[1:]
