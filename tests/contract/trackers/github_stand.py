"""GitHub on its stand: the strict local one, fresh for every test."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import httpx

from csopsbot.domain.issue import Category
from csopsbot.testing.github_site import Fault, GitHubSite, Hook
from csopsbot.testing.tracker_contract import Post
from csopsbot.trackers.github.client import GitHubAccess, GitHubTracker
from csopsbot.trackers.http import Patience
from csopsbot.trackers.markdown import sections

SECRET = "It's a Secret to Everybody"
BOT_TOKEN = "bot-token"
DANA = {"Authorization": "Bearer dana-token", "Accept": "application/vnd.github+json"}
WORKING = "in progress"
LINK = re.compile(r"\[(?P<title>.*)\]\(<(?P<url>.*)>\)")
REASONS = {
    Category.DONE: "completed",
    Category.REJECTED: "not_planned",
    Category.DUPLICATE: "duplicate",
}


class GitHubStand:
    """Fits `Rig`."""

    project = "acme/shop"
    issue_type = "Bug"
    person = "dana@example.test"
    person_id = "902"
    unreachable: Category | None = None

    def __init__(self, github: GitHubSite) -> None:
        self.github = github
        self.server = github.server
        self.site = github.server.site

    def tracker(
        self, *, webhook_secret: str | None = None, token: str = BOT_TOKEN
    ) -> GitHubTracker:
        secret = SECRET if webhook_secret is None else webhook_secret
        access = GitHubAccess(self.github.url, token, (secret,) if secret else ())
        return GitHubTracker("github", access, clock=self.now, patience=Patience(2, 5, 10))

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - the stand's clock is the wall's

    async def ask(self, method: str, issue_id: str, below: str = "", body: object = None) -> Any:
        """Do something with an issue as Dana would."""
        repository, _, number = issue_id.partition("/")
        url = f"{self.github.url}/repositories/{repository}/issues/{number}{below}"
        async with httpx.AsyncClient(headers=DANA, trust_env=False) as client:
            answer = await client.request(method, url, json=body)
        answer.raise_for_status()
        return answer.json()

    async def move(self, issue_id: str, category: Category) -> None:
        if category is Category.IN_PROGRESS:
            await self.ask("POST", issue_id, "/labels", {"labels": [WORKING]})
        elif category is Category.OPEN:
            await self.ask("DELETE", issue_id, f"/labels/{quote(WORKING)}")
        else:
            closed = {"state": "closed", "state_reason": REASONS[category]}
            await self.ask("PATCH", issue_id, body=closed)

    async def comment(self, issue_id: str, text: str) -> None:
        await self.ask("POST", issue_id, "/comments", {"body": text})

    async def assign(self, issue_id: str) -> None:
        await self.ask("PATCH", issue_id, body={"assignees": ["dana"]})

    async def delete(self, issue_id: str) -> None:
        self.site.delete(self.site.issue(issue_id))

    async def links(self, issue_id: str) -> list[tuple[str, str]]:
        shown = sections(self.site.issue(issue_id).body or "").values()
        found = [LINK.search(one) for one in shown]
        return [(one["url"], one["title"]) for one in found if one]

    async def issues(self) -> int:
        return len(self.site.issues())

    def lose_next_answer(self) -> None:
        self.fault(kind="lose", method="POST")

    def fault(self, **what: Any) -> None:
        """Let something go wrong once."""
        self.server.faults.append(Fault(**what))

    async def posts(self) -> list[Post]:
        return [Post(one.headers, one.body) for one in self.server.deliveries.record]


@contextmanager
def github_stand(github: GitHubSite) -> Iterator[GitHubStand]:
    """Put a fresh GitHub on its stand."""
    github.server.reset()
    github.server.deliveries.hooks.append(Hook("", SECRET))
    yield GitHubStand(github)
