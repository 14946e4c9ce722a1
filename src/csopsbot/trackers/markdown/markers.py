"""Marks in a text that its readers do not see, by which we know again what we wrote."""

import re
from urllib.parse import quote, unquote

_MARK = re.compile(r"^<!-- csops:([a-z]+)=([A-Za-z0-9%:._~/-]+) -->[ \t]*\r?$", re.MULTILINE)


def mark(kind: str, key: str) -> str:
    """Return the line that marks a text of KIND (lower-case letters) with KEY."""
    return f"<!-- csops:{kind}={encoded(key)} -->"


def key_of(text: str, kind: str) -> str | None:
    """Return the key that TEXT is marked with, the last if there are several."""
    found = [unquote(one[2]) for one in _MARK.finditer(text) if one[1] == kind]
    return found[-1] if found else None


def encoded(key: str) -> str:
    """Return KEY as it may stand in a comment, which two hyphens could end."""
    return quote(key, safe=":").replace("--", "%2D%2D")
