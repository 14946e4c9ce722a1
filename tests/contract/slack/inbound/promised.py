"""A desk that has promised something, and a clock that can be put forward."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from csopsbot.app.deadlines import fire_due
from csopsbot.app.ports import Database, Surface
from csopsbot.domain.desk import Desk, Team, TrackerProject
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.sla import Calendar, compiled
from csopsbot.domain.sla.agreements import Agreements
from csopsbot.domain.sla.policy import Policy, Target
from csopsbot.slack.alerts import alert_message
from csopsbot.slack.cards import support_card
from tests.contract.slack.inbound.harness import (
    DESK,
    PAYMENTS,
    SUPPORT,
    Inbound,
    Mode,
    inbound,
    now,
)

HOUR = 3600
PROMISES = Policy(
    key="everybody",
    audience="ola",
    targets=(
        Target(metric="first_response", seconds=HOUR, calendar="always"),
        Target(metric="resolution", seconds=8 * HOUR, calendar="always"),
    ),
)
PLATFORM = Team("platform", "Platform", PAYMENTS, TrackerProject("local", "PLAT"))
PROMISED: Desk = replace(
    DESK,
    teams=(*DESK.teams, PLATFORM),
    agreements=Agreements((PROMISES,), {"always": compiled(Calendar.always())}),
    case_kinds=("Bug", "Question"),
    breach_reasons=("Too few people", "Waited for others"),
)


@dataclass(slots=True)
class Time:
    """The time, AHEAD of what it really is."""

    ahead: timedelta = field(default_factory=timedelta)

    def __call__(self) -> datetime:
        """Return the time."""
        return now() + self.ahead


@dataclass(slots=True)
class Promised:
    """The app at a desk with promises, and an escalation under them."""

    world: Inbound
    time: Time
    escalation: Escalation

    async def state(self) -> Escalation:
        """Return the escalation as it stands."""
        return await self.world.database.read(lambda work: work.escalations.get(self.escalation.id))

    async def after(self, hours: float) -> None:
        """Let time pass, and what falls due meanwhile happen."""
        self.time.ahead += timedelta(hours=hours)
        await self.world.database.run(lambda work: fire_due(work, PROMISED, self.time()))

    async def says(self, words: str, name: str = "mia") -> str:
        """Return what the person called NAME is answered to /csops."""
        await self.world.person(name).command(SUPPORT, "/csops", words)
        return (await self.world.whispers(name))[-1]

    async def show_alert(self) -> str:
        """Post the newest alert as the relay would, and return its ts."""
        state = await self.state()
        alert = state.alerts[-1]
        seq = alert.calls[-1]
        record = await self.world.database.read(lambda work: work.escalations.record(state.id, seq))
        shown = alert_message(record.event, alert, state, PROMISED)  # type: ignore[arg-type] # Alerted
        posted = await self.world.post(channel=PAYMENTS, text=shown.text, blocks=[*shown.blocks])
        ts = str(posted["ts"])
        surface = Surface(state.id, f"alert:{seq}", PAYMENTS, ts, "")
        await self.world.database.run(lambda work: work.surfaces.put(surface))
        return ts

    async def show_support_card(self) -> str:
        """Post the support card as it stands, and return its ts."""
        card = support_card(await self.state(), PROMISED)
        posted = await self.world.post(channel=SUPPORT, text=card.text, blocks=[*card.blocks])
        return str(posted["ts"])


@asynccontextmanager
async def promised(database: Database, mode: Mode) -> AsyncIterator[Promised]:
    """Run the app at a desk with promises, with one escalation open."""
    time = Time()
    async with inbound(database, mode, desk=PROMISED, clock=time) as world:
        yield Promised(world, time, await world.escalate())
