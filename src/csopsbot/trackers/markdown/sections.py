"""Parts of a text that are ours to replace, and leave the rest as people wrote it."""

import re
from collections.abc import Mapping
from urllib.parse import unquote

from csopsbot.trackers.markdown.markers import encoded

_SECTION = re.compile(
    r"^<!-- csops:begin=(?P<key>[^\s>]+) -->[ \t]*\r?\n"
    r"(?P<text>(?:(?!<!-- csops:begin=).)*?)"
    r"^<!-- csops:end=(?P=key) -->[ \t]*\r?$",
    re.MULTILINE | re.DOTALL,
)


def sections(text: str) -> Mapping[str, str]:
    """Return what our sections of TEXT say, by their keys."""
    return {unquote(one["key"]): one["text"].strip() for one in _SECTION.finditer(text)}


def with_section(text: str, key: str, says: str) -> str:
    """Return TEXT with one section of KEY that says SAYS, where it was or else at the end.

    Should somebody have copied the section, the copies go.
    """
    name = encoded(key)
    section = f"<!-- csops:begin={name} -->\n{says.strip()}\n<!-- csops:end={name} -->"
    places = [one for one in _SECTION.finditer(text) if one["key"] == name]
    if not places:
        return f"{text.rstrip()}\n\n{section}" if text.strip() else section
    for copy in reversed(places[1:]):
        text = text[: copy.start()].rstrip() + text[copy.end() :]
    return text[: places[0].start()] + section + text[places[0].end() :]
