"""A strict local Jira for the house, and what stands in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from csopsbot.testing.jira_cloud import Fault, JiraCloud
from csopsbot.testing.jira_cloud.deliveries import Hook
from csopsbot.testing.jira_cloud.site import Issue
from csopsbot.testing.jira_data_center import JiraDataCenter
from tests.specs import SPECS

SECRET = "It's a Secret to Everybody"
BOT = ("csopsbot@example.test", "bot-token")
DANA = ("dana@example.test", "dana-token")
OPENAPI = SPECS / "jira" / "jira-cloud-v3.json"


@dataclass(frozen=True, slots=True)
class Jira:
    """CLOUD as people and tests see it."""

    cloud: JiraCloud

    @property
    def settings(self) -> dict[str, str]:
        """The bot's settings for it."""
        return {
            "CSOPSBOT_TRACKERS__JIRA__URL": self.cloud.url,
            "CSOPSBOT_TRACKERS__JIRA__EMAIL": BOT[0],
            "CSOPSBOT_TRACKERS__JIRA__TOKEN": BOT[1],
            "CSOPSBOT_TRACKERS__JIRA__WEBHOOK_SECRET": SECRET,
        }

    def deliver_to(self, url: str) -> None:
        """Deliver all that happens to URL."""
        self.cloud.server.deliveries.hooks.append(Hook(url, SECRET))

    def issues(self, title: str) -> list[Issue]:
        """Return the issues with this title."""
        return [one for one in list(self.cloud.server.site.issues.values()) if one.summary == title]

    def issue(self, title: str) -> Issue:
        """Return the one issue with this title."""
        (issue,) = self.issues(title)
        return issue

    def comments(self, title: str) -> list[tuple[str, str]]:
        """Return author and text of each comment on the one issue with this title."""
        text_of = self.cloud.server.site.manner.text_of
        return [(one.author.name, text_of(one.body)) for one in list(self.issue(title).comments)]

    def fault(self, **what: Any) -> Fault:
        """Let something go wrong once; it has once the fault's `times` is 0."""
        fault = Fault(**what)
        self.cloud.server.faults.faults.append(fault)
        return fault

    def complaints(self) -> list[str]:
        """Return what the bot's requests had wrong, by Jira's published document."""
        return [wrong for one in self.cloud.server.log for wrong in one.complaints]

    async def ask(self, method: str, path: str, body: object = None) -> None:
        """Do something as Dana would."""
        url = f"{self.cloud.url}{self.cloud.server.site.manner.api}/{path}"
        async with httpx.AsyncClient(auth=DANA, trust_env=False) as client:
            (await client.request(method, url, json=body)).raise_for_status()

    async def move(self, title: str, transition: str) -> None:
        """Let Dana take a step of the workflow, by its id."""
        key = self.issue(title).key
        await self.ask("POST", f"issue/{key}/transitions", {"transition": {"id": transition}})

    async def comment(self, title: str, text: str) -> None:
        """Let Dana comment."""
        body = {"body": self.cloud.server.site.manner.words(text)}
        await self.ask("POST", f"issue/{self.issue(title).key}/comment", body)


class DataCenter(Jira):
    """A server of one's own, which our account knows by a token alone."""

    @property
    def settings(self) -> dict[str, str]:
        """The bot's settings for it."""
        return {name: value for name, value in super().settings.items() if "EMAIL" not in name}


@contextmanager
def jira_running() -> Iterator[Jira]:
    """Run a Jira, held to the published document where that is at hand."""
    with JiraCloud(published=OPENAPI if OPENAPI.is_file() else None) as cloud:
        jira = Jira(cloud)
        yield jira
        assert jira.complaints() == []


@contextmanager
def data_center_running() -> Iterator[DataCenter]:
    """Run a Data Center, held to its reference."""
    with JiraDataCenter() as server:
        jira = DataCenter(server)
        yield jira
        assert jira.complaints() == []
