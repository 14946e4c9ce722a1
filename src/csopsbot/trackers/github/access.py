"""How to reach GitHub and be let in."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class GitHubAccess:
    """The address of the REST API and a token; SECRETS are what deliveries may be signed with."""

    url: str
    token: str = field(repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)
