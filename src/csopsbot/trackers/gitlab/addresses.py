"""What people call an issue by: the address of its page, or its project's path and its number."""

import re

from csopsbot.trackers.addresses import path_below

_PATH = r"[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+){1,20}"
_PAGE = re.compile(rf"/({_PATH}?)(?:/-)?/(?:issues(?:/incident)?|work_items)/([0-9]{{1,10}})/?")
_KEY = re.compile(rf"({_PATH})?#([0-9]{{1,10}})")


def named(address: str, base: str, home: str) -> tuple[str, int] | None:
    """Return the project and number that ADDRESS names; None if it names no issue.

    BASE is GitLab's own address; a number alone is meant in the project HOME, if any.
    """
    address = address.strip()
    key = _KEY.fullmatch(address)
    if key:
        return (key[1] or home, int(key[2])) if key[1] or home else None
    page = _PAGE.fullmatch(path_below(address, base))
    return (page[1], int(page[2])) if page else None
