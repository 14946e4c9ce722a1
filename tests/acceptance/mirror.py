"""What tests of the two-way mirror begin with: two trackers in one house, and what people do there."""

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import httpx

from csopsbot.testing.jira_cloud.adf import words
from csopsbot.testing.jira_cloud.site import Issue
from tests.acceptance.bot import Bot
from tests.acceptance.house import House, open_house
from tests.acceptance.jira import DANA, Jira
from tests.acceptance.office import ADA, PROMISES, Policy, Problem
from tests.acceptance.vendors import QUICK
from tests.acceptance.waiting import until

CUSTOMERS = [{"name": "Fabrikam", "tier": "gold"}, {"name": "Contoso", "tier": "silver"}]
REOPEN_WITHIN_MIN = 60
DEMAND = "csopsbot:demand"
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Mirror:
    """A HOUSE whose BOT keeps the issues of rooms 0 and 2 in JIRA, and those of room 1 on its board."""

    house: House
    jira: Jira
    bot: Bot

    def issue(self, problem: Problem) -> Issue:
        """Return the one issue in Jira that was made for PROBLEM."""
        return self.jira.issue(problem.title)

    def key(self, problem: Problem) -> str:
        """Return the key of the issue on the team card of PROBLEM."""
        return str(re.findall(r"PAY-\d+", self._card(problem))[-1])

    def name(self, problem: Problem) -> str:
        """Return what people call the escalation, such as ESC-12."""
        return str(re.findall(r"ESC-\d+", self._card(problem))[0])

    def demand(self, issue: Issue) -> str:
        """Return what ISSUE says of those who wait on it."""
        links = (one for one in list(issue.links) if one.global_id == DEMAND)
        return next((str(one.object["title"]) for one in links), "")

    def said(self, issue: Issue) -> list[str]:
        """Return what the comments on ISSUE say."""
        text_of = self.jira.cloud.server.site.manner.text_of
        return [text_of(one.body).strip() for one in list(issue.comments)]

    def files(self, problem: Problem, channel: str) -> list[tuple[str, bytes | None]]:
        """Return name and content of the files below the card of PROBLEM in CHANNEL."""
        thread = self.house.sight.card(problem, channel)["ts"]
        below = (
            one for one in self.house.sight.messages(channel) if one.get("thread_ts") == thread
        )
        found = [file for one in below for file in one.get("files", [])]
        kept = self.house.slack.world.files
        return [(file["name"], kept[file["id"]].content) for file in found]

    async def told(self, problem: Problem, channel: str, *wanted: str) -> None:
        """Return once a line below the card of PROBLEM in CHANNEL says what is WANTED."""
        look = partial(self.house.sight.said, problem, channel, *wanted)
        await until(f"“{wanted}” is said", look)

    async def demanded(self, issue: Issue, wanted: str) -> None:
        """Return once ISSUE says of who waits on it what is WANTED."""
        await until(f"{issue.key} says “{wanted}”", lambda: wanted in self.demand(issue))

    async def settled(self) -> None:
        """Return once nothing is owed to anybody."""
        await until("all is delivered", lambda: self.house.records.owed() == 0)

    async def escalate(self, *problems: Problem) -> None:
        """Escalate, and return once each has its issue on both cards."""
        await self.house.escalate(*problems)
        for one in problems:
            for channel in (one.support, one.team):
                look = partial(self.house.sight.shows, one, channel, "PAY-")
                await until(f"“{one.title}” has its issue", look)

    async def command(self, problem: Problem, text: str) -> None:
        """Let Ada type a command of /csops in the team's channel."""
        await self.house.person(ADA).command(problem.team, "/csops", text)

    async def put(self, problem: Problem, name: str, content: bytes) -> None:
        """Let the agent put a file into the support thread."""
        card = self.house.sight.card(problem, problem.support)
        agent = self.house.person(problem.agent)
        await agent.upload(problem.support, name, content, card["ts"])

    async def reword(self, problem: Problem, number: int, text: str) -> None:
        """Let Dana say something else in a comment on the issue in Jira."""
        issue = self.issue(problem)
        path = f"issue/{issue.key}/comment/{issue.comments[number].id}"
        await self.jira.ask("PUT", path, {"body": words(text)})

    async def attach(self, problem: Problem, name: str, content: bytes) -> None:
        """Let Dana add a file to the issue in Jira, and return once the bot has been told."""
        (hook,) = self.jira.cloud.server.deliveries.hooks
        before = hook.delivered
        url = f"{self.jira.cloud.url}/rest/api/3/issue/{self.issue(problem).key}/attachments"
        files, headers = {"file": (name, content)}, {"X-Atlassian-Token": "no-check"}
        async with httpx.AsyncClient(auth=DANA, trust_env=False) as client:
            (await client.post(url, files=files, headers=headers)).raise_for_status()
        await until("the bot was told", lambda: hook.delivered > before)

    async def on_board(self, path: str, **order: str) -> None:
        """Let Dana do something on the board."""
        async with httpx.AsyncClient(base_url=self._board, trust_env=False) as client:
            (await client.post(path, json={"by": "Dana", **order})).raise_for_status()

    async def attach_on_board(self, problem: Problem, name: str, content: bytes) -> None:
        """Let Dana add a file to the issue on the board."""
        path, about = f"issues/{self.key(problem)}/files", {"by": "Dana", "name": name}
        headers = {"content-type": "application/octet-stream"}
        async with httpx.AsyncClient(base_url=self._board, trust_env=False) as client:
            answer = await client.post(path, params=about, content=content, headers=headers)
        answer.raise_for_status()

    async def read_on_board(self, key: str) -> Json:
        """Return what the board tells of an issue."""
        async with httpx.AsyncClient(base_url=self._board, trust_env=False) as client:
            return dict((await client.get(f"issues/{key}")).raise_for_status().json())

    @property
    def _board(self) -> str:
        return f"{self.house.bot_url}/board/api/"

    def _card(self, problem: Problem) -> str:
        return self.house.sight.words(self.house.sight.card(problem, problem.team))


@asynccontextmanager
async def open_mirror(
    jira: Jira, url: str, folder: Path, policies: tuple[Policy, ...] = PROMISES
) -> AsyncIterator[Mirror]:
    """Run a house with JIRA and the board, customers of two tiers, and a promise among teams."""
    changes, trackers = jira.settings | QUICK, ("jira", "local")
    async with open_house(
        folder, url, trackers=trackers, policies=policies, changes=changes
    ) as house:
        _arrange(Path(house.settings["CSOPSBOT_DESK"]))
        async with house.bot() as bot:
            jira.deliver_to(f"{house.bot_url}/in/jira")
            yield Mirror(house, jira, bot)


def _arrange(desk: Path) -> None:
    """Let the desk know its customers, and how long a closed issue is opened again."""
    arranged = json.loads(desk.read_text())
    arranged["customers"] = CUSTOMERS
    for team in arranged["teams"]:
        team["tracker"]["reopen_within"] = f"{REOPEN_WITHIN_MIN}m"
    desk.write_text(json.dumps(arranged))
