"""What an account may still ask within the hour, and how Linear says that it is too much."""

from dataclasses import dataclass, field
from datetime import datetime

from csopsbot.testing.linear_workspace.complexity import MOST
from csopsbot.testing.linear_workspace.refusals import Refusal, limited

REQUESTS = 2_500
COMPLEXITY = 3_000_000
_HOUR_MS = 3_600_000


@dataclass(slots=True)
class Budget:
    """What is left; ENDPOINTS has what is left of single fields that have a limit of their own."""

    requests: int = REQUESTS
    complexity: float = COMPLEXITY
    endpoints: dict[str, int] = field(default_factory=dict)

    def spend(self, cost: int, fields: set[str]) -> None:
        """Take COST for a request that asks for FIELDS; raises a `Refusal`."""
        if cost > MOST:
            text = f"Query too complex: {cost} of {MOST} points"
            raise Refusal(text, "INPUT_ERROR", "invalid input", status=400)
        if self.requests < 1:
            raise limited("requests")
        if self.complexity < cost:
            raise limited("complexity")
        for name in fields & self.endpoints.keys():
            if self.endpoints[name] < 1:
                raise limited(name)
            self.endpoints[name] -= 1
        self.requests -= 1
        self.complexity -= cost

    def headers(self, now: datetime, cost: int, fields: set[str]) -> dict[str, str]:
        """Return what every answer tells of it."""
        reset = str(int(now.timestamp() * 1000) + _HOUR_MS)
        told = {
            "X-Complexity": str(cost),
            "X-RateLimit-Requests-Limit": str(REQUESTS),
            "X-RateLimit-Requests-Remaining": str(self.requests),
            "X-RateLimit-Requests-Reset": reset,
            "X-RateLimit-Complexity-Limit": str(COMPLEXITY),
            "X-RateLimit-Complexity-Remaining": str(int(self.complexity)),
            "X-RateLimit-Complexity-Reset": reset,
        }
        for name in sorted(fields & self.endpoints.keys()):
            told["X-RateLimit-Endpoint-Name"] = name
            told["X-RateLimit-Endpoint-Requests-Limit"] = "60"
            told["X-RateLimit-Endpoint-Requests-Remaining"] = str(self.endpoints[name])
            told["X-RateLimit-Endpoint-Requests-Reset"] = reset
        return told
