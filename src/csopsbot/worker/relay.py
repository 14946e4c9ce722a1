"""The relay: claims lanes that are due and lets their effects leave, one at a time per lane."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from csopsbot.app import delivery
from csopsbot.app.delivery import Attempt
from csopsbot.app.failures import Failure, noted
from csopsbot.app.patience import Patience
from csopsbot.app.ports import Claim, Database, Outlet, Work
from csopsbot.app.receipts import Receipt
from csopsbot.domain.desk import Desk
from csopsbot.worker.pausing import pause

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """How the relay works: LEASE must be longer than any single call takes to be noticed dead."""

    lanes_at_once: int = 32
    lease: timedelta = timedelta(seconds=9)
    poll_s: float = 1.0
    margin_s: float = 1.0


@dataclass(slots=True)
class Relay:
    """Lets effects leave until it is stopped; any number may run on one database."""

    database: Database
    outlets: Mapping[str, Outlet]
    desk: Desk
    clock: Callable[[], datetime]
    jitter: Callable[[], float]
    patience: Patience = field(default_factory=Patience)
    pace: Pace = field(default_factory=Pace)
    _held: dict[str, float] = field(default_factory=dict)
    _lanes: set[asyncio.Task[None]] = field(default_factory=set)
    _freed: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self, stop: asyncio.Event) -> None:
        """Work until STOP is set, then finish the calls under way."""
        heartbeat = asyncio.create_task(self._keep_leases())
        try:
            while not stop.is_set():
                await self._round(stop)
        finally:
            if self._lanes:
                await asyncio.wait(self._lanes)
            heartbeat.cancel()

    async def _round(self, stop: asyncio.Event) -> None:
        """Start on the lanes that are due; where there are fewer than room, wait for more."""
        room = self.pace.lanes_at_once - len(self._lanes)
        try:
            claims = await self._claim(room) if room else ()
            for claim in claims:
                self._start(claim)
            if not claims or len(claims) < room:
                await self._wait(stop)
        except Failure as failure:
            log.warning("relay.database_unavailable", **noted(failure))
            await pause(stop, self.pace.poll_s)

    async def _claim(self, room: int) -> Sequence[Claim]:
        now = self.clock()
        targets = tuple(self.outlets)
        claims = await self.database.run(
            lambda work: work.outbox.claim(now, now + self.pace.lease, room, targets)
        )
        self._hold([claim.token for claim in claims])
        return claims

    def _start(self, claim: Claim) -> None:
        task = asyncio.create_task(self._drain(claim), name=claim.lane)
        self._lanes.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._lanes.discard(task)
        self._freed.set()

    async def _wait(self, stop: asyncio.Event) -> None:
        """Wait for an alarm, a free place, the end, or the poll that is the net below them."""
        self._freed.clear()
        full = len(self._lanes) >= self.pace.lanes_at_once
        news = self._freed.wait() if full else self.database.wake.wait(await self._idle_s())
        waits: list[asyncio.Task[object]] = [
            asyncio.create_task(_coroutine(news)),
            asyncio.create_task(stop.wait()),
        ]
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for task in waits:
            task.cancel()

    async def _idle_s(self) -> float:
        """Return for how many seconds no lane will be due, as far as the database knows."""
        targets = tuple(self.outlets)
        due = await self.database.read(lambda work: work.outbox.next_due(targets))
        return _seconds_until(due, self.clock(), self.pace.poll_s)

    async def _drain(self, claim: Claim) -> None:
        """Let the effects of a claimed lane leave until it is empty or has to rest."""
        try:
            attempt = await self.database.run(lambda work: self._next(work, claim))
            while attempt is not None:
                attempt = await self._perform(attempt)
        except Failure as failure:
            log.warning("relay.lane_left", lane=claim.lane, **noted(failure))
        except Exception as error:  # a fault in one effect must not stop the others
            log.exception("relay.fault", lane=claim.lane, error=type(error).__name__)
            await self._crashed(claim, type(error).__name__)
        finally:
            self._held.pop(claim.token, None)

    def _next(self, work: Work, claim: Claim) -> Attempt | None:
        return delivery.next_attempt(
            work, claim, self.outlets, self.patience, self.desk, self.clock()
        )

    async def _perform(self, attempt: Attempt) -> Attempt | None:
        """Make the call, record how it ended, and return the lane's next one."""
        if not self._still_ours(attempt.claim):
            return None
        outlet = self.outlets[attempt.entry.order.target]
        try:
            receipt = await self._ask(outlet, attempt)
        except Failure as failure:
            await self._record_failure(attempt, failure)
            return None
        if receipt is None:
            await self.database.run(lambda work: delivery.not_found(work, attempt))
            return None
        return await self.database.run(lambda work: self._advance(work, attempt, receipt))

    async def _ask(self, outlet: Outlet, attempt: Attempt) -> Receipt | None:
        if attempt.look:
            since = attempt.entry.tried_at or attempt.entry.created_at
            return await outlet.find(attempt.call, since)
        return await outlet.send(attempt.call)

    def _advance(self, work: Work, attempt: Attempt, receipt: Receipt) -> Attempt | None:
        now = self.clock()
        if not delivery.succeeded(work, attempt, receipt, self.desk, now):
            return None
        return self._next(work, attempt.claim)

    async def _record_failure(self, attempt: Attempt, failure: Failure) -> None:
        log.warning(
            "relay.not_delivered",
            lane=attempt.claim.lane,
            op=attempt.entry.order.effect.op,
            **noted(failure),
            attempts=attempt.entry.attempts,
        )
        await self.database.run(
            lambda work: delivery.failed(
                work, attempt, failure, self.patience, self.jitter, self.desk, self.clock()
            )
        )

    async def _crashed(self, claim: Claim, problem: str) -> None:
        try:
            await self.database.run(
                lambda work: delivery.crashed(work, claim, problem, self.patience, self.clock())
            )
        except Failure as failure:
            log.warning("relay.lane_left", lane=claim.lane, **noted(failure))

    def _hold(self, tokens: Sequence[str]) -> None:
        until = time.monotonic() + self.pace.lease.total_seconds() - self.pace.margin_s
        self._held.update(dict.fromkeys(tokens, until))

    def _still_ours(self, claim: Claim) -> bool:
        """Return whether the lease surely lasts; a process that was suspended must not send."""
        return self._held.get(claim.token, 0.0) > time.monotonic()

    async def _keep_leases(self) -> None:
        """Prolong the leases of calls under way, as long as this process is alive."""
        every = self.pace.lease.total_seconds() / 3
        while True:
            await asyncio.sleep(every)
            alive = [token for token, until in self._held.items() if until > time.monotonic()]
            if alive:
                await self._extend(alive)

    async def _extend(self, tokens: Sequence[str]) -> None:
        until = self.clock() + self.pace.lease
        try:
            await self.database.run(lambda work: work.outbox.extend(tokens, until))
        except Failure as failure:
            log.warning("relay.leases_not_prolonged", **noted(failure))
            return
        self._hold([token for token in tokens if token in self._held])


def _seconds_until(due: datetime | None, now: datetime, longest: float) -> float:
    if due is None:
        return longest
    return min(max((due - now).total_seconds(), 0.001), longest)


async def _coroutine(awaitable: Awaitable[object]) -> object:
    return await awaitable
