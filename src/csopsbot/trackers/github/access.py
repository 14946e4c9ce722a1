"""How to reach GitHub and be let in."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class AppAccess:
    """An App of our own: its id (or client id) and its private key, in PEM.

    INSTALLATION is where it acts; 0 is the one that holds REPOSITORY, or else the only one.
    """

    id: str
    key: str = field(repr=False)
    installation: int = 0
    repository: str = ""


@dataclass(frozen=True, slots=True)
class GitHubAccess:
    """The address of the REST API, and a token or an App to be let in with.

    SECRETS are what deliveries may be signed with, the current one first. A number without a
    repository, such as #12, is an issue of HOME.
    PROJECTS are those that the desk names.
    """

    url: str
    token: str = field(default="", repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)
    app: AppAccess | None = None
    home: str = ""
    projects: tuple[str, ...] = ()
