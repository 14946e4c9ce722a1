"""Where an issue is, in terms that a rename of its repository or of its owner does not change.

An issue's number belongs to its repository for ever, and so does the repository's own number. What
stands in a browser's address bar, owner and name, may belong to another repository tomorrow.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote

from csopsbot.app.failures import Invalid
from csopsbot.trackers.github.project import PROJECT_NAMES
from csopsbot.trackers.outcome import Request

_ID = re.compile(r"([0-9]{1,18})/([0-9]{1,10})")
_NAMED_BY = re.compile(r"/repos/([^/]+/[^/]+)$")


@dataclass(frozen=True, slots=True)
class Place:
    """An issue's repository and number."""

    repository: int
    number: int

    @classmethod
    def of(cls, issue_id: str) -> Self | None:
        """Return the place that ISSUE_ID names; None for what is no id of ours."""
        found = _ID.fullmatch(issue_id)
        return cls(int(found[1]), int(found[2])) if found else None

    @property
    def id(self) -> str:
        """Return the place as an issue's id."""
        return f"{self.repository}/{self.number}"

    def request(
        self,
        method: str,
        *below: str,
        params: Mapping[str, str] | None = None,
        body: object | None = None,
    ) -> Request:
        """Return a request about the issue, or about what is BELOW it."""
        # GitHub's own redirects lead to /repositories/<id>, which does as /repos/<owner>/<name>.
        parts = ("issues", str(self.number), *(quote(part, safe="") for part in below))
        path = f"repositories/{self.repository}/{'/'.join(parts)}"
        return Request(method, path, params or {}, body)


def full_name(project: str) -> str:
    """Return PROJECT if it may name a repository; raises `Invalid`."""
    if not PROJECT_NAMES.allow(project):
        raise Invalid(f"{project!r} names no repository on GitHub: write it as owner/name")
    return project


def name_in(repository_url: str) -> str:
    """Return owner and name of the repository at this address of the API; empty if it has none."""
    found = _NAMED_BY.search(repository_url)
    return found[1] if found else ""
