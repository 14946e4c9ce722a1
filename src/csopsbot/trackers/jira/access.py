"""How to reach a Jira, and how long to wait for it."""

from dataclasses import dataclass, field
from typing import Literal

Deployment = Literal["auto", "cloud", "data_center"]


@dataclass(frozen=True, slots=True)
class JiraAccess:
    """How to reach Jira and be let in.

    Without EMAIL the TOKEN is a personal access token; with it, an API token on Cloud and a
    password on Data Center, where it may be a mere user name. WEBHOOK_SECRET may hold several, one
    a line, while one replaces another, and so may WEBHOOK_PASSWORD, which unsigned deliveries bring
    along. SITE is where people open issues, when that is not URL:
    behind api.atlassian.com, for instance. PROJECTS are the keys that the desk file names.
    """

    url: str
    email: str
    token: str = field(repr=False)
    webhook_secret: str = field(default="", repr=False)
    webhook_password: str = field(default="", repr=False)
    site: str = ""
    deployment: Deployment = "cloud"
    projects: tuple[str, ...] = ()

    @property
    def webhook_secrets(self) -> tuple[str, ...]:
        """Every secret that a delivery may be signed with."""
        return _lines(self.webhook_secret)

    @property
    def webhook_passwords(self) -> tuple[str, ...]:
        """Every password that an unsigned delivery may bring along."""
        return _lines(self.webhook_password)

    @property
    def base(self) -> str:
        """Return the address that every call is below."""
        return self.url.rstrip("/")

    def browse(self, key: str) -> str:
        """Return the address at which a person opens the issue with KEY."""
        return f"{(self.site or self.url).rstrip('/')}/browse/{key}"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long we wait, in seconds: to connect, for the next bytes, and in all."""

    connect: float = 5
    read: float = 20
    whole: float = 60


def _lines(text: str) -> tuple[str, ...]:
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line)
