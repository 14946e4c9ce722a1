"""Documents as Textile and its kin write them: `h2.` before a heading, `*` or `#` before an item."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from csopsbot.domain.document import Block, Code, Doc, Heading, Listing, Paragraph, Quote
from csopsbot.trackers.lines import Lines, listed


@dataclass(frozen=True, slots=True)
class Markup:
    """How one of them writes what they do not all write alike, each part as lines.

    WHOLE returns a text without what cannot be stored; CODE takes such a text and its language.
    """

    whole: Callable[[str], str]
    lines: Lines
    one_line: Callable[[str], str]
    code: Callable[[str, str], Iterable[str]]
    quote: Callable[[Iterable[Paragraph]], Iterable[str]]

    def write(self, doc: Doc) -> str:
        """Return DOC in the markup."""
        shown = ("\n".join(self._block(block)) for block in doc.blocks)
        return "\n\n".join(filter(None, shown))

    def _block(self, block: Block) -> Iterable[str]:
        match block:
            case Paragraph(content):
                return self.lines(content)
            case Heading(text, level):
                line = self.one_line(text)
                return [f"h{min(max(level, 1), 6)}. {line}"] if line else []
            case Code(text, language):
                shown = self.whole(text)
                return self.code(shown, language) if shown.strip() else []
            case Quote(content):
                return self.quote(content)
            case Listing(items, ordered):
                return listed(items, "#" if ordered else "*", self.lines)
