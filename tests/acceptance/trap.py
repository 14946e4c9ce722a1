"""Traps for the bot: a call is done, its answer gets lost, and there the bot stands."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tests.acceptance.house import House
from tests.acceptance.jira import Jira
from tests.acceptance.waiting import until

LONG_S = 60.0


@dataclass(frozen=True, slots=True)
class Loss:
    """How an answer gets lost, as the faults of the two servers call it."""

    slack: str
    jira: str


HANGS = Loss("hang", "hang")
BREAKS = Loss("drop_answer", "lose")


@dataclass(slots=True)
class Trap:
    """Loses answers by LOSS; CAUGHT is how many calls it has caught so far."""

    house: House
    jira: Jira
    loss: Loss
    caught: int = 0

    @asynccontextmanager
    async def slack(self, method: str, skip: int = 0) -> AsyncIterator[None]:
        """Catch the first call of METHOD, after SKIP others, that comes of what is done within."""
        how = {"when": "after", "seconds": LONG_S, "skip": skip}
        caught = self.house.fault(self.loss.slack, method, **how)
        yield
        await self._closed(f"Slack lost its answer to {method}", caught)

    @asynccontextmanager
    async def in_jira(self, path: str, method: str = "POST") -> AsyncIterator[None]:
        """Catch the first post to PATH, or other METHOD, that comes of what is done within."""
        fault = self.jira.fault(kind=self.loss.jira, method=method, path=path, seconds=LONG_S)
        yield
        await self._closed(f"Jira lost its answer to {path}", lambda: fault.times == 0)

    async def _closed(self, what: str, caught: Callable[[], bool]) -> None:
        """Wait until the call was caught, and all calls but the caught ones are done."""
        self.caught += 1
        records = self.house.records
        await until(what, lambda: caught() and records.owed() == self.caught)
