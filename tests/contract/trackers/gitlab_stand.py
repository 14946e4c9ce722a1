"""GitLab on its stand: the strict local one, fresh for every test."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import httpx

from csopsbot.domain.issue import Category
from csopsbot.testing.gitlab_server import Fault, GitLabServer, Hook
from csopsbot.testing.gitlab_server.hooking import KINDS
from csopsbot.testing.gitlab_server.site import TOUCH_INTERVAL, Issue, Note, Role
from csopsbot.testing.tracker_contract import Post, Stand
from csopsbot.trackers.gitlab.client import GitLabAccess, GitLabTracker, Ways
from csopsbot.trackers.http import Patience
from csopsbot.trackers.markdown import key_of, sections

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


class GitLabStand(Stand):
    """Fits `Rig`; its clock goes on at once when a test waits for later."""

    project = "acme/shop"
    issue_type = "incident"
    person = "dana@example.test"
    person_id = "12"
    unreachable: Category | None = None
    hook_url = "https://bot.test/in/gitlab"

    def __init__(self, gitlab: GitLabServer) -> None:
        self.gitlab = gitlab
        self.server = gitlab.server
        self.site = gitlab.server.site
        self.ahead = timedelta()
        self.site.clock = self.clock
        self.site.projects[0].roles["csopsbot"] = Role.MAINTAINER
        self.site.projects[0].labels += ["priority::high", "priority::low"]

    def tracker(
        self,
        *,
        webhook_secret: str | None = None,
        token: str = BOT_TOKEN,
        ways: Ways | None = None,
    ) -> GitLabTracker:
        signing = (SIGNING_TOKEN,) if webhook_secret is None else (OTHER_TOKEN,)
        access = GitLabAccess(
            self.gitlab.url,
            token,
            (),
            () if webhook_secret == "" else signing,
            projects=("Acme/Tools/Ops", self.project),
        )
        patience = Patience(2, 5, 10)
        return GitLabTracker("gitlab", access, clock=self.now, ways=ways, patience=patience)

    def now(self) -> datetime:
        return super().now() + self.ahead

    def clock(self) -> datetime:
        """Return the time in milliseconds, as GitLab tells it."""
        now = self.now()
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

    async def later(self) -> datetime:
        self.ahead += TOUCH_INTERVAL + timedelta(milliseconds=2)
        return self.clock()

    def small_pages(self) -> None:
        self.server.rows = 3

    def issue(self, issue_id: str) -> Issue:
        """Return what the server holds of an issue."""
        issue = self.site.at(issue_id)
        assert issue is not None
        return issue

    async def ask(self, method: str, issue_id: str, below: str = "", body: object = None) -> Any:
        """Do something with an issue as Dana would."""
        project, _, iid = issue_id.partition("/")
        return await self.call(method, f"{project}/issues/{iid}{below}", json=body)

    async def call(self, method: str, path: str, **body: Any) -> Any:
        """Do something in a project as Dana would."""
        url = f"{self.gitlab.url}/api/v4/projects/{path}"
        async with httpx.AsyncClient(headers=DANA, trust_env=False) as client:
            answer = await client.request(method, url, **body)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    async def move(self, issue_id: str, category: Category) -> None:
        await self.ask("PUT", issue_id, body=EDITS[category])

    async def comment(self, issue_id: str, text: str) -> None:
        await self.ask("POST", issue_id, "/notes", {"body": text})

    def _note(self, issue_id: str, comment_id: str) -> Note:
        """Return the note that goes by this id: our mark, or when it was written."""
        for note in self.issue(issue_id).notes:
            op = key_of(note.body, "op")
            if comment_id in (f"op:{op}", note.created.isoformat(timespec="milliseconds")):
                return note
        raise LookupError(comment_id)

    async def edit_comment(self, issue_id: str, comment_id: str, text: str) -> None:
        note = self._note(issue_id, comment_id)
        await self.ask("PUT", issue_id, f"/notes/{note.id}", {"body": text})

    async def delete_comment(self, issue_id: str, comment_id: str) -> None:
        await self.ask("DELETE", issue_id, f"/notes/{self._note(issue_id, comment_id).id}")

    async def comment_is_internal(self, issue_id: str, comment_id: str) -> bool:
        return self._note(issue_id, comment_id).internal

    async def attach(self, issue_id: str, name: str, content: bytes) -> None:
        project = issue_id.partition("/")[0]
        sent = await self.call("POST", f"{project}/uploads", files={"file": (name, content)})
        await self.comment(issue_id, f"See {sent['markdown']}, please.")

    async def prioritise(self, issue_id: str, priority: str) -> None:
        await self.ask("PUT", issue_id, body={"add_labels": f"priority::{priority}"})

    async def plan(self, issue_id: str, version: str) -> None:
        found = self._milestone(version)
        if not found:
            path = f"{issue_id.partition('/')[0]}/milestones"
            found = (await self.call("POST", path, json={"title": version}))["id"]
        await self.ask("PUT", issue_id, body={"milestone_id": found})

    async def release(self, version: str) -> None:
        path = f"70/milestones/{self._milestone(version)}"
        await self.call("PUT", path, json={"state_event": "close"})

    def _milestone(self, version: str) -> int:
        every = self.site.projects[0].milestones
        return next((one.id for one in every if one.title == version), 0)

    async def work(self, issue_id: str) -> list[tuple[int, str]]:
        return [(one.seconds, one.summary) for one in self.issue(issue_id).timelogs]

    async def hide(self, issue_id: str) -> None:
        del self.issue(issue_id).project.roles["csopsbot"]

    async def demote(self) -> None:
        self.site.projects[0].roles["csopsbot"] = Role.GUEST

    async def hooks(self) -> list[str]:
        return [one.url for one in self.server.deliveries.hooks]

    async def drop_hooks(self) -> None:
        self.server.deliveries.hooks.clear()

    async def assign(self, issue_id: str) -> None:
        await self.ask("PUT", issue_id, body={"assignee_ids": [int(self.person_id)]})

    async def delete(self, issue_id: str) -> None:
        await self.ask("DELETE", issue_id)

    async def carry(self, issue_id: str, project: int) -> str:
        """Let Dana move the issue to another project, and return its new id."""
        moved = await self.ask("POST", issue_id, "/move", {"to_project_id": project})
        return f"{moved['project_id']}/{moved['iid']}"

    async def links(self, issue_id: str) -> list[tuple[str, str]]:
        shown = sections(self.issue(issue_id).description).values()
        found = [LINK.search(one) for one in shown]
        return [(one["url"], one["title"]) for one in found if one]

    async def issues(self) -> int:
        return len(self.site.issues)

    def lose_next_answer(self) -> None:
        self.fault(kind="lose", method="POST", path="/(issues|notes|graphql)$")
        self.fault(kind="lose", method="PUT")
        self.fault(kind="lose", method="DELETE")

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
    stand = GitLabStand(gitlab)
    hook = Hook(stand.hook_url, SECRET, SIGNING_TOKEN, id=7, project=stand.site.projects[0])
    hook.events = frozenset(KINDS.values())
    gitlab.server.deliveries.hooks.append(hook)
    yield stand
