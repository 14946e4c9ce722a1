"""Linear on its stand: the strict local one, fresh for every test."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import httpx

from csopsbot.domain.issue import Category
from csopsbot.testing.linear_workspace import Fault, Hook, LinearWorkspace
from csopsbot.testing.linear_workspace.app import Asked
from csopsbot.testing.linear_workspace.payloads import PRIORITIES
from csopsbot.testing.linear_workspace.workspace import Issue, Team, User, Workspace
from csopsbot.testing.tracker_contract import Post
from csopsbot.testing.tracker_contract.rig import Stand
from csopsbot.trackers.http import Patience
from csopsbot.trackers.linear.client import LinearAccess, LinearTracker
from csopsbot.trackers.linear.meanings import Meanings

SECRET = "lin_wh_its-a-secret-to-everybody"
BOT_KEY = "lin_api_bot"
DANA_KEY = "lin_api_dana"
STATES = {
    Category.OPEN: "Todo",
    Category.IN_PROGRESS: "In Progress",
    Category.DONE: "Done",
    Category.REJECTED: "Canceled",
}

UPDATE = """mutation Update($id: String!, $input: IssueUpdateInput!) {
    issueUpdate(id: $id, input: $input) { success }
}"""
COMMENT = """mutation Comment($input: CommentCreateInput!) {
    commentCreate(input: $input) { success comment { id } }
}"""
EDIT = """mutation Edit($id: String!, $input: CommentUpdateInput!) {
    commentUpdate(id: $id, input: $input) { success }
}"""
DELETE_COMMENT = "mutation Delete($id: String!) { commentDelete(id: $id) { success } }"
UPLOAD = """mutation Upload($type: String!, $name: String!, $size: Int!) {
    fileUpload(contentType: $type, filename: $name, size: $size) {
        uploadFile { uploadUrl assetUrl headers { key value } }
    }
}"""
DELETE = "mutation Delete($id: String!) { issueDelete(id: $id) { success } }"
ARCHIVE = "mutation Archive($id: String!) { issueArchive(id: $id) { success } }"


class LinearStand(Stand):
    """Fits `Rig`."""

    project = "PAY"
    issue_type = "Issue"
    person = "dana@example.test"
    hook_url = "https://bot.acme.test/in/linear"
    unreachable: Category | None = Category.DUPLICATE

    def __init__(self, linear: LinearWorkspace) -> None:
        self.linear = linear
        self.server = linear.server
        self.person_id = self.user(self.person).id

    @property
    def workspace(self) -> Workspace:
        return self.server.workspace

    def tracker(
        self,
        *,
        webhook_secret: str | None = None,
        token: str = BOT_KEY,
        meanings: Meanings | None = None,
    ) -> LinearTracker:
        secret = SECRET if webhook_secret is None else webhook_secret
        access = LinearAccess(self.linear.url, token, (secret,) if secret else ())
        patience = Patience(2, 5, 10)
        return LinearTracker("linear", access, clock=self.now, meanings=meanings, patience=patience)

    async def later(self) -> datetime:
        # Linear keeps milliseconds.
        await asyncio.sleep(0.003)
        moment = self.workspace.clock()
        await asyncio.sleep(0.003)
        return moment

    def small_pages(self) -> None:
        self.workspace.rows = 3

    def user(self, email: str) -> User:
        return next(one for one in self.workspace.users if one.email == email)

    def team(self, key: str) -> Team:
        team = self.workspace.team(key)
        assert team is not None
        return team

    def issue(self, issue_id: str) -> Issue:
        issue = self.workspace.issue(issue_id)
        assert issue is not None
        return issue

    async def ask(self, query: str, **variables: object) -> Any:
        """Do something as Dana would."""
        headers = {"Authorization": DANA_KEY}
        async with httpx.AsyncClient(headers=headers, trust_env=False) as client:
            body = {"query": query, "variables": variables}
            answer = (await client.post(f"{self.linear.url}/graphql", json=body)).json()
        assert not answer.get("errors"), answer
        return answer["data"]

    async def move(self, issue_id: str, category: Category) -> None:
        states = self.issue(issue_id).team.states
        state = next(one for one in states if one.name == STATES[category])
        await self.ask(UPDATE, id=issue_id, input={"stateId": state.id})

    async def comment(self, issue_id: str, text: str) -> None:
        await self.ask(COMMENT, input={"issueId": issue_id, "body": text})

    async def edit_comment(self, issue_id: str, comment_id: str, text: str) -> None:
        await self.ask(EDIT, id=comment_id, input={"body": text})

    async def delete_comment(self, issue_id: str, comment_id: str) -> None:
        await self.ask(DELETE_COMMENT, id=comment_id)

    async def attach(self, issue_id: str, name: str, content: bytes) -> None:
        kept = await self.upload(name, content)
        await self.comment(issue_id, f"Here it is: [{name}](<{kept}>)")

    async def upload(self, name: str, content: bytes) -> str:
        """Put a file into storage as Dana would, and return where it is."""
        asked = {"type": "text/plain", "name": name, "size": len(content)}
        place = (await self.ask(UPLOAD, **asked))["fileUpload"]["uploadFile"]
        headers = {one["key"]: one["value"] for one in place["headers"]}
        headers |= {"Content-Type": "text/plain", "Cache-Control": "private"}
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.put(place["uploadUrl"], content=content, headers=headers)
        answer.raise_for_status()
        kept: str = place["assetUrl"]
        return kept

    async def prioritise(self, issue_id: str, priority: str) -> None:
        await self.ask(UPDATE, id=issue_id, input={"priority": PRIORITIES.index(priority)})

    async def hooks(self) -> list[str]:
        return [one.url for one in self.server.deliveries.hooks]

    async def drop_hooks(self) -> None:
        self.server.deliveries.hooks.clear()

    async def assign(self, issue_id: str) -> None:
        await self.ask(UPDATE, id=issue_id, input={"assigneeId": self.person_id})

    async def delete(self, issue_id: str) -> None:
        await self.ask(DELETE, id=issue_id)

    async def archive(self, issue_id: str) -> None:
        await self.ask(ARCHIVE, id=issue_id)

    async def links(self, issue_id: str) -> list[tuple[str, str]]:
        shown = self.issue(issue_id).attachments
        return [(one.url.partition("#csopsbot")[0], one.title) for one in shown]

    async def issues(self) -> int:
        return len(self.workspace.issues)

    def lose_next_answer(self) -> None:
        self.fault(kind="lose", operation="^mutation")

    def fault(self, **what: Any) -> None:
        """Let something go wrong once."""
        self.server.faults.append(Fault(**what))

    async def posts(self) -> list[Post]:
        return [Post(one.headers, one.body) for one in self.server.deliveries.record]

    def ours(self) -> list[Asked]:
        """Return what our account asked so far."""
        return [one for one in self.server.log if one.who == "csopsbot"]


@contextmanager
def linear_stand(linear: LinearWorkspace) -> Iterator[LinearStand]:
    """Put a fresh Linear on its stand, and see that it could read whatever we asked."""
    linear.server.reset()
    linear.server.deliveries.kept = True
    linear.server.deliveries.hooks.append(Hook(LinearStand.hook_url, SECRET))
    stand = LinearStand(linear)
    yield stand
    unsound = [one for one in stand.ours() if "graphql error" in str(one.answer)]
    assert unsound == []
