"""Jira on its stand: the strict local one, held to the published document where that is at hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import httpx

from csopsbot.domain.issue import Category
from csopsbot.testing.jira_cloud import Fault, JiraCloud
from csopsbot.testing.jira_cloud.adf import words
from csopsbot.testing.jira_cloud.deliveries import Hook
from csopsbot.testing.tracker_contract import Post
from csopsbot.trackers.jira.client import JiraAccess, JiraTracker
from csopsbot.trackers.jira.transport import Patience
from tests.specs import SPECS

SECRET = "It's a Secret to Everybody"
BOT = ("csopsbot@example.test", "bot-token")
DANA = ("dana@example.test", "dana-token")
STEPS = {Category.IN_PROGRESS: "Start work", Category.DONE: "Finish"}
OPENAPI = SPECS / "jira" / "jira-cloud-v3.json"


class JiraStand:
    """Fits `Rig`."""

    project = "PAY"
    issue_type = "Bug"
    person = DANA[0]
    person_id = "5b10a2844c20165700ede21g"
    unreachable: Category | None = Category.DUPLICATE

    def __init__(self, cloud: JiraCloud) -> None:
        self.cloud = cloud
        self.site = cloud.server.site
        self.faults = cloud.server.faults

    def tracker(self, *, webhook_secret: str | None = None) -> JiraTracker:
        secret = SECRET if webhook_secret is None else webhook_secret
        access = JiraAccess(self.cloud.url, *BOT, secret)
        return JiraTracker("jira", access, clock=self.now, patience=Patience(2, 5, 10))

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - the stand's clock is the wall's

    async def ask(self, method: str, path: str, body: object = None) -> Any:
        """Do something as Dana would."""
        url = f"{self.cloud.url}/rest/api/3/{path}"
        async with httpx.AsyncClient(auth=DANA, trust_env=False) as client:
            answer = await client.request(method, url, json=body)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    async def move(self, issue_id: str, category: Category) -> None:
        offered = (await self.ask("GET", f"issue/{issue_id}/transitions"))["transitions"]
        step = next(one for one in offered if one["name"] == STEPS[category])
        await self.ask("POST", f"issue/{issue_id}/transitions", {"transition": {"id": step["id"]}})

    async def comment(self, issue_id: str, text: str) -> None:
        await self.ask("POST", f"issue/{issue_id}/comment", {"body": words(text)})

    async def assign(self, issue_id: str) -> None:
        await self.ask("PUT", f"issue/{issue_id}/assignee", {"accountId": self.person_id})

    async def delete(self, issue_id: str) -> None:
        await self.ask("DELETE", f"issue/{issue_id}")

    async def links(self, issue_id: str) -> list[tuple[str, str]]:
        found = await self.ask("GET", f"issue/{issue_id}/remotelink")
        return [(one["object"]["url"], one["object"]["title"]) for one in found]

    async def issues(self) -> int:
        return len(self.site.issues)

    def lose_next_answer(self) -> None:
        self.fault(kind="lose", method="POST")

    def fault(self, **what: Any) -> None:
        """Let something go wrong once."""
        self.faults.faults.append(Fault(**what))

    async def posts(self) -> list[Post]:
        return [Post(one.headers, one.body) for one in self.cloud.server.deliveries.record]

    def complaints(self) -> list[str]:
        """Return what our own requests had wrong, by Jira's published document."""
        return [wrong for one in self.cloud.server.log for wrong in one.complaints]


@contextmanager
def jira_cloud() -> Iterator[JiraCloud]:
    """Serve one Jira for many tests, for starting a server takes longer than most of them."""
    with JiraCloud(published=OPENAPI if OPENAPI.is_file() else None) as cloud:
        yield cloud


@contextmanager
def jira_stand(cloud: JiraCloud) -> Iterator[JiraStand]:
    """Put a fresh Jira on its stand, and hold our requests to the published document."""
    cloud.server.reset()
    cloud.server.deliveries.hooks.append(Hook("", SECRET))
    stand = JiraStand(cloud)
    yield stand
    assert stand.complaints() == []
