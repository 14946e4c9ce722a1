"""HTML built of elements, so that no text can become markup, an attribute or a script."""

import re
from collections.abc import Container, Iterable

from markupsafe import Markup, escape

VOID = frozenset({"br", "hr", "img", "input"})
_LINKABLE = re.compile(r"(?:https?://|mailto:|tel:)[^\s\x00-\x1f\x7f]+", re.I)
_LOADABLE = re.compile(r"(?:https?:/)?/[^\s\x00-\x1f\x7f]+", re.I)

Attribute = str | int | bool | None


def tag(name: str, /, *content: str, **attributes: Attribute) -> Markup:
    """Return an element; `class_` and `data_block_id` are written `class` and `data-block-id`.

    An attribute that is None or False is left out, one that is True stands without a value.
    """
    opening = f"<{name}{''.join(_written(*each) for each in attributes.items())}>"
    if name in VOID:
        return Markup(opening)  # noqa: S704  # names are ours, and the rest is escaped
    return Markup(f"{opening}{''.join(map(escape, content))}</{name}>")  # noqa: S704  # likewise


def joined(parts: Iterable[str]) -> Markup:
    """Return PARTS one after the other, escaped where they are no markup yet."""
    return Markup("".join(map(escape, parts)))  # noqa: S704  # each part is escaped


def marked(text: str) -> Markup:
    """Return TEXT with what stands between backticks as something to type."""
    parts = enumerate(text.split("`"))
    return joined(tag("code", part) if odd % 2 else part for odd, part in parts)


def broken(text: str) -> Markup:
    """Return TEXT with its line breaks."""
    return Markup("<br>").join(text.split("\n"))


def external(url: str, *content: str, **attributes: Attribute) -> Markup:
    """Return a link to URL that opens beside the page; only CONTENT where it is no web address."""
    if not is_linkable(url):
        return joined(content)
    outward: dict[str, Attribute] = {"target": "_blank", "rel": "noopener noreferrer nofollow"}
    return tag("a", *content, href=url, **outward, **attributes)


def classed(name: str, variant: str, known: Container[str]) -> str:
    """Return the class NAME, with that of its VARIANT if it is KNOWN."""
    return f"{name} {name}-{variant}" if variant in known else name


def is_linkable(url: str) -> bool:
    """Tell whether a link may lead to URL."""
    return _LINKABLE.fullmatch(url) is not None


def is_loadable(url: str) -> bool:
    """Tell whether URL may be loaded: from the web, or from where the page is."""
    return _LOADABLE.fullmatch(url) is not None


def _written(name: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    shown = name.rstrip("_").replace("_", "-")
    return f" {shown}" if value is True else f' {shown}="{escape(value)}"'
