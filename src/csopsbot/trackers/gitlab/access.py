"""How to reach GitLab and be let in."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class GitLabAccess:
    """GitLab's address and a token of the account we act with.

    A delivery is proven by one of SIGNING_TOKENS, or, where it carries no signature, by one of
    SECRETS; the current one comes first. A number without a project, such as #12, is an issue of
    HOME. PROJECTS are those that the desk names.
    """

    url: str
    token: str = field(repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)
    signing_tokens: tuple[str, ...] = field(default=(), repr=False)
    home: str = ""
    projects: tuple[str, ...] = ()
