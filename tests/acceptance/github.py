"""A strict local GitHub for the house, and what stands in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote

import httpx
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from csopsbot.testing.github_site import GitHubSite, Hook
from csopsbot.testing.github_site.site import Account, App, Comment, Issue

BOT = "csops-app[bot]"
SECRET = "It's a Secret to Everybody"
DANA = {"Authorization": "Bearer dana-token", "Accept": "application/vnd.github+json"}
WORKING = "in progress"


@dataclass(frozen=True, slots=True)
class GitHub:
    """SERVED as people and tests see it; KEY is the private one of the bot's App."""

    served: GitHubSite
    key: str

    @property
    def settings(self) -> dict[str, str]:
        """The bot's settings for it."""
        return {
            "CSOPSBOT_TRACKERS__GITHUB__URL": self.served.url,
            "CSOPSBOT_TRACKERS__GITHUB__APP_ID": "4242",
            "CSOPSBOT_TRACKERS__GITHUB__APP_PRIVATE_KEY": self.key,
            "CSOPSBOT_TRACKERS__GITHUB__WEBHOOK_SECRET": SECRET,
        }

    def deliver_to(self, url: str) -> None:
        """Deliver all that happens to URL, each thing twice."""
        deliveries = self.served.server.deliveries
        deliveries.hooks.append(Hook(url, SECRET))
        deliveries.twice = True

    def issue(self, title: str) -> Issue:
        """Return the one issue with this title."""
        (issue,) = (one for one in self.served.server.site.issues() if one.title == title)
        return issue

    def comments(self, title: str) -> list[Comment]:
        """Return each comment on the one issue with this title."""
        return list(self.issue(title).comments)

    def transfer(self, title: str) -> None:
        """Let the issue be transferred to the other repository."""
        site = self.served.server.site
        site.transfer(self.issue(title), site.repositories[1])

    async def ask(self, method: str, title: str, below: str = "", **body: object) -> None:
        """Do something with the issue as Dana would."""
        issue = self.issue(title)
        path = f"/repos/{issue.repository.full_name}/issues/{issue.number}{quote(below)}"
        async with httpx.AsyncClient(headers=DANA, trust_env=False) as client:
            answer = await client.request(method, self.served.url + path, json=body)
        answer.raise_for_status()

    def undocumented(self) -> list[str]:
        """Return which of the bot's requests GitHub documents nowhere."""
        ours = (one for one in self.served.server.log if one.who == BOT)
        return [f"{one.method} {one.path}" for one in ours if one.status in (400, 415, 422)]


@contextmanager
def github_running() -> Iterator[GitHub]:
    """Run a GitHub in which the bot is an App."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    with GitHubSite() as served:
        site = served.server.site
        bot = Account(905, BOT, "", "Bot")
        granted = {"issues": "write", "metadata": "read"}
        site.accounts.append(bot)
        site.apps.append(App(4242, "csops-app", bot, public.decode(), granted, {77: {71, 72}}))
        github = GitHub(served, private.decode())
        yield github
        assert github.undocumented() == []
