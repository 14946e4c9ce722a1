"""A real Redmine on its stand: one server for many tests, a fresh project for each."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from csopsbot.domain.document import Doc, Link, Paragraph
from csopsbot.domain.issue import Category
from csopsbot.sandbox.redmine import ADMIN, Person, RedmineServer
from csopsbot.testing.loopback import Fault
from csopsbot.testing.proxy import LostWrite, Proxy
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

BOT = Person("csopsbot", "csops", "bot", "csopsbot@example.test", "b" * 40, "Bot")
DANA = Person("dana", "Dana", "Dev", "dana@example.test", "d" * 40, "Developer")
EVE = Person("eve", "Eve", "Hidden", "eve@example.test", "e" * 40, "Developer", hides_email=True)
MUTE = Person("mute", "Mute", "Bot", "mute@example.test", "c" * 40, "Mute")
PEOPLE = (BOT, DANA, EVE, MUTE)

_numbers = itertools.count(1)


class RedmineStand:
    """Fits `Rig`."""

    issue_type = "Bug"
    person = DANA.email
    unreachable: Category | None = Category.DUPLICATE

    def __init__(self, server: RedmineServer, proxy: Proxy) -> None:
        self.server = server
        self.seeded = server.seeded
        self.proxy = proxy
        self.formatting: Formatting = "textile"
        self.project = f"pay-{next(_numbers)}"
        self.person_id = str(self.seeded.people[DANA.login])
        self._made: list[str] = []

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
        return self.server.ask(who, method, path, body)

    def make_project(self, name: str, **more: object) -> None:
        """Make a project in which everybody has their role."""
        self.server.make_project(name, **more)
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

    def clear(self) -> None:
        """Leave nothing behind that another test might find."""
        for name in self._made:
            self.ask(ADMIN, "DELETE", f"projects/{name}.json")


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
