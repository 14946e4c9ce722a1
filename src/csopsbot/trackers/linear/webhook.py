"""Linear's webhooks: proven by HMAC over the raw body, fresh, and read for the issue's id alone.

https://linear.app/developers/webhooks
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from csopsbot.app.webhooks import Hint, Ignored, Malformed, Manners, Rejected, Verified
from csopsbot.trackers import payload
from csopsbot.trackers.linear.identifiers import is_uuid
from csopsbot.trackers.signature import Signature, Signed

SIGNATURE = "linear-signature"
DELIVERY = "linear-delivery"
SENT_AT = "webhookTimestamp"
FOLLOWED = frozenset({"Issue", "Comment"})

_FRESH = timedelta(minutes=1)
_LONGEST_DELIVERY = 200


class LinearWebhooks(Signed):
    """What Linear posts to us; SECRETS are several while one replaces another."""

    manners = Manners(accepted=200, malformed=200)  # anything else is an error it repeats

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__(Signature("Linear", SIGNATURE, secrets))

    def verify(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Verified | Rejected:
        """Say whether one of our secrets signed these very bytes, within the last minute."""
        proven = super().verify(headers, body, now)
        return proven if isinstance(proven, Rejected) else _fresh(body, now)

    def parse(self, headers: Mapping[str, str], body: bytes) -> Hint | Ignored:
        """Read which issue may have changed; raises `Malformed`."""
        told = payload.read(body)
        kind = payload.text(told, "type")
        # A delivery without an id tells when it was sent, and so differs from every other one.
        delivery = headers.get(DELIVERY, "")[:_LONGEST_DELIVERY]
        delivery = delivery or f"sha256:{hashlib.sha256(body).hexdigest()}"
        if kind not in FOLLOWED:
            return Ignored(delivery, f"{kind[:80]} is not followed")
        data = payload.member(told, "data")
        issue = data.get("id") if kind == "Issue" else _commented(data)
        if issue is None and kind == "Comment":
            return Ignored(delivery, "the comment is on no issue")
        if not isinstance(issue, str) or not is_uuid(issue):
            raise Malformed("the issue's id is no UUID")
        return Hint(delivery, (issue,))


def _fresh(body: bytes, now: datetime) -> Verified | Rejected:
    """Say whether BODY, which is proven by now, was sent just now: who replays it cannot alter it."""
    try:
        sent = payload.read(body).get(SENT_AT)
    except Malformed as reason:
        return Rejected("bad_timestamp", str(reason))
    if isinstance(sent, bool) or not isinstance(sent, int | float):
        return Rejected("bad_timestamp", f"it does not tell when it was sent: {SENT_AT} is missing")
    age = int(now.timestamp() * 1000) - sent
    if abs(age) <= _FRESH / timedelta(milliseconds=1):
        return Verified()
    return Rejected("stale", "it was sent more than a minute ago, or the clocks differ")


def _commented(data: Mapping[str, Any]) -> object:
    """Return the id of the issue that a comment is on; None for one on something else."""
    issue = data.get("issue")
    return data.get("issueId") or (issue.get("id") if isinstance(issue, dict) else None)
