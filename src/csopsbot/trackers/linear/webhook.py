"""Linear's webhooks: proven by HMAC over the raw body, fresh, and read for the issue's id alone.

https://linear.app/developers/webhooks
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from csopsbot.app.tracker import Hint, Ignored, Malformed, Rejected, Verified
from csopsbot.trackers.linear.identifiers import is_uuid

SIGNATURE = "linear-signature"
DELIVERY = "linear-delivery"
SENT_AT = "webhookTimestamp"
FOLLOWED = frozenset({"Issue", "Comment"})

_FRESH = timedelta(minutes=1)
_LONGEST_DELIVERY = 200


class LinearWebhooks:
    """What Linear posts to us; SECRETS are several while one replaces another."""

    def __init__(self, secrets: tuple[str, ...], *, largest: int = 5_000_000) -> None:
        self._secrets = secrets
        self._largest = largest

    def verify(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Verified | Rejected:
        """Say whether one of our secrets signed these very bytes, within the last minute."""
        if not self._secrets:
            return Rejected("no webhook secret is set for Linear")
        if len(body) > self._largest:
            return Rejected(f"the delivery is larger than {self._largest} bytes")
        digest = headers.get(SIGNATURE, "")
        if not digest:
            return Rejected(f"there is no {SIGNATURE}")
        if not any(_signed(secret, body, digest) for secret in self._secrets):
            return Rejected("the signature does not fit: another secret, or an altered body")
        return _fresh(body, now)

    def parse(self, headers: Mapping[str, str], body: bytes) -> Hint | Ignored:
        """Read which issue may have changed; raises `Malformed`."""
        payload = _payload(body)
        kind, data = payload.get("type"), payload.get("data")
        if not isinstance(kind, str) or not kind:
            raise Malformed("type is missing")
        # A delivery without an id tells when it was sent, and so differs from every other one.
        delivery = headers.get(DELIVERY, "")[:_LONGEST_DELIVERY]
        delivery = delivery or f"sha256:{hashlib.sha256(body).hexdigest()}"
        if kind not in FOLLOWED:
            return Ignored(delivery, f"{kind[:80]} is not followed")
        if not isinstance(data, dict):
            raise Malformed("data is missing")
        issue = data.get("id") if kind == "Issue" else _commented(data)
        if issue is None and kind == "Comment":
            return Ignored(delivery, "the comment is on no issue")
        if not isinstance(issue, str) or not is_uuid(issue):
            raise Malformed("the issue's id is no UUID")
        return Hint(delivery, (issue,))


def _signed(secret: str, body: bytes, digest: str) -> bool:
    ours = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(ours.encode(), digest.strip().lower().encode())


def _fresh(body: bytes, now: datetime) -> Verified | Rejected:
    """Say whether BODY, which is proven by now, was sent just now: who replays it cannot alter it."""
    try:
        sent = _payload(body).get(SENT_AT)
    except Malformed as reason:
        return Rejected(str(reason))
    if isinstance(sent, bool) or not isinstance(sent, int | float):
        return Rejected(f"it does not tell when it was sent: {SENT_AT} is missing")
    age = int(now.timestamp() * 1000) - sent
    if abs(age) <= _FRESH / timedelta(milliseconds=1):
        return Verified()
    return Rejected("it was sent more than a minute ago, or the clocks differ")


def _payload(body: bytes) -> dict[str, Any]:
    try:
        payload = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Malformed("the body is not JSON") from error
    if not isinstance(payload, dict):
        raise Malformed("the body is not a JSON object")
    return payload


def _commented(data: Mapping[str, Any]) -> object:
    """Return the id of the issue that a comment is on; None for one on something else."""
    issue = data.get("issue")
    return data.get("issueId") or (issue.get("id") if isinstance(issue, dict) else None)
