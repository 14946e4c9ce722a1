"""GitLab on its stand: the strict local one, fresh for every test."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import httpx

from csopsbot.domain.issue import Category
from csopsbot.testing.gitlab_server import Fault, GitLabServer, Hook
from csopsbot.testing.gitlab_server.site import Issue
from csopsbot.testing.tracker_contract import Post
from csopsbot.trackers.gitlab.client import GitLabAccess, GitLabTracker, Ways
from csopsbot.trackers.http import Patience
from csopsbot.trackers.markdown import sections

SECRET = "It's a Secret to Everybody"
SIGNING_TOKEN = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OTHER_TOKEN = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
BOT_TOKEN = "glpat-bot"
DANA = {"PRIVATE-TOKEN": "glpat-dana"}
LINK = re.compile(r"\[(?P<title>.*)\]\(<(?P<url>.*)>\)")
EDITS: dict[Category, dict[str, str]] = {
    Category.OPEN: {"state_event": "reopen"},
    Category.IN_PROGRESS: {"add_labels": "in progress"},
    Category.DONE: {"state_event": "close"},
    Category.REJECTED: {"state_event": "close", "add_labels": "rejected"},
    Category.DUPLICATE: {"state_event": "close", "add_labels": "duplicate"},
}


class GitLabStand:
    """Fits `Rig`."""

    project = "acme/shop"
    issue_type = "incident"
    person = "dana@example.test"
    person_id = "12"
    unreachable: Category | None = None

    def __init__(self, gitlab: GitLabServer) -> None:
        self.gitlab = gitlab
        self.server = gitlab.server
        self.site = gitlab.server.site

    def tracker(
        self,
        *,
        webhook_secret: str | None = None,
        token: str = BOT_TOKEN,
        ways: Ways | None = None,
    ) -> GitLabTracker:
        signing = (SIGNING_TOKEN,) if webhook_secret is None else (OTHER_TOKEN,)
        access = GitLabAccess(self.gitlab.url, token, (), () if webhook_secret == "" else signing)
        patience = Patience(2, 5, 10)
        return GitLabTracker("gitlab", access, clock=self.now, ways=ways, patience=patience)

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - the stand's clock is the wall's

    def issue(self, issue_id: str) -> Issue:
        """Return what the server holds of an issue."""
        issue = self.site.issue(int(issue_id))
        assert issue is not None
        return issue

    async def ask(self, method: str, issue_id: str, below: str = "", body: object = None) -> Any:
        """Do something with an issue as Dana would."""
        issue = self.issue(issue_id)
        path = f"/api/v4/projects/{issue.project.id}/issues/{issue.iid}{below}"
        async with httpx.AsyncClient(headers=DANA, trust_env=False) as client:
            answer = await client.request(method, self.gitlab.url + path, json=body)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    async def move(self, issue_id: str, category: Category) -> None:
        await self.ask("PUT", issue_id, body=EDITS[category])

    async def comment(self, issue_id: str, text: str) -> None:
        await self.ask("POST", issue_id, "/notes", {"body": text})

    async def assign(self, issue_id: str) -> None:
        await self.ask("PUT", issue_id, body={"assignee_ids": [int(self.person_id)]})

    async def delete(self, issue_id: str) -> None:
        await self.ask("DELETE", issue_id)

    async def carry(self, issue_id: str, project: int) -> str:
        """Let Dana move the issue to another project, and return its new id."""
        moved = await self.ask("POST", issue_id, "/move", {"to_project_id": project})
        return str(moved["id"])

    async def links(self, issue_id: str) -> list[tuple[str, str]]:
        shown = sections(self.issue(issue_id).description).values()
        found = [LINK.search(one) for one in shown]
        return [(one["url"], one["title"]) for one in found if one]

    async def issues(self) -> int:
        return len(self.site.issues)

    def lose_next_answer(self) -> None:
        self.fault(kind="lose", method="POST", path="/(issues|notes)$")
        self.fault(kind="lose", method="PUT")

    def fault(self, **what: Any) -> None:
        """Let something go wrong once."""
        self.server.faults.append(Fault(**what))

    async def posts(self) -> list[Post]:
        return [Post(one.headers, one.body) for one in self.server.deliveries.record]

    def undocumented(self) -> list[str]:
        """Return which of our own requests GitLab documents nowhere."""
        return [
            f"{one.method} {one.path} {one.body.decode(errors='replace')[:200]}"
            for one in self.server.log
            if one.who == "csopsbot" and one.status in (400, 406)
        ]


@contextmanager
def gitlab_stand(gitlab: GitLabServer) -> Iterator[GitLabStand]:
    """Put a fresh GitLab on its stand."""
    gitlab.server.reset()
    gitlab.server.deliveries.hooks.append(Hook(secret=SECRET, signing_token=SIGNING_TOKEN))
    yield GitLabStand(gitlab)
