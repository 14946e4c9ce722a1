"""Slack's rate limits: tiers for each method, and the pace of each channel."""

import math
from collections import defaultdict, deque
from typing import Literal

from csopsbot.sandbox.errors import RateLimited

Tier = Literal["tier1", "tier2", "tier3", "tier4", "many", "messages"]

# Calls a minute, docs.slack.dev/apis/web-api/rate-limits; "several hundred" is taken as 300.
PER_MINUTE: dict[Tier, int] = {
    "tier1": 1,
    "tier2": 20,
    "tier3": 50,
    "tier4": 100,
    "many": 300,
    "messages": 300,
}
WINDOW = 60.0
BURST = 5
CHANNEL_PACE = 1.0


class RateLimits:
    """Counts calls for each method, and messages for each channel; `scale` widens all of it."""

    def __init__(self, scale: float = 1.0) -> None:
        self._scale = scale
        self._calls: dict[str, deque[float]] = defaultdict(deque)
        self._ready: dict[str, float] = {}

    def count(self, method: str, tier: Tier, now: float) -> None:
        """Count one call of a method, or refuse it until the minute's first call is a minute old."""
        calls = self._calls[method]
        while calls and calls[0] <= now - WINDOW:
            calls.popleft()
        if len(calls) >= PER_MINUTE[tier] * self._scale:
            raise RateLimited(whole_seconds(calls[0] + WINDOW - now))
        calls.append(now)

    def count_message(self, channel_id: str, now: float) -> None:
        """Count one message to a channel: one a second, with bursts of a few."""
        pace = CHANNEL_PACE / self._scale
        ready = max(self._ready.get(channel_id, 0.0), now - (BURST - 1) * pace)
        if ready > now:
            raise RateLimited(whole_seconds(ready - now))
        self._ready[channel_id] = ready + pace


def whole_seconds(seconds: float) -> int:
    """Return a wait as Retry-After says it."""
    return max(1, math.ceil(seconds))
