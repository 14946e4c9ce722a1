"""Jira on its stand: the strict local one, held to the published document where that is at hand."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

import httpx

from csopsbot.domain.issue import Category
from csopsbot.testing.jira_cloud import Fault, JiraCloud
from csopsbot.testing.jira_cloud.deliveries import Hook
from csopsbot.testing.jira_cloud.users import User
from csopsbot.testing.tracker_contract import Post, Stand
from csopsbot.trackers.jira.access import Deployment
from csopsbot.trackers.jira.client import JiraAccess, JiraTracker
from csopsbot.trackers.jira.transport import Patience
from csopsbot.trackers.jira.webhook import FOLLOWED
from tests.specs import SPECS

SECRET = "It's a Secret to Everybody"
BOT = ("csopsbot@example.test", "bot-token")
DANA = ("dana@example.test", "dana-token")
STEPS = {Category.IN_PROGRESS: "Start work", Category.DONE: "Finish"}
AnyStand = TypeVar("AnyStand", bound="JiraStand")
OPENAPI = SPECS / "jira" / "jira-cloud-v3.json"


class JiraStand(Stand):
    """Fits `Rig`."""

    hook_url = "https://bot.test/in/jira"
    project = "PAY"
    issue_type = "Bug"
    person = DANA[0]
    person_id = "5b10a2844c20165700ede21g"
    bot = BOT
    dana = DANA
    deployment: Deployment = "cloud"
    unreachable: Category | None = Category.DUPLICATE

    def __init__(self, cloud: JiraCloud) -> None:
        self.cloud = cloud
        self.site = cloud.server.site
        self.faults = cloud.server.faults

    def tracker(self, *, webhook_secret: str | None = None) -> JiraTracker:
        secret = SECRET if webhook_secret is None else webhook_secret
        access = self.access(secret)
        return JiraTracker("jira", access, clock=self.now, patience=Patience(2, 5, 10))

    def access(self, secret: str = SECRET) -> JiraAccess:
        """Return how to reach this Jira."""
        projects = ("PAY", "OPS")
        return JiraAccess(
            self.cloud.url, *self.bot, secret, deployment=self.deployment, projects=projects
        )

    async def later(self) -> datetime:
        """Wait for the next millisecond, for Jira keeps those."""
        await asyncio.sleep(0.003)
        now = self.now()
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

    def small_pages(self) -> None:
        self.faults.largest_page = 3

    @property
    def us(self) -> User:
        """Our account."""
        return self.site.users[0]

    async def ask(self, method: str, path: str, body: object = None, **more: Any) -> Any:
        """Do something as Dana would."""
        url = f"{self.cloud.url}{self.site.manner.api}/{path}"
        async with httpx.AsyncClient(auth=self.dana, trust_env=False) as client:
            answer = await client.request(method, url, json=body, **more)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    async def move(self, issue_id: str, category: Category) -> None:
        offered = (await self.ask("GET", f"issue/{issue_id}/transitions"))["transitions"]
        step = next(one for one in offered if one["name"] == STEPS[category])
        await self.ask("POST", f"issue/{issue_id}/transitions", {"transition": {"id": step["id"]}})

    async def comment(self, issue_id: str, text: str) -> None:
        await self.ask("POST", f"issue/{issue_id}/comment", {"body": self.words(text)})

    def words(self, text: str) -> Any:
        """Return TEXT as a person's editor would post it."""
        return self.site.manner.words(text)

    async def edit_comment(self, issue_id: str, comment_id: str, text: str) -> None:
        body = {"body": self.words(text)}
        await self.ask("PUT", f"issue/{issue_id}/comment/{comment_id}", body)

    async def delete_comment(self, issue_id: str, comment_id: str) -> None:
        await self.ask("DELETE", f"issue/{issue_id}/comment/{comment_id}")

    async def attach(self, issue_id: str, name: str, content: bytes) -> None:
        files = {"file": (name, content, "text/plain")}
        headers = {"X-Atlassian-Token": "no-check"}
        await self.ask("POST", f"issue/{issue_id}/attachments", files=files, headers=headers)

    async def prioritise(self, issue_id: str, priority: str) -> None:
        await self.ask("PUT", f"issue/{issue_id}", {"fields": {"priority": {"name": priority}}})

    async def plan(self, issue_id: str, version: str) -> None:
        known = await self.ask("GET", f"project/{self.project}/versions")
        if version not in [one["name"] for one in known]:
            await self.ask("POST", "version", {"name": version, "projectId": 10000})
        update = {"fixVersions": [{"add": {"name": version}}]}
        await self.ask("PUT", f"issue/{issue_id}", {"update": update})

    async def release(self, version: str) -> None:
        known = await self.ask("GET", f"project/{self.project}/versions")
        (found,) = [one["id"] for one in known if one["name"] == version]
        await self.ask("PUT", f"version/{found}", {"released": True})

    async def hide(self, issue_id: str) -> None:
        """Take our account out of the project, as happens; Jira says of no single issue why."""
        self.site.issues[issue_id].project.hidden_from.add(self.us.account_id)

    async def demote(self) -> None:
        self.us.denied |= {"CREATE_ISSUES", "EDIT_ISSUES", "ADD_COMMENTS", "TRANSITION_ISSUES"}

    async def comment_is_internal(self, issue_id: str, comment_id: str) -> bool:
        shown = await self.ask("GET", f"issue/{issue_id}/comment")
        (found,) = [one for one in shown["comments"] if one["id"] == comment_id]
        return not found["jsdPublic"]

    async def work(self, issue_id: str) -> list[tuple[int, str]]:
        shown = await self.ask("GET", f"issue/{issue_id}/worklog")
        text_of = self.site.manner.text_of
        return [(one["timeSpentSeconds"], text_of(one["comment"])) for one in shown["worklogs"]]

    async def hooks(self) -> list[str]:
        return [one.url for one in self.cloud.server.deliveries.hooks]

    async def drop_hooks(self) -> None:
        self.cloud.server.deliveries.hooks.clear()

    async def assign(self, issue_id: str) -> None:
        dana = self.site.manner.user("", self.site.users[1])
        named = {name: dana[name] for name in ("accountId", "name") if name in dana}
        await self.ask("PUT", f"issue/{issue_id}/assignee", named)

    async def delete(self, issue_id: str) -> None:
        await self.ask("DELETE", f"issue/{issue_id}")

    async def links(self, issue_id: str) -> list[tuple[str, str]]:
        found = await self.ask("GET", f"issue/{issue_id}/remotelink")
        return [(one["object"]["url"], one["object"]["title"]) for one in found]

    async def issues(self) -> int:
        return len(self.site.issues)

    def lose_next_answer(self) -> None:
        for method in ("POST", "PUT", "DELETE"):
            self.fault(kind="lose", method=method)

    def fault(self, **what: Any) -> None:
        """Let something go wrong once."""
        self.faults.faults.append(Fault(**what))

    async def posts(self) -> list[Post]:
        return [Post(one.headers, one.body) for one in self.cloud.server.deliveries.record]

    def complaints(self) -> list[str]:
        """Return what our own requests had wrong, by Jira's published document."""
        return [wrong for one in self.cloud.server.log for wrong in one.complaints]


def the_hook() -> Hook:
    """Return a webhook as an administrator registers it by docs/jira.md."""
    events = tuple(sorted(FOLLOWED))
    return Hook(JiraStand.hook_url, SECRET, id="72", name="csopsbot", events=events)


@contextmanager
def jira_cloud() -> Iterator[JiraCloud]:
    """Serve one Jira for many tests, for starting a server takes longer than most of them."""
    with JiraCloud(published=OPENAPI if OPENAPI.is_file() else None) as cloud:
        yield cloud


@contextmanager
def jira_stand(cloud: JiraCloud) -> Iterator[JiraStand]:
    """Put a fresh Jira on its stand, and hold our requests to the published document."""
    with standing(cloud, JiraStand) as stand:
        yield stand


@contextmanager
def standing(cloud: JiraCloud, kind: type[AnyStand]) -> Iterator[AnyStand]:
    """Put a fresh Jira on a stand of this kind, and hold our requests to what is documented."""
    cloud.server.reset()
    cloud.server.deliveries.hooks.append(the_hook())
    stand = kind(cloud)
    stand.us.is_admin = True
    yield stand
    assert stand.complaints() == []
