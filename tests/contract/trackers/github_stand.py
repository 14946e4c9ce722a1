"""GitHub on its stand: the strict local one, fresh for every test."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import httpx

from csopsbot.domain.issue import Category
from csopsbot.testing.github_site import Fault, GitHubSite, Hook
from csopsbot.testing.tracker_contract import Post, Stand
from csopsbot.trackers.github.client import GitHubAccess, GitHubTracker
from csopsbot.trackers.github.meanings import Meanings
from csopsbot.trackers.http import Patience
from csopsbot.trackers.markdown import sections

SECRET = "It's a Secret to Everybody"
BOT_TOKEN = "bot-token"
DANA = {"Authorization": "Bearer dana-token", "Accept": "application/vnd.github+json"}
WORKING = "in progress"
BOT = "csopsbot"
PREFIX = "priority: "
PRIORITIES = ("priority: high", "priority: low")
WRITES = "/(issues|comments|labels|hooks)$"
LINK = re.compile(r"\[(?P<title>.*)\]\(<(?P<url>.*)>\)")
REASONS = {
    Category.DONE: "completed",
    Category.REJECTED: "not_planned",
    Category.DUPLICATE: "duplicate",
}


class GitHubStand(Stand):
    """Fits `Rig`; its clock goes on at once when a test waits for later."""

    project = "acme/shop"
    issue_type = "Bug"
    person = "dana@example.test"
    person_id = "902"
    unreachable: Category | None = None
    hook_url = "https://bot.test/in/github"

    def __init__(self, github: GitHubSite) -> None:
        self.github = github
        self.server = github.server
        self.site = github.server.site
        self.ahead = timedelta()
        self.site.clock = self.now
        self.site.repositories[0].roles[BOT] = "admin"
        self.site.repositories[0].labels.update({one: one for one in PRIORITIES})

    def tracker(
        self, *, webhook_secret: str | None = None, token: str = BOT_TOKEN
    ) -> GitHubTracker:
        secret = SECRET if webhook_secret is None else webhook_secret
        secrets = (secret,) if secret else ()
        named = ("acme/nowhere", self.project)
        access = GitHubAccess(self.github.url, token, secrets, projects=named)
        meanings = Meanings(priority=PREFIX)
        patience = Patience(2, 5, 10)
        return GitHubTracker("github", access, clock=self.now, meanings=meanings, patience=patience)

    def now(self) -> datetime:
        return super().now() + self.ahead

    async def later(self) -> datetime:
        second = self.now().replace(microsecond=0) + timedelta(seconds=1)
        self.ahead += second - self.now()
        return second

    def small_pages(self) -> None:
        self.server.rows = 3

    async def ask(self, method: str, issue_id: str, below: str = "", body: object = None) -> Any:
        """Do something with an issue as Dana would."""
        repository, _, number = issue_id.partition("/")
        return await self.call(method, f"/repositories/{repository}/issues/{number}{below}", body)

    async def call(self, method: str, path: str, body: object = None) -> Any:
        """Do something as Dana would."""
        async with httpx.AsyncClient(headers=DANA, trust_env=False) as client:
            answer = await client.request(method, self.github.url + path, json=body)
        answer.raise_for_status()
        return answer.json() if answer.content else None

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

    async def edit_comment(self, issue_id: str, comment_id: str, text: str) -> None:
        await self.ask("PATCH", self._comment(issue_id, comment_id), body={"body": text})

    async def delete_comment(self, issue_id: str, comment_id: str) -> None:
        await self.ask("DELETE", self._comment(issue_id, comment_id))

    def _comment(self, issue_id: str, comment_id: str) -> str:
        """Return the path of the comment that was written at that time."""
        written = datetime.fromisoformat(comment_id)
        every = self.site.issue(issue_id).comments
        (found,) = [one.id for one in every if one.created == written]
        return f"{issue_id.partition('/')[0]}/comments/{found}"

    async def prioritise(self, issue_id: str, priority: str) -> None:
        await self.ask("POST", issue_id, "/labels", {"labels": [f"{PREFIX}{priority}"]})

    async def plan(self, issue_id: str, version: str) -> None:
        number = self._milestone(version)
        if not number:
            place = issue_id.partition("/")[0]
            made = await self.call("POST", f"/repositories/{place}/milestones", {"title": version})
            number = made["number"]
        await self.ask("PATCH", issue_id, body={"milestone": number})

    async def release(self, version: str) -> None:
        path = f"/repos/{self.project}/milestones/{self._milestone(version)}"
        await self.call("PATCH", path, {"state": "closed"})

    def _milestone(self, version: str) -> int:
        every = self.site.repositories[0].milestones
        return next((one.number for one in every if one.title == version), 0)

    async def hide(self, issue_id: str) -> None:
        del self.site.issue(issue_id).repository.roles[BOT]

    async def demote(self) -> None:
        self.site.repositories[0].roles[BOT] = "read"

    async def hooks(self) -> list[str]:
        return [one.url for one in self.server.deliveries.hooks]

    async def drop_hooks(self) -> None:
        self.server.deliveries.hooks.clear()

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
        self.fault(kind="lose", method="POST", path=WRITES)
        self.fault(kind="lose", method="PATCH")
        self.fault(kind="lose", method="DELETE")

    def fault(self, **what: Any) -> None:
        """Let something go wrong once."""
        self.server.faults.append(Fault(**what))

    async def posts(self) -> list[Post]:
        return [Post(one.headers, one.body) for one in self.server.deliveries.record]


@contextmanager
def github_stand(github: GitHubSite) -> Iterator[GitHubStand]:
    """Put a fresh GitHub on its stand."""
    github.server.reset()
    stand = GitHubStand(github)
    place = stand.site.repositories[0]
    events = ("issues", "issue_comment")
    github.server.deliveries.hooks.append(Hook(stand.hook_url, SECRET, 7, place, events))
    yield stand
