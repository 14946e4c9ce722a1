"""Slack's request signature, version 0."""

import hashlib
import hmac


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Return what Slack writes into X-Slack-Signature."""
    signed = b":".join((b"v0", timestamp.encode(), body))
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def signed_headers(secret: str, now: float, body: bytes) -> dict[str, str]:
    """Return the two headers by which an app knows that Slack is calling."""
    timestamp = str(int(now))
    return {
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature(secret, timestamp, body),
    }
