"""What people call an issue by: its key, or an address of a page that shows it."""

import re
from urllib.parse import SplitResult, parse_qs, urlsplit

from csopsbot.trackers.jira.access import JiraAccess

_LONGEST = 2_000
_KEY = r"[A-Za-z][A-Za-z0-9_]{1,254}-[0-9]{1,20}"
_PAGE = re.compile(rf"/(?:browse|issues|portal/[0-9]+)/({_KEY})/?")


def key_of(address: str, access: JiraAccess) -> str | None:
    """Return the key of the issue at ADDRESS, None where it is not that of an issue here."""
    address = address.strip()
    if len(address) > _LONGEST:
        return None
    if re.fullmatch(_KEY, address):
        return address.upper()
    bases = (access.url, access.site)
    return next((key for base in bases if base and (key := _on_page(address, base))), None)


def _on_page(address: str, base: str) -> str | None:
    try:
        page, home = urlsplit(address), urlsplit(base.rstrip("/"))
        below = _host(page) == _host(home) and page.path.startswith(home.path)
    except ValueError:
        return None
    if not below or page.username is not None:
        return None
    found = _PAGE.search(page.path)
    whole = found and found.end() == len(page.path)
    key = found[1] if found and whole else _selected(page.query)
    return key.upper() if key else None


def _host(url: SplitResult) -> tuple[str, str | None, int | None]:
    return url.scheme.lower(), url.hostname, url.port


def _selected(query: str) -> str | None:
    """Return the issue that a board shows beside itself."""
    chosen = parse_qs(query).get("selectedIssue", [""])[0]
    return chosen if re.fullmatch(_KEY, chosen) else None
