"""The built-in tracker on its stand: its board as a person uses it, and what its hook delivers."""

from datetime import datetime, timedelta
from typing import Any

import httpx
import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.routing import Mount

from csopsbot.app.board import BoardIssue
from csopsbot.app.delivery import next_attempt, succeeded
from csopsbot.app.patience import Patience
from csopsbot.app.ports import Claim, Database
from csopsbot.domain.desk import Desk, Severity, Team, TrackerProject
from csopsbot.domain.issue import Category
from csopsbot.storage.address import parse
from csopsbot.testing.faulty_tracker import Faults, FaultyTracker
from csopsbot.testing.tracker_contract import Post, Stand
from csopsbot.trackers.local.board import BoardSite
from csopsbot.trackers.local.client import LocalTracker
from csopsbot.trackers.local.door import Rules
from csopsbot.trackers.local.hook import Hook
from csopsbot.trackers.local.outlet import LocalOutlet
from csopsbot.trackers.local.translate import landing

HERE = "http://127.0.0.1:8080"
BOARD = f"{HERE}/board"
SECRET = "a secret between us"
DESK = Desk(
    teams=(Team("pay", "Payments", "C1", TrackerProject("local", "PAY")),),
    severities=(Severity("high", "High", 1),),
    reactions={},
    share_reactions=frozenset(),
)


class LocalStand(Stand):
    """Fits `Rig`."""

    project = "PAY"
    issue_type = "Bug"
    person = "dana@example.test"
    person_id = "Dana"
    unreachable: Category | None = Category.DUPLICATE
    hook_url = f"{HERE}/in/local"

    def __init__(self, database: Database, url: str) -> None:
        self.database = database
        self.faults = Faults()
        self.received: list[Post] = []
        self._url = url
        self._made: list[LocalTracker] = []

    def tracker(self, *, webhook_secret: str | None = None) -> FaultyTracker:
        secret = SECRET if webhook_secret is None else webhook_secret
        people = {self.person: self.person_id}
        tracker = LocalTracker(
            "local",
            self.database,
            BOARD,
            secret,
            clock=self.now,
            hook_url=self.hook_url,
            people=people,
        )
        self._made.append(tracker)
        return FaultyTracker(tracker, self.faults)

    async def later(self) -> datetime:
        return self.now()

    def small_pages(self) -> None:
        for tracker in self._made:
            tracker.ground.page = 3

    def browser(self, **how: Any) -> httpx.AsyncClient:
        """Return a client of the board."""
        password = how.pop("password", "")
        site = BoardSite("local", self.database, Rules(BOARD, password), self.now)
        app = Starlette(routes=[Mount("/board", site.app())])
        transport = httpx.ASGITransport(app, client=how.pop("client", ("127.0.0.1", 50_000)))
        return httpx.AsyncClient(transport=transport, base_url=HERE, **how)

    async def act(self, issue_id: str, action: str, **fields: str) -> None:
        """Do something on the board as Dana would."""
        issue = await self._issue(issue_id)
        async with self.browser() as browser:
            url = f"/board/api/issues/{issue.key}/{action}"
            answer = await browser.post(url, json={"by": "Dana", **fields})
        answer.raise_for_status()

    async def _issue(self, issue_id: str) -> BoardIssue:
        issue = await self.database.read(lambda work: work.board.get(issue_id))
        assert issue is not None
        return issue

    async def move(self, issue_id: str, category: Category) -> None:
        status = landing(category)
        assert status is not None
        await self.act(issue_id, "move", status=status.name)

    async def comment(self, issue_id: str, text: str) -> None:
        await self.act(issue_id, "comments", text=text)

    async def edit_comment(self, issue_id: str, comment_id: str, text: str) -> None:
        await self.act(issue_id, "edit", comment=comment_id, text=text)

    async def delete_comment(self, issue_id: str, comment_id: str) -> None:
        await self.act(issue_id, "remove", comment=comment_id)

    async def prioritise(self, issue_id: str, priority: str) -> None:
        await self.act(issue_id, "prioritise", priority=priority)

    async def plan(self, issue_id: str, version: str) -> None:
        await self.act(issue_id, "plan", version=version)

    async def release(self, version: str) -> None:
        async with self.browser() as browser:
            url = f"/board/api/projects/{self.project}/release"
            answer = await browser.post(url, json={"by": "Dana", "version": version})
        answer.raise_for_status()

    async def attach(self, issue_id: str, name: str, content: bytes) -> None:
        issue = await self._issue(issue_id)
        async with self.browser() as browser:
            answer = await browser.post(
                f"/board/api/issues/{issue.key}/files",
                params={"by": "Dana", "name": name},
                content=content,
                headers={"content-type": "application/octet-stream"},
            )
        answer.raise_for_status()

    async def work(self, issue_id: str) -> list[tuple[int, str]]:
        found = await self.database.read(lambda work: work.board.hours.on(issue_id))
        return [(one.seconds, one.note) for one in found]

    async def hooks(self) -> list[str]:
        return [self.hook_url]

    async def assign(self, issue_id: str) -> None:
        await self.act(issue_id, "assign", name="Dana")

    async def delete(self, issue_id: str) -> None:
        engine = sa.create_engine(parse(self._url))
        with engine.begin() as connection:
            hanging = ("board_comment", "board_file", "board_work", "board_change")
            for table, column in (*((one, "issue_id") for one in hanging), ("board_issue", "id")):
                rows = sa.table(table, sa.column(column))
                connection.execute(sa.delete(rows).where(rows.c[column] == int(issue_id)))
        engine.dispose()

    async def links(self, issue_id: str) -> list[tuple[str, str]]:
        issue = await self._issue(issue_id)
        return [(link.url, link.title) for link in issue.links]

    async def issues(self) -> int:
        return len(await self.database.read(lambda work: work.board.issues("PAY", 1000)))

    def lose_next_answer(self) -> None:
        self.faults.lose_next_answer()

    async def posts(self) -> list[Post]:
        """Let the outbox deliver what it owes, and return all that was received."""
        lease = self.now() + timedelta(minutes=1)
        for claim in await self.database.run(
            lambda work: work.outbox.claim(self.now(), lease, 100, ["local"])
        ):
            await self._deliver(claim)
        return self.received

    async def _deliver(self, claim: Claim) -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(self._receive)) as http:
            hook = Hook(self.hook_url, SECRET, self.now, http)
            outlet = LocalOutlet(self.tracker(), hook, DESK, lambda _: None)
            while attempt := await self.database.run(
                lambda work: next_attempt(
                    work, claim, {"local": outlet}, Patience(), DESK, self.now()
                )
            ):
                receipt = await outlet.send(attempt.call)
                await self.database.run(
                    lambda work: succeeded(work, attempt, receipt, DESK, self.now())  # noqa: B023 - run at once
                )

    def _receive(self, request: httpx.Request) -> httpx.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.received.append(Post(headers, request.content))
        return httpx.Response(202)
