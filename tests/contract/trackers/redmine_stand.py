"""A real Redmine on its stand: one server for many tests, a fresh project for each."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from csopsbot.domain.document import Doc, Link, Paragraph
from csopsbot.domain.issue import Category
from csopsbot.sandbox.redmine import ADMIN, Person, RedmineServer
from csopsbot.testing.loopback import Fault
from csopsbot.testing.proxy import LostWrite, Proxy
from csopsbot.testing.tracker_contract import Post
from csopsbot.testing.tracker_contract.rig import Stand
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
RITA = Person("rita", "Rita", "Reporter", "rita@example.test", "9" * 40, "Reporter")
PEOPLE = (BOT, DANA, EVE, MUTE, RITA)

PROJECT = "pay"


# A real server takes its time: half a minute of every run, for those who do not touch the adapter.
ON_A_REAL_ONE = [pytest.mark.xdist_group("redmine"), pytest.mark.thorough]


class RedmineStand(Stand):
    """Fits `Rig`."""

    project = PROJECT
    issue_type = "Bug"
    person = DANA.email
    unreachable: Category | None = Category.DUPLICATE

    def __init__(self, server: RedmineServer, proxy: Proxy) -> None:
        self.server = server
        self.seeded = server.seeded
        self.proxy = proxy
        self.formatting: Formatting = "textile"
        self.person_id = str(self.seeded.people[DANA.login])
        self._made: list[str] = []
        self._ahead = server.pass_time(0)
        self._demoted = ""

    def tracker(self, *, webhook_secret: str | None = None, key: str = BOT.key) -> RedmineTracker:
        secret = SECRET if webhook_secret is None else webhook_secret
        access = RedmineAccess(self.proxy.url, key, (secret,) if secret else ())
        return RedmineTracker("redmine", access, clock=self.now, formatting=self.formatting)

    def now(self) -> datetime:
        return super().now() + timedelta(seconds=self._ahead)

    async def later(self) -> datetime:
        self._ahead = self.server.pass_time(1)
        return self.now().replace(microsecond=0)

    def small_pages(self) -> None:
        self.proxy.rows = 3

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

    async def edit_comment(self, issue_id: str, comment_id: str, text: str) -> None:
        self._note(comment_id, text)

    async def delete_comment(self, issue_id: str, comment_id: str) -> None:
        self._note(comment_id, "")

    async def attach(self, issue_id: str, name: str, content: bytes) -> None:
        self.change(issue_id, uploads=[{"token": self.server.send(DANA, name, content)}])

    async def prioritise(self, issue_id: str, priority: str) -> None:
        found = self.ask(DANA, "GET", "enumerations/issue_priorities.json")["issue_priorities"]
        self.change(issue_id, priority_id=next(it["id"] for it in found if it["name"] == priority))

    async def plan(self, issue_id: str, version: str) -> None:
        body = {"version": {"name": version}}
        made = self.ask(ADMIN, "POST", f"projects/{self.project}/versions.json", body)["version"]
        self.change(issue_id, fixed_version_id=made["id"])

    async def release(self, version: str) -> None:
        found = self.ask(ADMIN, "GET", f"projects/{self.project}/versions.json")["versions"]
        (number,) = (one["id"] for one in found if one["name"] == version)
        body = {"version": {"status": "closed"}}
        self.ask(ADMIN, "PUT", f"versions/{number}.json", body)

    async def hide(self, issue_id: str) -> None:
        self.change(issue_id, ADMIN, project_id=self.seeded.hidden)

    async def demote(self) -> None:
        found = self.ask(ADMIN, "GET", "projects/all/memberships.json")["memberships"]
        ours = (one["id"] for one in found if one["user"]["id"] == self.seeded.people[BOT.login])
        self._demoted = f"memberships/{next(ours)}.json"
        self._become("Reader")

    async def comment_is_internal(self, issue_id: str, comment_id: str) -> bool:
        shown = self.ask(ADMIN, "GET", f"issues/{issue_id}.json?include=journals")["issue"]
        (found,) = (it for it in shown["journals"] if str(it["id"]) == comment_id)
        private: bool = found["private_notes"]
        return private

    async def work(self, issue_id: str) -> list[tuple[int, str]]:
        found = self.ask(ADMIN, "GET", f"time_entries.json?issue_id={issue_id}")["time_entries"]
        return [(round(one["hours"] * 3600), one["comments"]) for one in found]

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
        """Leave nothing behind that another test might find; to make a project costs much more."""
        for name in self._made:
            self.ask(ADMIN, "DELETE", f"projects/{name}.json")
        self.server.forget()
        if self._demoted:
            self._become(BOT.role)

    def _note(self, comment_id: str, text: str) -> None:
        self.ask(DANA, "PUT", f"journals/{comment_id}.json", {"journal": {"notes": text}})

    def _become(self, role: str) -> None:
        wanted = {"membership": {"role_ids": [self.seeded.roles[role]]}}
        self.ask(ADMIN, "PUT", self._demoted, wanted)


def _links(doc: Doc) -> Iterator[tuple[str, str]]:
    for block in doc.blocks:
        if isinstance(block, Paragraph):
            yield from ((one.url, one.text) for one in block.content if isinstance(one, Link))


@contextmanager
def redmine_serving(folder: Path) -> Iterator[tuple[RedmineServer, Proxy]]:
    """Serve a Redmine with one project, and a way to it on which things go wrong."""
    with RedmineServer(folder, PEOPLE) as server, Proxy(server.url) as proxy:
        server.make_project(PROJECT)
        yield server, proxy


@contextmanager
def redmine_stand(server: RedmineServer, proxy: Proxy) -> Iterator[RedmineStand]:
    """Put Redmine on its stand, with a project that is empty."""
    proxy.reset()
    stand = RedmineStand(server, proxy)
    yield stand
    stand.clear()
