"""Vendors as tests use them that hold for every tracker: one shape over their strict doubles."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Protocol

import pytest

from csopsbot.demo.clock import moved
from csopsbot.testing.loopback import Fault
from tests.acceptance.github import GitHub, github_running
from tests.acceptance.gitlab import GitLab, gitlab_running
from tests.acceptance.house import House
from tests.acceptance.jira import Jira, jira_running
from tests.acceptance.outage import Outage
from tests.acceptance.vendors import Vendor, house_with
from tests.databases import Files

Clock = Callable[[], datetime]
_FOR_LONG = 1_000_000


class Tracked(Protocol):
    """A tracker, and what people and the world do there."""

    @property
    def tracker(self) -> str:
        """What the settings call it."""
        ...

    @property
    def project(self) -> str:
        """What the desk calls the project."""
        ...

    @property
    def key(self) -> str:
        """What its issues' keys begin with."""
        ...

    @property
    def vendor(self) -> Vendor:
        """The server behind it."""
        ...

    def go_by(self, clock: Clock) -> None:
        """Have the same time as whoever else goes by CLOCK."""
        ...

    async def comment(self, title: str, text: str) -> None:
        """Let Dana comment on the one issue with this title."""
        ...

    def comments(self, title: str) -> list[str]:
        """Return what the comments on the one issue with this title say, oldest first."""
        ...

    def go_down(self) -> None:
        """Answer nothing any more but that it is out of order."""
        ...

    def come_back(self) -> None:
        """Answer again."""
        ...


@dataclass(frozen=True, slots=True)
class OnJira:
    """Jira, which bears no more writes to an issue than the real one."""

    tracker: ClassVar[str] = "jira"
    project: ClassVar[str] = "PAY"
    key: ClassVar[str] = "PAY-"
    vendor: Jira
    outage: Outage = field(default_factory=Outage)

    def __post_init__(self) -> None:
        self.vendor.cloud.server.faults = self.outage

    def go_by(self, clock: Clock) -> None:
        self.vendor.cloud.server.site.clock = clock

    async def comment(self, title: str, text: str) -> None:
        await self.vendor.comment(title, text)

    def comments(self, title: str) -> list[str]:
        return [text for _, text in self.vendor.comments(title)]

    def go_down(self) -> None:
        self.outage.down = True

    def come_back(self) -> None:
        self.outage.down = False
        assert self.outage.refused == 0


@dataclass(frozen=True, slots=True)
class OnForge:
    """GitHub or GitLab, where the comments on an issue are at NOTES below it."""

    tracker: str
    project: str
    notes: str
    vendor: GitHub | GitLab

    @property
    def key(self) -> str:
        return f"{self.project}#"

    def go_by(self, clock: Clock) -> None:
        self.vendor.served.server.site.clock = clock

    async def comment(self, title: str, text: str) -> None:
        await self.vendor.ask("POST", title, self.notes, body=text)

    def comments(self, title: str) -> list[str]:
        return [one.body for one in self.vendor.comments(title)]

    def go_down(self) -> None:
        self.vendor.served.server.faults.append(Fault("answer", times=_FOR_LONG))

    def come_back(self) -> None:
        self.vendor.served.server.faults.clear()


@asynccontextmanager
async def house_at(
    tracker: str, files: Files, folders: pytest.TempPathFactory
) -> AsyncIterator[tuple[House, Tracked]]:
    """Run a house whose issues are with the vendor called TRACKER, whose time is the house's."""
    with running(tracker) as there:
        async with house_with(
            tracker, there.vendor, files, folders, project=there.project
        ) as house:
            there.go_by(moved(house.clock.file))
            yield house, there


@contextmanager
def running(tracker: str) -> Iterator[Tracked]:
    """Run the double of the vendor called TRACKER."""
    match tracker:
        case "jira":
            with jira_running() as jira:
                yield OnJira(jira)
        case "github":
            with github_running() as github:
                yield OnForge("github", "acme/shop", "/comments", github)
        case "gitlab":
            with gitlab_running() as gitlab:
                yield OnForge("gitlab", "acme/pay", "/notes", gitlab)
        case _:
            raise LookupError(tracker)
