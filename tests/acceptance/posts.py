"""Posts to the bot's doors, signed as their senders sign, or by somebody else."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx

from csopsbot.sandbox.signing import signed_headers
from csopsbot.testing.jira_cloud.deliveries import signature as jira_signature
from csopsbot.trackers.local.webhook import sign as local_signature

Sign = Callable[[str, bytes, datetime], dict[str, str]]
JSON = {"content-type": "application/json"}


@dataclass(frozen=True, slots=True)
class Door:
    """A door at PATH, how its sender SIGNs with a SECRET, and a SOUND body for it."""

    path: str
    secret: str
    sign: Sign
    sound: bytes

    def headers(
        self, body: bytes, *, ago: timedelta = timedelta(0), secret: str = ""
    ) -> dict[str, str]:
        """Return the headers of BODY signed some time AGO, by its sender unless SECRET is given."""
        now = datetime.now(UTC) - ago  # noqa: TID251 - the bot's clock is the wall's
        return JSON | self.sign(secret or self.secret, body, now)


def slack(secret: str, body: bytes, now: datetime) -> dict[str, str]:
    """Sign as Slack does."""
    return signed_headers(secret, now.timestamp(), body)


def jira(secret: str, body: bytes, _: datetime) -> dict[str, str]:
    """Sign as Jira does, which says nothing of the time."""
    return {"x-hub-signature": jira_signature(secret, body)}


def local(secret: str, body: bytes, now: datetime) -> dict[str, str]:
    """Sign as the built-in tracker does."""
    return local_signature(secret, "a-delivery", body, now)


async def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    """Post BODY and return the status of the answer."""
    async with httpx.AsyncClient(trust_env=False, timeout=20) as client:
        return (await client.post(url, content=body, headers=headers)).status_code
