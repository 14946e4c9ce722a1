"""How to reach a Redmine."""

import re
from dataclasses import dataclass, field

LARGEST_FILE = 5 * 1024 * 1024
"""What Redmine takes unless an administrator has said otherwise."""

_NUMBER = "[1-9][0-9]{0,9}"
_REST = r"(?:[.?#/].*)?"


@dataclass(frozen=True, slots=True)
class RedmineAccess:
    """Where Redmine is, and who we are there.

    SECRETS sign its deliveries, several during a change. REF_FIELD is the number of the custom field
    that keeps our refs; without it the field is found by its name. LARGEST_FILE is in bytes, as
    administrators have set it; Redmine tells it only to whom it refuses one.
    """

    url: str
    key: str = field(repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)
    ref_field: str = ""
    largest_file: int = LARGEST_FILE

    def browse(self, issue_id: str) -> str:
        """Return where people see the issue."""
        return f"{self.url.rstrip('/')}/issues/{issue_id}"

    def number(self, address: str) -> str:
        """Return the number of the issue that people call by ADDRESS; empty where it is no such.

        That is its page's, or `#12` as they write it.
        """
        pages = re.escape(self.url.rstrip("/").partition("://")[2])
        found = re.fullmatch(rf"(?:https?://{pages}/issues/|#)({_NUMBER}){_REST}", address.strip())
        return found[1] if found else ""
