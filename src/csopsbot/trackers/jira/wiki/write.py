"""The neutral document as Jira's wiki text."""

import re
from collections.abc import Iterable

from csopsbot.domain.document import Doc, Paragraph
from csopsbot.trackers.jira.wiki.escape import whole
from csopsbot.trackers.jira.wiki.inline import lines, one_line
from csopsbot.trackers.lines import coded
from csopsbot.trackers.textile_like import Markup

# Jira shows a complaint instead of the code for any other.
_LANGUAGES = re.compile(
    r"bash|c|c\#|c\+\+|cpp|css|erlang|go|groovy|haskell|html|java|javascript|js|json|lua|objc|perl|"
    r"php|python|r|ruby|scala|sh|sql|swift|vb|xml|yaml"
)


def _code(text: str, language: str) -> Iterable[str]:
    if "{code" not in text:
        known = _LANGUAGES.fullmatch(language.casefold())
        kind = f":{known[0]}" if known else ""
        return [f"{{code{kind}}}", text, "{code}"]
    if "{noformat" not in text:
        return ["{noformat}", text, "{noformat}"]
    return lines(coded(text))


def _quote(content: Iterable[Paragraph]) -> list[str]:
    parts = ["\n".join(shown) for part in content if (shown := lines(part.content))]
    return ["{quote}", "\n\n".join(parts), "{quote}"] if parts else []


_MARKUP = Markup(whole, lines, one_line, _code, _quote)


def write(doc: Doc) -> str:
    """Return DOC as wiki text."""
    return _MARKUP.write(doc)
