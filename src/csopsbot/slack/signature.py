"""Slack's signature over a request: version v0, an HMAC-SHA256 over the time and the raw body.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from csopsbot.app.webhooks import Rejected, Verified

WINDOW = timedelta(minutes=5)
_MAX_DIGITS = 12


def verify(
    secrets: Sequence[str], headers: Mapping[str, str], body: bytes, now: datetime
) -> Verified | Rejected:
    """Say whether Slack sent these very bytes within the last minutes, by any of the secrets.

    Every secret is tried, so that an answer takes as long whichever of them fits. An empty secret,
    which anybody could sign with, never does.
    """
    sent_at = headers.get("x-slack-request-timestamp", "")
    signature = headers.get("x-slack-signature", "")
    if not sent_at or not signature:
        return Rejected("unsigned")
    if not (sent_at.isascii() and sent_at.isdigit() and len(sent_at) <= _MAX_DIGITS):
        return Rejected("bad_timestamp")
    if abs(now.timestamp() - int(sent_at)) > WINDOW.total_seconds():
        return Rejected("stale")
    given = signature.encode()
    expected = [sign(secret, sent_at, body).encode() for secret in secrets if secret]
    fits = [hmac.compare_digest(one, given) for one in expected]
    return Verified() if any(fits) else Rejected("bad_signature")


def sign(secret: str, sent_at: str, body: bytes) -> str:
    """Return the signature of a body sent at SENT_AT, in seconds since 1970."""
    signed = b"v0:%b:%b" % (sent_at.encode(), body)
    return f"v0={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"
