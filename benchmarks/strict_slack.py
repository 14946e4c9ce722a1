"""A Slack that takes no more than it says it does, and counts how often it had to stop somebody."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from csopsbot.app.effects import Effect, Urgency
from csopsbot.app.failures import RateLimited
from csopsbot.app.ports import Budget, Call, Scene
from csopsbot.app.receipts import Done, Posted, Receipt
from csopsbot.domain.desk import Desk
from csopsbot.slack.budgets import budgets
from csopsbot.slack.calls import Edit, Post, SlackCall
from csopsbot.slack.preparing import prepared
from csopsbot.storage.pacing import Level, opens, used

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_METHODS = {"chat.postMessage": (300.0, 50), "chat.update": (50.0, 25)}
"""A minute, and at once: several hundred posts a workspace, and tier 3 for edits."""
_CHANNEL = (60.0, 6)


@dataclass(slots=True)
class StrictSlack:
    """Keeps Slack's limits; without PACED nobody else does. CALLED has the time of every call."""

    desk: Desk
    clock: Callable[[], datetime]
    paced: bool = True
    stopped: int = 0
    called: list[datetime] = field(default_factory=list)
    _levels: dict[str, Level] = field(default_factory=dict)

    def prepare(self, effect: Effect, scene: Scene) -> Call | None:
        """Render the effect as the bot does."""
        body = prepared(effect, scene, self.desk)
        if body is None:
            return None
        return Call(scene.key, body, budgets(body, "workspace") if self.paced else ())

    async def send(self, call: Call) -> Receipt:
        """Take the call, or ask to come back in a second."""
        body, now = call.body, self.clock()
        assert isinstance(body, SlackCall)
        limits = list(_limits(body))
        levels = [self._levels.get(one.key, Level(_LONG_AGO, _LONG_AGO)) for one in limits]
        if any(
            opens(one, at, Urgency.PERSON) > now for one, at in zip(limits, levels, strict=True)
        ):
            self.stopped += 1
            raise RateLimited(retry_at=now + timedelta(seconds=1))
        for one, at in zip(limits, levels, strict=True):
            self._levels[one.key] = used(one, at, now)
        self.called.append(now)
        if isinstance(body, Post | Edit) and body.surface:
            ts = body.ts if isinstance(body, Edit) else call.key
            return Posted(body.surface, body.channel, ts, body.message.fingerprint)
        return Done()

    async def find(self, call: Call, since: datetime) -> Receipt | None:  # noqa: ARG002 - an outlet
        """Say that it is not there."""
        return None


def _limits(body: SlackCall) -> tuple[Budget, ...]:
    whole = Budget(body.method, *_METHODS[body.method])
    if isinstance(body, Post):
        return whole, Budget(f"{body.method}:{body.channel}", *_CHANNEL)
    return (whole,)
