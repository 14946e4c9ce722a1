"""A tracker on its stand, and what tests ask of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from csopsbot.app.tracker import IssueDraft, Tracker
from csopsbot.domain.document import plain
from csopsbot.domain.issue import Category, Issue, IssueComment


@dataclass(frozen=True, slots=True)
class Post:
    """A delivery as it reached us: header names in lower case, and the very bytes."""

    headers: dict[str, str]
    body: bytes


class Rig(Protocol):
    """A tracker on its stand, and what can be done to it behind the adapter's back.

    PERSON is the address, PERSON_ID the id of somebody who works there and is not us. UNREACHABLE
    is a category that a new issue cannot be brought to at once, where there is a workflow. What a
    stand cannot do it skips, by `pytest.skip`.
    """

    project: str
    issue_type: str
    person: str
    person_id: str
    unreachable: Category | None

    def tracker(self, *, webhook_secret: str | None = None) -> Tracker:
        """Return a new adapter; its webhook secret is the stand's unless another is given."""
        ...

    def now(self) -> datetime:
        """Return what time it is there."""
        ...

    async def move(self, issue_id: str, category: Category) -> None:
        """Let the person bring the issue to a status of CATEGORY."""
        ...

    async def comment(self, issue_id: str, text: str) -> None:
        """Let the person write a comment."""
        ...

    async def assign(self, issue_id: str) -> None:
        """Let the person take the issue."""
        ...

    async def delete(self, issue_id: str) -> None:
        """Let the issue be deleted."""
        ...

    async def links(self, issue_id: str) -> list[tuple[str, str]]:
        """Return the address and title of each link that the issue shows."""
        ...

    async def issues(self) -> int:
        """Return how many issues there are."""
        ...

    def lose_next_answer(self) -> None:
        """Let the next write be done and its answer be lost."""
        ...

    async def posts(self) -> list[Post]:
        """Return what was delivered so far, oldest first."""
        ...


def draft(rig: Rig, *, title: str = "Checkout fails", labels: tuple[str, ...] = ()) -> IssueDraft:
    """Return an issue to be made on RIG."""
    body = plain("Card payments are refused.\n\nSince this morning.")
    return IssueDraft(rig.project, rig.issue_type, title, body, frozenset(labels))


def before(rig: Rig) -> datetime:
    """Return a time before anything was done on RIG."""
    return rig.now() - timedelta(minutes=5)


async def read(tracker: Tracker, issue: Issue) -> Issue:
    """Return ISSUE as it is now."""
    seen = await tracker.get(issue.ref.id)
    assert isinstance(seen, Issue)
    return seen


async def last_comment(tracker: Tracker, issue: Issue) -> IssueComment:
    """Return the newest comment on ISSUE."""
    return (await read(tracker, issue)).comments[-1]


async def last_post(rig: Rig) -> Post:
    """Return what was delivered last."""
    return (await rig.posts())[-1]
