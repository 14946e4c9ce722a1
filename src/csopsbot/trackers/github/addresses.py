"""What people call an issue by: the address of its page, or its repository's name and its number."""

import re
from urllib.parse import urlsplit

from csopsbot.trackers.addresses import path_below

_PAGE = re.compile(r"/([A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+)/issues/([0-9]{1,10})/?")
_KEY = re.compile(r"([A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+)?#([0-9]{1,10})")
_API_PATH = "/api/v3"


def site(api: str) -> str:
    """Return the address of the pages that people open, for that of the API."""
    parts = urlsplit(api)
    host = parts.netloc
    if parts.hostname == "api.github.com" or (parts.hostname or "").endswith(".ghe.com"):
        host = host.removeprefix("api.")
    return f"{parts.scheme}://{host}{parts.path.rstrip('/').removesuffix(_API_PATH)}"


def named(address: str, pages: str, home: str) -> tuple[str, int] | None:
    """Return the repository and number that ADDRESS names; None if it names no issue.

    PAGES is where people open issues; a number alone is meant in the repository HOME, if any.
    """
    address = address.strip()
    key = _KEY.fullmatch(address)
    if key:
        return (key[1] or home, int(key[2])) if key[1] or home else None
    page = _PAGE.fullmatch(path_below(address, pages))
    return (page[1], int(page[2])) if page else None
