"""The built-in tracker's webhooks to ourselves: signed like anybody else's, and read like a hint.

The signature covers the delivery's id, the second it was signed in, and the raw body.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from csopsbot.app.webhooks import Hint, Ignored, Malformed, Manners, Rejected, Verified
from csopsbot.trackers.payload import read, text

SIGNATURE = "x-csopsbot-signature"
DELIVERY = "x-csopsbot-delivery"
TIMESTAMP = "x-csopsbot-timestamp"
CHANGED = "issue_changed"

_LARGEST = 65_536
_TOLERANCE = timedelta(minutes=5)
_DELIVERY = re.compile(r"[\w:.-]{1,200}", re.ASCII)
_SECOND = re.compile(r"[0-9]{1,12}")
_ISSUE = re.compile(r"[\w-]{1,64}", re.ASCII)


def sign(secret: str, delivery: str, body: bytes, now: datetime) -> dict[str, str]:
    """Return the headers that prove that we send BODY as DELIVERY at the moment NOW."""
    second = str(int(now.timestamp()))
    digest = _digest(secret, delivery, second, body)
    return {DELIVERY: delivery, TIMESTAMP: second, SIGNATURE: f"sha256={digest}"}


def payload(issue_id: str) -> bytes:
    """Return the body that says that something about the issue changed."""
    return json.dumps({"event": CHANGED, "issue_id": issue_id}).encode()


class LocalWebhooks:
    """What the built-in tracker posts to us."""

    manners = Manners(largest=_LARGEST)

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def verify(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Verified | Rejected:
        """Say whether our secret signed these very bytes within the last five minutes."""
        if not self._secret:
            return Rejected("no_secret", "no webhook secret is set for the built-in tracker")
        if len(body) > _LARGEST:
            return Rejected("too_large", f"the delivery is larger than {_LARGEST} bytes")
        second = headers.get(TIMESTAMP, "")
        if not _SECOND.fullmatch(second):
            return Rejected("bad_timestamp", f"{TIMESTAMP} is missing or no number of seconds")
        if abs(now.astimezone(UTC).timestamp() - int(second)) > _TOLERANCE.total_seconds():
            return Rejected("stale", "it was signed more than five minutes from now")
        digest = _digest(self._secret, headers.get(DELIVERY, ""), second, body)
        if not hmac.compare_digest(f"sha256={digest}".encode(), _bytes(headers.get(SIGNATURE, ""))):
            return Rejected("bad_signature", "another secret, or an altered delivery")
        return Verified()

    def parse(self, headers: Mapping[str, str], body: bytes) -> Hint | Ignored:
        """Read which issue changed; raises `Malformed`."""
        delivery = headers.get(DELIVERY, "")
        if not _DELIVERY.fullmatch(delivery):
            raise Malformed(f"{DELIVERY} is missing or not an id")
        told = read(body)
        event, issue_id = text(told, "event"), told.get("issue_id")
        if event != CHANGED:
            return Ignored(delivery, f"{event[:80]} is not followed")
        if not isinstance(issue_id, str) or not _ISSUE.fullmatch(issue_id):
            raise Malformed("issue_id is missing or not an id")
        return Hint(delivery, (issue_id,))


def _digest(secret: str, delivery: str, second: str, body: bytes) -> str:
    signed = _bytes(f"{delivery}.{second}.") + body
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def _bytes(text: str) -> bytes:
    return text.encode(errors="replace")
