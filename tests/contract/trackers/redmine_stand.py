"""A real Redmine on its stand: one server for many tests, a fresh project for each."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from csopsbot.domain.document import Doc, Link, Paragraph
from csopsbot.domain.issue import Category
from csopsbot.testing.redmine import (
    ADMIN,
    BOT,
    DANA,
    Fault,
    LostWrite,
    Person,
    Proxy,
    RedmineServer,
)
from csopsbot.testing.tracker_contract import Post
from csopsbot.trackers.http import Patience
from csopsbot.trackers.markdown import sections
from csopsbot.trackers.redmine.client import RedmineAccess, RedmineTracker
from csopsbot.trackers.redmine.markup import MARKUPS, Formatting

SECRET = "It's a Secret to Everybody"
STATUSES = {
    Category.OPEN: "New",
    Category.IN_PROGRESS: "In Progress",
    Category.DONE: "Resolved",
    Category.REJECTED: "Rejected",
}

_numbers = itertools.count(1)


class RedmineStand:
    """Fits `Rig`."""

    issue_type = "Bug"
    person = DANA.email
    unreachable: Category | None = Category.DUPLICATE

    def __init__(self, server: RedmineServer, proxy: Proxy) -> None:
        self.seeded = server.seeded
        self.proxy = proxy
        self.formatting: Formatting = "textile"
        self.project = f"pay-{next(_numbers)}"
        self.person_id = str(self.seeded.people[DANA.login])
        self._made: list[str] = []
        self._home = httpx.Client(base_url=server.url, trust_env=False, timeout=60)

    def tracker(self, *, webhook_secret: str | None = None, key: str = BOT.key) -> RedmineTracker:
        secret = SECRET if webhook_secret is None else webhook_secret
        access = RedmineAccess(self.proxy.url, key, (secret,) if secret else ())
        return RedmineTracker(
            "redmine",
            access,
            clock=self.now,
            formatting=self.formatting,
            patience=Patience(2, 10, 20),
        )

    def now(self) -> datetime:
        return datetime.now(UTC)  # noqa: TID251 - the stand's clock is the wall's

    def ask(self, who: Person, method: str, path: str, body: object = None) -> Any:
        """Do something in Redmine as WHO would, past the proxy."""
        headers = {"X-Redmine-API-Key": who.key}
        answer = self._home.request(method, f"/{path}", json=body, headers=headers)
        answer.raise_for_status()
        return answer.json() if answer.content.strip() else None

    def make_project(self, name: str, **more: object) -> None:
        """Make a project in which everybody has their role."""
        project = {
            "name": name,
            "identifier": name,
            "parent_id": self.seeded.root,
            "inherit_members": True,
            "is_public": False,
            "enabled_module_names": ["issue_tracking"],
            "tracker_ids": list(self.seeded.trackers.values()),
            "issue_custom_field_ids": list(self.seeded.fields.values()),
            **more,
        }
        self.ask(ADMIN, "POST", "projects.json", {"project": project})
        self._made.append(name)

    def change(self, issue_id: str, who: Person = DANA, **fields: object) -> None:
        """Let WHO edit the issue."""
        self.ask(who, "PUT", f"issues/{issue_id}.json", {"issue": fields})

    async def move(self, issue_id: str, category: Category) -> None:
        self.change(issue_id, status_id=self.seeded.statuses[STATUSES[category]])

    async def comment(self, issue_id: str, text: str) -> None:
        self.change(issue_id, notes=text)

    async def assign(self, issue_id: str) -> None:
        self.change(issue_id, assigned_to_id=self.person_id)

    async def delete(self, issue_id: str) -> None:
        self.ask(ADMIN, "DELETE", f"issues/{issue_id}.json")

    async def links(self, issue_id: str) -> list[tuple[str, str]]:
        issue = self.ask(DANA, "GET", f"issues/{issue_id}.json")["issue"]
        shown = sections(issue["description"]).values()
        return [pair for text in shown for pair in _links(MARKUPS[self.formatting].read(text))]

    async def issues(self) -> int:
        found = self.ask(ADMIN, "GET", f"issues.json?project_id={self.project}&status_id=*&limit=1")
        total: int = found["total_count"]
        return total

    def lose_next_answer(self) -> None:
        self.proxy.faults.append(LostWrite("lose"))

    def fault(self, **what: Any) -> None:
        """Let something go wrong once."""
        self.proxy.faults.append(Fault(**what))

    async def posts(self) -> list[Post]:
        pytest.skip("Redmine posts nothing before version 7")

    def shown(self, text: str, formatting: str = "textile") -> str:
        """Return the HTML that Redmine's own pages show of TEXT."""
        answer = self._home.post(f"/-/shown?format={formatting}", content=text.encode())
        answer.raise_for_status()
        return answer.text

    def clear(self) -> None:
        """Leave nothing behind that another test might find."""
        for name in self._made:
            self.ask(ADMIN, "DELETE", f"projects/{name}.json")
        self._home.close()


def _links(doc: Doc) -> Iterator[tuple[str, str]]:
    for block in doc.blocks:
        if isinstance(block, Paragraph):
            yield from ((one.url, one.text) for one in block.content if isinstance(one, Link))


@contextmanager
def redmine_stand(server: RedmineServer, proxy: Proxy) -> Iterator[RedmineStand]:
    """Put Redmine on its stand, with a project that nobody has used."""
    proxy.reset()
    stand = RedmineStand(server, proxy)
    stand.make_project(stand.project)
    yield stand
    stand.clear()
