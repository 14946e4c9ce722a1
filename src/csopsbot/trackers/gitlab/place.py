"""Where an issue is, in terms that a rename of its project does not change."""

import re
from dataclasses import dataclass
from typing import Self

from csopsbot.app.failures import NotFound
from csopsbot.domain.issue import IssueRef

_ID = re.compile(r"([0-9]{1,18})/([0-9]{1,10})")


@dataclass(frozen=True, slots=True)
class Place:
    """An issue's project and its number there; one that is moved is a new one elsewhere."""

    project: int
    iid: int

    @classmethod
    def of(cls, issue_id: str) -> Self | None:
        """Return the place that ISSUE_ID names; None for what is no id of ours."""
        found = _ID.fullmatch(issue_id)
        return cls(int(found[1]), int(found[2])) if found and found[0].isascii() else None

    @property
    def id(self) -> str:
        """Return the place as an issue's id."""
        return f"{self.project}/{self.iid}"

    def path(self, *below: str) -> str:
        """Return the path of the issue, or of what is BELOW it."""
        return "/".join((f"v4/projects/{self.project}/issues/{self.iid}", *below))


def place_of(ref: IssueRef) -> Place:
    """Return where REF is; raises `NotFound` for what is no id of ours."""
    place = Place.of(ref.id)
    if place is None:
        raise NotFound(f"{ref.id[:40]!r} is no issue in GitLab")
    return place
