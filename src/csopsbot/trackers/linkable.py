"""Addresses that stand in running text, as every server makes links of them."""

import re
from collections.abc import Iterator

from csopsbot.domain.document import Link

LINKABLE = re.compile(r"(?:https?://|mailto:)[^\s<>\"\\^`{|}\x00-\x20\x7f]+", re.IGNORECASE)

_BARE = re.compile(r"https?://[^\s<>\"\\^`{|}\x00-\x20\x7f]+", re.IGNORECASE)
_ENDS_SENTENCE = "?!.,:;*_~'\"]"


def parted(text: str) -> Iterator[str | Link]:
    """Yield TEXT piece by piece: words as they are, and links."""
    end = 0
    for found in _BARE.finditer(text):
        url = _without_end(found[0])
        if not LINKABLE.fullmatch(url):
            continue
        if end < found.start():
            yield text[end : found.start()]
        yield Link(url)
        end = found.start() + len(url)
    if text[end:]:
        yield text[end:]


def _without_end(url: str) -> str:
    """Return URL without the punctuation of the sentence around it."""
    surplus, end = url.count(")") - url.count("("), len(url)
    while end and (url[end - 1] in _ENDS_SENTENCE or (url[end - 1] == ")" and surplus > 0)):
        surplus -= url[end - 1] == ")"
        end -= 1
    return url[:end]
