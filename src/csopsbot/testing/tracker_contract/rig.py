"""A tracker on its stand, and what tests ask of it."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NoReturn, Protocol

import pytest

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
    is a category that a new issue cannot be brought to at once, where there is a workflow. HOOK_URL
    is where the stand's deliveries go, empty where nobody can ask for that. What a stand cannot do
    it skips, as `Stand` does.
    """

    project: str
    issue_type: str
    person: str
    person_id: str
    unreachable: Category | None
    hook_url: str

    def tracker(self, *, webhook_secret: str | None = None) -> Tracker:
        """Return a new adapter; its webhook secret is the stand's unless another is given."""
        ...

    def now(self) -> datetime:
        """Return what time it is there."""
        ...

    async def later(self) -> datetime:
        """Return a moment that is after what was done so far, and not after what is done next.

        That is by the times that the tracker keeps, which may be in whole seconds.
        """
        ...

    def small_pages(self) -> None:
        """Let the tracker give out its lists three rows at a time from now on, where it has pages."""
        ...

    async def move(self, issue_id: str, category: Category) -> None:
        """Let the person bring the issue to a status of CATEGORY."""
        ...

    async def comment(self, issue_id: str, text: str) -> None:
        """Let the person write a comment."""
        ...

    async def edit_comment(self, issue_id: str, comment_id: str, text: str) -> None:
        """Let the person change the words of a comment of theirs."""
        ...

    async def delete_comment(self, issue_id: str, comment_id: str) -> None:
        """Let the person take a comment of theirs away."""
        ...

    async def attach(self, issue_id: str, name: str, content: bytes) -> None:
        """Let the person add a file."""
        ...

    async def prioritise(self, issue_id: str, priority: str) -> None:
        """Let the person give the issue one of the project's priorities."""
        ...

    async def plan(self, issue_id: str, version: str) -> None:
        """Let the person plan the issue for an unreleased VERSION, made for it if need be."""
        ...

    async def release(self, version: str) -> None:
        """Let the person release VERSION."""
        ...

    async def hide(self, issue_id: str) -> None:
        """Let our account lose sight of the issue."""
        ...

    async def demote(self) -> None:
        """Let our account see the project, but neither make nor change anything there."""
        ...

    async def comment_is_internal(self, issue_id: str, comment_id: str) -> bool:
        """Return whether customers do not see the comment."""
        ...

    async def work(self, issue_id: str) -> list[tuple[int, str]]:
        """Return the seconds and the note of each piece of work logged on the issue."""
        ...

    async def hooks(self) -> list[str]:
        """Return the addresses that deliveries go to."""
        ...

    async def drop_hooks(self) -> None:
        """Let the tracker have no address any more to deliver to."""
        ...

    async def assign(self, issue_id: str) -> None:
        """Let the person take the issue."""
        ...

    async def delete(self, issue_id: str) -> None:
        """Let the issue be deleted."""
        ...

    async def links(self, issue_id: str) -> list[tuple[str, str]]:
        """Return each link that the issue shows: its address, less what names our key, and title."""
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


class Stand:
    """What a stand cannot do unless it says how: to be inherited, and overridden method by method.

    `later` suits a tracker that keeps whole seconds by the clock on the wall.
    """

    hook_url = ""

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - the stand's clock is the wall's

    async def later(self) -> datetime:
        second = self.now().replace(microsecond=0) + timedelta(seconds=1)
        await asyncio.sleep((second - self.now()).total_seconds())
        return second

    def small_pages(self) -> None:
        _cannot("make its pages smaller")

    async def edit_comment(self, issue_id: str, comment_id: str, text: str) -> None:
        _cannot("edit comments", issue_id, comment_id, text)

    async def delete_comment(self, issue_id: str, comment_id: str) -> None:
        _cannot("delete comments", issue_id, comment_id)

    async def attach(self, issue_id: str, name: str, content: bytes) -> None:
        _cannot("attach files", issue_id, name, content)

    async def prioritise(self, issue_id: str, priority: str) -> None:
        _cannot("prioritise", issue_id, priority)

    async def plan(self, issue_id: str, version: str) -> None:
        _cannot("plan versions", issue_id, version)

    async def release(self, version: str) -> None:
        _cannot("release versions", version)

    async def hide(self, issue_id: str) -> None:
        _cannot("hide an issue", issue_id)

    async def demote(self) -> None:
        _cannot("take rights away")

    async def comment_is_internal(self, issue_id: str, comment_id: str) -> bool:
        _cannot("keep comments from customers", issue_id, comment_id)

    async def work(self, issue_id: str) -> list[tuple[int, str]]:
        _cannot("count hours", issue_id)

    async def hooks(self) -> list[str]:
        _cannot("list its webhooks")

    async def drop_hooks(self) -> None:
        _cannot("drop its webhooks")


def _cannot(what: str, *_: object) -> NoReturn:
    pytest.skip(f"this stand cannot {what}")


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
