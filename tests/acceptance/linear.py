"""A strict local Linear for the house, and what stands in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from csopsbot.testing.linear_workspace import Hook, LinearWorkspace
from csopsbot.testing.linear_workspace.workspace import Comment, Issue

SECRET = "lin_wh_its-a-secret-to-everybody"
DANA = {"Authorization": "lin_api_dana"}
UPDATE = """mutation Update($id: String!, $input: IssueUpdateInput!) {
    issueUpdate(id: $id, input: $input) { success }
}"""
COMMENT = """mutation Comment($input: CommentCreateInput!) {
    commentCreate(input: $input) { success }
}"""
DELETE = "mutation Delete($id: String!) { commentDelete(id: $id) { success } }"


@dataclass(frozen=True, slots=True)
class Linear:
    """SERVED as people and tests see it."""

    served: LinearWorkspace

    @property
    def settings(self) -> dict[str, str]:
        """The bot's settings for it."""
        return {
            "CSOPSBOT_TRACKERS__LINEAR__URL": self.served.url,
            "CSOPSBOT_TRACKERS__LINEAR__TOKEN": "lin_api_bot",
            "CSOPSBOT_TRACKERS__LINEAR__WEBHOOK_SECRET": SECRET,
        }

    def deliver_to(self, url: str) -> None:
        """Deliver all that happens to URL, each thing twice."""
        deliveries = self.served.server.deliveries
        deliveries.hooks.append(Hook(url, SECRET))
        deliveries.twice = True

    def issue(self, title: str) -> Issue:
        """Return the one issue with this title."""
        every = self.served.server.workspace.issues.values()
        (issue,) = (one for one in every if one.title == title)
        return issue

    def comments(self, title: str) -> list[Comment]:
        """Return each comment on the one issue with this title."""
        return list(self.issue(title).comments)

    def transfer(self, title: str) -> None:
        """Let the issue be moved to the other team."""
        workspace = self.served.server.workspace
        workspace.move(self.issue(title), workspace.teams[1])

    async def move(self, title: str, state: str) -> None:
        """Let Dana bring the issue to a state."""
        issue = self.issue(title)
        wanted = next(one for one in issue.team.states if one.name == state)
        await self._ask(UPDATE, id=issue.id, input={"stateId": wanted.id})

    async def say(self, title: str, text: str) -> None:
        """Let Dana comment on the issue."""
        await self._ask(COMMENT, input={"issueId": self.issue(title).id, "body": text})

    async def take_back(self, comment: Comment) -> None:
        """Let Dana delete a comment."""
        await self._ask(DELETE, id=comment.id)

    async def _ask(self, query: str, **variables: object) -> None:
        async with httpx.AsyncClient(headers=DANA, trust_env=False) as client:
            body = {"query": query, "variables": variables}
            answer = (await client.post(f"{self.served.url}/graphql", json=body)).json()
        assert not answer.get("errors"), answer

    def answers(self) -> set[int]:
        """Return how the bot answered what was delivered to it."""
        return set(self.served.server.deliveries.answers)

    def refused(self) -> list[str]:
        """Return which of the bot's requests were not done."""
        ours = (one for one in self.served.server.log if one.who == "csopsbot")
        return [f"{one.operation}: {one.answer}" for one in ours if one.answer.get("errors")]


@contextmanager
def linear_running() -> Iterator[Linear]:
    """Run a Linear."""
    with LinearWorkspace() as served:
        yield Linear(served)
