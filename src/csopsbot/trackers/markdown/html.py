"""What HTML within Markdown shows, as text."""

import re
from html.parser import HTMLParser

from csopsbot.domain.document import Link

_ENDING = frozenset(("br", "div", "details", "li", "p", "pre", "summary", "td", "tr"))


class _Shown(HTMLParser):
    """Gathers the text between tags; a picture is told by its name."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.images: list[Link] = []

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            named = {name: value or "" for name, value in attrs}
            image = Link(named.get("src", ""), f"📎 {named.get('alt', '')}".strip())
            self.images.append(image)
            self.text.append(" ".join(filter(None, (image.text, image.url))))
        elif tag == "br":
            self.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _ENDING:
            self.text.append("\n")


def shown_of(html: str) -> str:
    """Return the text that HTML shows."""
    lines = (line.strip() for line in "".join(_parsed(html).text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def image_of(tag: str) -> Link | None:
    """Return the picture that TAG shows, if it is one."""
    return next(iter(_parsed(tag).images), None)


def _parsed(html: str) -> _Shown:
    parser = _Shown()
    parser.feed(html)
    parser.close()
    return parser
