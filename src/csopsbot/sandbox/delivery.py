"""What the sandbox delivers to the app, what comes back, and Slack's retries of events."""

import json
from dataclasses import dataclass
from typing import Literal, Protocol

from csopsbot.sandbox.jsontypes import Json

Channel = Literal["events_api", "slash_commands", "interactive"]
# The waits before each attempt, docs.slack.dev/apis/events-api: at once, +1 min, +5 min.
ATTEMPTS = (0.0, 0.0, 60.0, 300.0)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One payload for the app; `topic` names it in the journal and in faults."""

    channel: Channel
    topic: str
    payload: Json
    wants_answer: bool = False
    attempt: int = 0
    retry_reason: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the app answered; a failure is named as Slack's retry header names it."""

    status: int | None = None
    failure: str = ""
    body: str = ""
    no_retry: bool = False

    @property
    def ok(self) -> bool:
        """Whether the app acknowledged."""
        return not self.failure

    def json(self) -> Json:
        """Return the acknowledgement's JSON object, empty when there is none."""
        try:
            decoded = json.loads(self.body)
        except ValueError:
            return {}
        return decoded if isinstance(decoded, dict) else {}


class Carrier(Protocol):
    """A way to the app: signed HTTP or Socket Mode."""

    async def carry(self, delivery: Delivery) -> Answer:
        """Bring one payload to the app and return its acknowledgement."""
        ...
