"""Promises about an issue that several escalations wait on, each writing on it by the real relay."""

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from csopsbot.app.linking import leave
from csopsbot.app.opening import OpenEscalation, open_escalation
from csopsbot.app.patience import Patience
from csopsbot.app.ports import Database, Surface, Work
from csopsbot.app.record import record
from csopsbot.app.steering import OnEscalation
from csopsbot.app.tracker import Tracker
from csopsbot.domain.desk import Desk, Severity, Team, TrackerProject
from csopsbot.domain.events import Intake, IssueLinked, Place
from csopsbot.domain.issue import Issue
from csopsbot.domain.people import Person
from csopsbot.storage.database import open_database
from csopsbot.storage.migrate import upgrade
from csopsbot.testing.tracker_contract.rig import Rig
from csopsbot.trackers.outlet import TrackerOutlet
from csopsbot.worker.relay import Relay

MIA, ADA = Person("U_MIA", "Mia"), Person("U_ADA", "Ada")
ESCALATIONS = tuple(f"E{number}" for number in range(4))


class SharingPromises:
    """What several write on one issue at once is all there."""

    @pytest.fixture
    async def shared(self, tmp_path: Path) -> AsyncIterator[Database]:
        url = f"sqlite:///{tmp_path / 'shared.db'}"
        upgrade(url)
        opened = open_database(url)
        yield opened
        await opened.close()

    async def test_each_conversation_and_the_demand_are_on_the_issue_they_share(
        self, rig: Rig, tracker: Tracker, issue: Issue, shared: Database
    ) -> None:
        desk = _desk(rig, tracker)
        await shared.run(lambda work: _wait_on(work, issue, desk))
        await _delivered(shared, tracker, desk)
        titles = sorted(title for _, title in await rig.links(issue.ref.id))
        assert titles == [
            "4 customers wait · severity S1",
            *(f"ESC-{number} in Slack" for number in (1, 2, 3, 4)),
        ]

    async def test_each_that_leaves_says_so_on_the_issue_that_they_shared(
        self, rig: Rig, tracker: Tracker, issue: Issue, shared: Database
    ) -> None:
        desk = _desk(rig, tracker)
        await shared.run(lambda work: _wait_on(work, issue, desk))
        await _delivered(shared, tracker, desk)
        await shared.run(lambda work: _leave(work, desk))
        await _delivered(shared, tracker, desk)
        titles = sorted(title for _, title in await rig.links(issue.ref.id))
        assert titles == [
            "1 customer waits · severity S1",
            *(f"ESC-{n} in Slack, which does not wait on this issue any more" for n in (1, 2, 3)),
            "ESC-4 in Slack",
        ]


def _desk(rig: Rig, tracker: Tracker) -> Desk:
    project = TrackerProject(tracker.name, rig.project, issue_type=rig.issue_type)
    return Desk(
        teams=(Team("pay", "Payments", "C_ENG", project),),
        severities=(Severity("S1", "S1", 1),),
        reactions={},
        share_reactions=frozenset(),
    )


def _wait_on(work: Work, issue: Issue, desk: Desk) -> None:
    """Let all wait on the issue, each with a card."""
    work.issues.put(issue, _now())
    for id in ESCALATIONS:
        intake = Intake(f"Customer {id}", "Checkout fails", "Since 9 today.", "S1")
        opening = OpenEscalation(id, f"V_{id}", MIA, intake, Place("C_SUP"))
        escalation = open_escalation(work, opening, desk, _now())
        assert escalation is not None
        work.surfaces.put(Surface(id, "team", "C_ENG", id, "shown"))
        linked = IssueLinked(ref=issue.ref, status=issue.status, by=MIA.actor)
        record(work, escalation, [linked], desk, _now())


def _leave(work: Work, desk: Desk) -> None:
    """Let all but one wait on the issue no more."""
    for id in ESCALATIONS[:-1]:
        leave(work, OnEscalation(ADA, id), desk, _now())


async def _delivered(database: Database, tracker: Tracker, desk: Desk) -> None:
    """Return when the tracker is owed nothing any more."""
    outlet = TrackerOutlet(tracker, desk, lambda card: f"https://chat.test/{card.ts}")
    dice, stop = random.Random(1), asyncio.Event()  # noqa: S311 - nothing secret
    relay = Relay(database, {tracker.name: outlet}, desk, _now, dice.random, Patience())
    running = asyncio.create_task(relay.run(stop))
    async with asyncio.timeout(60):
        while await _owed(database, tracker):  # noqa: ASYNC110 - the relay tells nobody
            await asyncio.sleep(0.05)
    stop.set()
    await running
    assert await database.read(lambda work: work.outbox.dead(9)) == []


async def _owed(database: Database, tracker: Tracker) -> bool:
    return tracker.name in await database.read(lambda work: work.outbox.oldest())


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the relay runs in real time here
