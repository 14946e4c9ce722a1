"""GitHub's webhooks: proven by HMAC over the raw body, read for nothing but which issue it is.

https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs

from csopsbot.app.tracker import Hint, Ignored, Malformed, Rejected, Verified
from csopsbot.trackers.github.place import Place

SIGNATURE = "x-hub-signature-256"
DELIVERY = "x-github-delivery"
EVENT = "x-github-event"
FOLLOWED = frozenset({"issues", "issue_comment"})

_FORM = "application/x-www-form-urlencoded"


class GitHubWebhooks:
    """What GitHub posts to us; SECRETS are several while one replaces another."""

    def __init__(self, secrets: tuple[str, ...], *, largest: int = 5_000_000) -> None:
        self._secrets = secrets
        self._largest = largest

    def verify(
        self,
        headers: Mapping[str, str],
        body: bytes,
        now: datetime,  # noqa: ARG002 - GitHub signs no time: a replay is caught by its delivery id
    ) -> Verified | Rejected:
        """Say whether one of our secrets signed these very bytes."""
        if not self._secrets:
            return Rejected("no webhook secret is set for GitHub")
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
        event, delivery = headers.get(EVENT, ""), headers.get(DELIVERY, "")
        if not event or not delivery:
            raise Malformed(f"{EVENT} or {DELIVERY} is missing")
        payload = _payload(headers, body)
        if event not in FOLLOWED:
            return Ignored(delivery, f"{event[:80]} is not followed")
        issue = _object(payload, "issue")
        if issue.get("pull_request") is not None:
            return Ignored(delivery, "it is about a pull request")
        repository = _number(_object(payload, "repository"), "id")
        return Hint(delivery, (Place(repository, _number(issue, "number")).id,))


def _signed(secret: str, body: bytes, digest: str) -> bool:
    ours = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(ours.encode(), digest.strip().lower().encode())


def _payload(headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
    try:
        payload = json.loads(_json(headers, body))
    except (ValueError, RecursionError) as error:
        raise Malformed("the body is not JSON") from error
    if not isinstance(payload, dict):
        raise Malformed("the body is not a JSON object")
    return payload


def _json(headers: Mapping[str, str], body: bytes) -> bytes | str:
    """Return the JSON, which a form holds where the webhook was left at its default."""
    if headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        return body
    return parse_qs(body.decode(), max_num_fields=10).get("payload", [""])[0]


def _object(payload: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = payload.get(name)
    if not isinstance(value, dict):
        raise Malformed(f"{name} is missing")
    return value


def _number(shown: Mapping[str, Any], name: str) -> int:
    value = shown.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 10**18:
        raise Malformed(f"{name} is not a number")
    return value
