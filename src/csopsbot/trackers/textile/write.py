"""The neutral document as Textile."""

import re
from collections.abc import Iterable, Iterator

from csopsbot.domain.document import Doc, Paragraph
from csopsbot.trackers.lines import coded
from csopsbot.trackers.textile.escape import whole
from csopsbot.trackers.textile.inline import lines, one_line
from csopsbot.trackers.textile_like import Markup

_LANGUAGE = re.compile(r"\w{1,30}", re.ASCII)
# What Redmine would take for its own among lines shown as they are.
_ITS_OWN = re.compile(r"</?(?:code|kbd|notextile|pre|redpre)\b|:redsh#|x%x%|<!--", re.IGNORECASE)


def _code(text: str, language: str) -> Iterable[str]:
    if _ITS_OWN.search(text):
        return lines(coded(text))
    # Where Redmine colours the words, it shows its own name of a macro.
    if _LANGUAGE.fullmatch(language) and "{{" not in text:
        return [f'<pre><code class="{language}">', text, "</code></pre>"]
    return ["<pre>", text, "</pre>"]


def _quote(content: Iterable[Paragraph]) -> Iterator[str]:
    parts = [shown for part in content if (shown := lines(part.content))]
    for number, part in enumerate(parts):
        if number:
            yield ">"
        yield from (f"> {line}" for line in part)


_MARKUP = Markup(whole, lines, one_line, _code, _quote)


def write(doc: Doc) -> str:
    """Return DOC as Textile."""
    return _MARKUP.write(doc)
