"""A Jira that goes down and comes back, and that bears no more writes to an issue than the real one."""

import re
import time
from collections import deque

from pydantic import PrivateAttr

from csopsbot.testing.jira_cloud.faults import Fault, Faults

_ISSUE = re.compile(r"/issue/([A-Z]+-\d+|\d+)")
_WINDOWS = ((2.0, 20), (30.0, 100))
"""So many writes to one issue within so many seconds, as Atlassian documents it."""

_DOWN = Fault(kind="answer", status=503, headers={"Retry-After": "30"})
_TOO_MANY = Fault(
    kind="answer",
    status=429,
    headers={"Retry-After": "5", "RateLimit-Reason": "jira-per-issue-on-write"},
)


class Outage(Faults):
    """What is wrong while it is `down`; it counts what it REFUSED because it was too much."""

    down: bool = False
    refused: int = 0
    asked: int = 0
    _writes: dict[str, deque[float]] = PrivateAttr(default_factory=dict)

    def take(self, method: str, path: str) -> Fault | None:
        """Return what befalls this request."""
        if self.down:
            self.asked += 1
            return _DOWN
        found = _ISSUE.search(path)
        if method == "GET" or found is None or self._bears(found[1]):
            return super().take(method, path)
        self.refused += 1
        return _TOO_MANY

    def _bears(self, issue: str) -> bool:
        writes, now = self._writes.setdefault(issue, deque()), time.monotonic()
        bears = all(sum(now - at < seconds for at in writes) < most for seconds, most in _WINDOWS)
        if bears:
            writes.append(now)
        return bears
