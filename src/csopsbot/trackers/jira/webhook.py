"""Jira's webhooks: proven by HMAC over the raw body, and read for nothing but which issue it is.

https://developer.atlassian.com/cloud/jira/platform/webhooks/
"""

import hashlib
import hmac
import json
import re
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from csopsbot.app.tracker import Hint, Ignored, Malformed, Rejected, Verified

SIGNATURE = "x-hub-signature"
DELIVERY = "x-atlassian-webhook-identifier"
FOLLOWED = frozenset(
    f"{what}_{verb}"
    for what in ("jira:issue", "comment")
    for verb in ("created", "updated", "deleted")
)

_ID = re.compile(r"[0-9]{1,20}")
_KEY = re.compile(r"[A-Z][A-Z0-9_]{0,254}-[0-9]{1,20}")
_ISSUE_OF_COMMENT = re.compile(r"/issue/([A-Z0-9_-]{1,255})/comment/")


class JiraWebhooks:
    """What Jira posts to us; SECRETS are several while one replaces another."""

    def __init__(self, secrets: tuple[str, ...], *, largest: int = 5_000_000) -> None:
        self._secrets = secrets
        self._largest = largest

    def verify(
        self,
        headers: Mapping[str, str],
        body: bytes,
        now: datetime,  # noqa: ARG002 - Jira signs no time: a replay is caught by its delivery id
    ) -> Verified | Rejected:
        """Say whether one of our secrets signed these very bytes."""
        if not self._secrets:
            return Rejected("no webhook secret is set for Jira")
        if len(body) > self._largest:
            return Rejected(f"the delivery is larger than {self._largest} bytes")
        method, _, digest = headers.get(SIGNATURE, "").partition("=")
        if method != "sha256" or not digest:
            return Rejected(f"there is no sha256 signature in {SIGNATURE}")
        if not any(_signed(secret, body, digest) for secret in self._secrets):
            return Rejected("the signature does not fit: another secret, or an altered body")
        return Verified()

    def parse(self, headers: Mapping[str, str], body: bytes) -> Hint | Ignored:
        """Read which issue may have changed; raises `Malformed`."""
        payload = _payload(body)
        event = payload.get("webhookEvent")
        if not isinstance(event, str) or not event:
            raise Malformed("webhookEvent is missing")
        delivery = headers.get(DELIVERY) or _delivery_id(payload, body)
        if event not in FOLLOWED:
            return Ignored(delivery, f"{event[:80]} is not followed")
        issue = _issue(payload)
        if issue is None:
            return Ignored(delivery, f"{event} names no issue")
        return Hint(delivery, (issue,))


def _signed(secret: str, body: bytes, digest: str) -> bool:
    ours = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(ours.encode(), digest.strip().lower().encode())


def _payload(body: bytes) -> dict[str, Any]:
    try:
        payload = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Malformed("the body is not JSON") from error
    if not isinstance(payload, dict):
        raise Malformed("the body is not a JSON object")
    return payload


def _delivery_id(payload: dict[str, Any], body: bytes) -> str:
    """Return what tells a delivery without an id from every other one.

    Without a time in it, what happens twice looks like a replay, and would be lost.
    """
    if payload.get("timestamp"):
        return f"sha256:{hashlib.sha256(body).hexdigest()}"
    return f"unnamed:{uuid.uuid4()}"


def _issue(payload: dict[str, Any]) -> str | None:
    """Return the issue's id or key; a comment without its issue tells it by its own address."""
    issue, comment = payload.get("issue"), payload.get("comment")
    if isinstance(issue, dict):
        return _named(issue.get("id"), issue.get("key"))
    address = comment.get("self") if isinstance(comment, dict) else None
    found = _ISSUE_OF_COMMENT.search(address) if isinstance(address, str) else None
    return _named(found[1], found[1]) if found else None


def _named(issue_id: object, key: object) -> str:
    """Return the id, for it never changes, or else the key."""
    if not isinstance(issue_id, bool) and _ID.fullmatch(str(issue_id)):
        return str(issue_id)
    if isinstance(key, str) and _KEY.fullmatch(key):
        return key
    raise Malformed("issue.id is not a number, and issue.key is not a key")
