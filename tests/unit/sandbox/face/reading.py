"""Reading HTML as a browser does, to see which elements, attributes and words are in it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "img", "input"})


@dataclass(frozen=True, slots=True)
class Element:
    """An element with its attributes, and the words within it."""

    tag: str
    attributes: dict[str, str | None]
    words: list[str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str | None:
        return self.attributes.get(name)

    @property
    def text(self) -> str:
        """Everything within it that is read."""
        return "".join(self.words)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Element] = []
        self.open: list[Element] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"twice an attribute: {attrs}"
        element = Element(tag, dict(attrs))
        self.found.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> ends nothing"
        assert self.open.pop().tag == tag, f"</{tag}> ends another element"

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        for element in self.open:
            element.words.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data}")


def elements(html: str) -> list[Element]:
    """Return every element, in order; fails where one is not closed in its turn."""
    reader = _read(html)
    assert not reader.open, f"left open: {reader.open}"
    return reader.found


def words(html: str) -> str:
    """Return what is read."""
    return "".join(_read(html).text)


def tagged(html: str, tag: str, **attributes: str) -> list[Element]:
    """Return the elements of this tag with these attributes; `data_type` is `data-type`."""
    wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    return [
        each
        for each in elements(html)
        if each.tag == tag and wanted.items() <= each.attributes.items()
    ]


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader
