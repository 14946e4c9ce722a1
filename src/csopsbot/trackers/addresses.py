"""Addresses of pages, told apart from those of other places that only look alike."""

from urllib.parse import urlsplit

_LONGEST = 2000
_WEB = frozenset(("http", "https"))


def path_below(address: str, base: str) -> str:
    """Return the path of ADDRESS below BASE, from its slash on; empty if it is elsewhere."""
    if len(address) > _LONGEST:
        return ""
    try:
        here, there = urlsplit(address), urlsplit(base.rstrip("/"))
    except ValueError:
        return ""
    same = here.netloc.lower().removeprefix("www.") == there.netloc.lower()
    below = here.path.startswith(f"{there.path}/")
    return here.path[len(there.path) :] if same and below and here.scheme in _WEB else ""
