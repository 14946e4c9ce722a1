"""Which addresses may become links."""

import re

_LINKABLE = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f\x7f]+", re.I)


def is_linkable(url: str) -> bool:
    """Return whether URL is an http(s) or mailto address."""
    return _LINKABLE.fullmatch(url) is not None
