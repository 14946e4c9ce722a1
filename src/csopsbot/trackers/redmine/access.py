"""How to reach a Redmine."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class RedmineAccess:
    """Where Redmine is, and who we are there.

    SECRETS sign its deliveries, several during a change. REF_FIELD is the number of the custom field
    that keeps our refs; without it the field is found by its name.
    """

    url: str
    key: str = field(repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)
    ref_field: str = ""

    def browse(self, issue_id: str) -> str:
        """Return where people see the issue."""
        return f"{self.url.rstrip('/')}/issues/{issue_id}"
