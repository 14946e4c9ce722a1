"""Jira's webhooks: proven by HMAC over the raw body, and read for nothing but which issue it is.

https://developer.atlassian.com/cloud/jira/platform/webhooks/
"""

import base64
import hashlib
import hmac
import re
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs

from csopsbot.app.webhooks import Hint, Ignored, Malformed, Manners, Rejected, Verified
from csopsbot.trackers import payload
from csopsbot.trackers.signature import Signature, Signed

SIGNATURE = "x-hub-signature"
QUERY = ":query"
DELIVERY = "x-atlassian-webhook-identifier"
FOLLOWED = frozenset(
    f"{what}_{verb}"
    for what in ("jira:issue", "comment")
    for verb in ("created", "updated", "deleted")
)

_ID = re.compile(r"[0-9]{1,20}")
_KEY = re.compile(r"[A-Z][A-Z0-9_]{0,254}-[0-9]{1,20}")
_ISSUE_OF_COMMENT = re.compile(r"/issue/([A-Z0-9_-]{1,255})/comment/")


class JiraWebhooks(Signed):
    """What Jira posts to us; SECRETS are several while one replaces another.

    PASSWORDS are for a Jira that signs nothing: one of them has to come with each delivery.
    """

    manners = Manners()  # a 4xx is final for it, a 5xx it repeats

    def __init__(self, secrets: tuple[str, ...], passwords: tuple[str, ...] = ()) -> None:
        super().__init__(Signature("Jira", SIGNATURE, secrets, "sha256="))
        self._passwords = passwords

    def verify(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Verified | Rejected:
        """Say whether one of our secrets signed these very bytes, or a password came along."""
        if SIGNATURE not in headers and self._passwords and len(body) <= self._signature.largest:
            return self._by_password(headers)
        return super().verify(headers, body, now)

    def _by_password(self, headers: Mapping[str, str]) -> Verified | Rejected:
        """Try every password, so that an answer takes as long whichever of them fits."""
        given = _password(headers)
        fits = [hmac.compare_digest(one.encode(), given) for one in self._passwords]
        says = "no webhook password of ours came along"
        return Verified() if any(fits) else Rejected("bad_signature", says)

    def parse(self, headers: Mapping[str, str], body: bytes) -> Hint | Ignored:
        """Read which issue may have changed; raises `Malformed`."""
        told = payload.read(body)
        event = payload.text(told, "webhookEvent")
        delivery = headers.get(DELIVERY) or _delivery_id(told, body)
        if event not in FOLLOWED:
            return Ignored(delivery, f"{event[:80]} is not followed")
        issue = _issue(told)
        if issue is None:
            return Ignored(delivery, f"{event} names no issue")
        return Hint(delivery, (issue,))


def _password(headers: Mapping[str, str]) -> bytes:
    """Return the password of basic authentication, else the `token` of the address."""
    scheme, _, value = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value, validate=True).partition(b":")[2]
        except ValueError:
            return b""
    return parse_qs(headers.get(QUERY, "")).get("token", [""])[0].encode(errors="replace")


def _delivery_id(told: dict[str, Any], body: bytes) -> str:
    """Return what tells a delivery without an id from every other one.

    Without a time in it, what happens twice looks like a replay, and would be lost.
    """
    if told.get("timestamp"):
        return f"sha256:{hashlib.sha256(body).hexdigest()}"
    return f"unnamed:{uuid.uuid4()}"


def _issue(told: dict[str, Any]) -> str | None:
    """Return the issue's id or key; a comment without its issue tells it by its own address."""
    issue, comment = told.get("issue"), told.get("comment")
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
