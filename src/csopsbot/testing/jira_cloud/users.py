"""Who is known to a Jira."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(slots=True)
class User:
    """A person or a bot with an API token; its address is shown only if it wants.

    DENIED are permissions that it lacks, by their keys.
    """

    account_id: str
    name: str
    email: str
    token: str
    active: bool = True
    shows_email: bool = True
    account_type: str = "atlassian"
    is_admin: bool = False
    denied: set[str] = field(default_factory=set)

    @property
    def username(self) -> str:
        """What it signs in with where people have names."""
        return self.email.partition("@")[0]
