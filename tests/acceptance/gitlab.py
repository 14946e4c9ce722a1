"""A strict local GitLab for the house, and what stands in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from csopsbot.testing.gitlab_server import GitLabServer, Hook
from csopsbot.testing.gitlab_server.site import Issue, Note, Project, Role

SIGNING_TOKEN = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
MEMBERS = {"csopsbot": Role.REPORTER, "dana": Role.DEVELOPER}
OPS = 71


@dataclass(frozen=True, slots=True)
class GitLab:
    """SERVED as people and tests see it."""

    served: GitLabServer

    @property
    def settings(self) -> dict[str, str]:
        """The bot's settings for it."""
        return {
            "CSOPSBOT_TRACKERS__GITLAB__URL": self.served.url,
            "CSOPSBOT_TRACKERS__GITLAB__TOKEN": "glpat-bot",
            "CSOPSBOT_TRACKERS__GITLAB__SIGNING_TOKEN": SIGNING_TOKEN,
        }

    def deliver_to(self, url: str) -> None:
        """Deliver all that happens to URL."""
        self.served.server.deliveries.hooks.append(Hook(url, signing_token=SIGNING_TOKEN))

    def issue(self, title: str) -> Issue:
        """Return the one issue with this title that was not moved away."""
        every = list(self.served.server.site.issues)
        (issue,) = (one for one in every if one.title == title and one.moved_to is None)
        return issue

    def comments(self, title: str) -> list[Note]:
        """Return each comment on the one issue with this title."""
        return [note for note in list(self.issue(title).notes) if not note.system]

    async def ask(self, method: str, title: str, below: str = "", **body: object) -> None:
        """Do something with the issue of this title as Dana would."""
        await self.at(self.issue(title), method, below, **body)

    async def at(self, issue: Issue, method: str, below: str = "", **body: object) -> None:
        """Do something with an issue as Dana would, be it one that was moved away."""
        path = f"/api/v4/projects/{issue.project.id}/issues/{issue.iid}{below}"
        headers = {"PRIVATE-TOKEN": "glpat-dana"}
        async with httpx.AsyncClient(headers=headers, trust_env=False) as client:
            answer = await client.request(method, self.served.url + path, json=body or None)
        answer.raise_for_status()

    def undocumented(self) -> list[str]:
        """Return which of the bot's requests GitLab documents nowhere."""
        ours = (one for one in self.served.server.log if one.who == "csopsbot")
        return [f"{one.method} {one.path}" for one in ours if one.status in (400, 406)]


@contextmanager
def gitlab_running() -> Iterator[GitLab]:
    """Run a GitLab that has the project of the house's desk."""
    with GitLabServer() as served:
        served.server.site.projects.append(Project(90, "acme/pay", dict(MEMBERS)))
        gitlab = GitLab(served)
        yield gitlab
        assert gitlab.undocumented() == []
