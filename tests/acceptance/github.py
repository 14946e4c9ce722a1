"""A strict local GitHub for the house, and what stands in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote

import httpx

from csopsbot.testing.github_site import GitHubSite, Hook
from csopsbot.testing.github_site.site import Comment, Issue

SECRET = "It's a Secret to Everybody"
DANA = {"Authorization": "Bearer dana-token", "Accept": "application/vnd.github+json"}
WORKING = "in progress"


@dataclass(frozen=True, slots=True)
class GitHub:
    """SERVED as people and tests see it."""

    served: GitHubSite

    @property
    def settings(self) -> dict[str, str]:
        """The bot's settings for it."""
        return {
            "CSOPSBOT_TRACKERS__GITHUB__URL": self.served.url,
            "CSOPSBOT_TRACKERS__GITHUB__TOKEN": "bot-token",
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
        ours = (one for one in self.served.server.log if one.who == "csopsbot")
        return [f"{one.method} {one.path}" for one in ours if one.status in (400, 415, 422)]


@contextmanager
def github_running() -> Iterator[GitHub]:
    """Run a GitHub."""
    with GitHubSite() as served:
        github = GitHub(served)
        yield github
        assert github.undocumented() == []
