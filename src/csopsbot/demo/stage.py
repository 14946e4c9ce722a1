"""The stage of the story: the players, and what they have in front of them."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from csopsbot.demo.cast import ADA, LEO, MIA
from csopsbot.demo.house import House
from csopsbot.demo.players import PATIENCE_S, Developer, Json, Player
from csopsbot.demo.transcript import Transcript

MINUTE_S = 60


@dataclass(slots=True)
class Stage:
    """Who plays, where, and what they have in front of them."""

    house: House
    told: Transcript
    mia: Player
    ada: Developer
    leo: Player
    problem: str
    support_card: str = ""
    team_card: str = ""
    name: str = ""
    issue: str = ""
    handed_over_at: float = 0.0
    alert: Json = field(default_factory=dict)

    async def later(self, minutes: int) -> None:
        """Let time pass."""
        await self._move(minutes * MINUTE_S)

    async def until(self, minutes: int) -> None:
        """Let time pass until so many minutes after the problem was handed over, if it has not."""
        if (rest := self.handed_over_at + minutes * MINUTE_S - self.house.clock.now()) > 0:
            await self._move(rest)

    async def _move(self, seconds: float) -> None:
        await self.house.later(seconds)
        self.told.passes(f"{seconds / MINUTE_S:.0f} minutes later")


@asynccontextmanager
async def stage(
    house: House, transcript: Transcript, patience_s: float = PATIENCE_S
) -> AsyncIterator[Stage]:
    """Yield the players at their screens, which they leave when the block ends.

    The problem has a number that no earlier story had: what one of those left behind in the
    database may still be shown now, and is then not taken for this one.
    """
    on = Stage(
        house=house,
        told=transcript,
        mia=Player(MIA, house, transcript, patience_s),
        ada=Developer(ADA, house, transcript, patience_s),
        leo=Player(LEO, house, transcript, patience_s),
        problem=f"Card payments fail at checkout, order {secrets.randbelow(10**6):06}",
    )
    try:
        yield on
    finally:
        for player in (on.mia, on.ada, on.leo):
            await player.aclose()
