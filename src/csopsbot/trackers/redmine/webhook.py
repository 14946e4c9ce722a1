"""What Redmine posts to us, from version 7 on: proven by HMAC, read for nothing but which issue it is.

Older ones post nothing; whatever comes in their name is refused for lack of a secret.
https://www.redmine.org/projects/redmine/wiki/RedmineWebhooks
"""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from csopsbot.app.tracker import Hint, Ignored, Malformed, Rejected, Verified

SIGNATURE = "x-redmine-signature-256"
FOLLOWED = frozenset(f"issue.{verb}" for verb in ("created", "updated", "deleted"))

_ID = re.compile(r"[0-9]{1,20}")


class RedmineWebhooks:
    """What Redmine posts to us; SECRETS are several while one replaces another."""

    def __init__(self, secrets: tuple[str, ...], *, largest: int = 5_000_000) -> None:
        self._secrets = secrets
        self._largest = largest

    def verify(
        self,
        headers: Mapping[str, str],
        body: bytes,
        now: datetime,  # noqa: ARG002 - Redmine signs no time: a replay is caught by its delivery id
    ) -> Verified | Rejected:
        """Say whether one of our secrets signed these very bytes."""
        if not self._secrets:
            return Rejected("no webhook secret is set for Redmine")
        if len(body) > self._largest:
            return Rejected(f"the delivery is larger than {self._largest} bytes")
        method, _, digest = headers.get(SIGNATURE, "").partition("=")
        if method != "sha256" or not digest:
            return Rejected(f"there is no sha256 signature in {SIGNATURE}")
        if not any(_signed(secret, body, digest) for secret in self._secrets):
            return Rejected("the signature does not fit: another secret, or an altered body")
        return Verified()

    def parse(self, headers: Mapping[str, str], body: bytes) -> Hint | Ignored:  # noqa: ARG002 - Redmine says it all in the body
        """Read which issue changed; raises `Malformed`.

        Redmine gives a delivery no id. Each tells its time and the whole issue, so that two that
        are alike in every byte are one.
        """
        delivery = f"sha256:{hashlib.sha256(body).hexdigest()}"
        payload = _payload(body)
        event = payload.get("type")
        if not isinstance(event, str) or not event:
            raise Malformed("type is missing")
        if event not in FOLLOWED:
            return Ignored(delivery, f"{event[:80]} is not followed")
        return Hint(delivery, (_issue(payload),))


def _signed(secret: str, body: bytes, digest: str) -> bool:
    ours = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(ours.encode(), digest.strip().lower().encode(errors="replace"))


def _payload(body: bytes) -> dict[str, Any]:
    try:
        payload = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Malformed("the body is not JSON") from error
    if not isinstance(payload, dict):
        raise Malformed("the body is not a JSON object")
    return payload


def _issue(payload: dict[str, Any]) -> str:
    data = payload.get("data")
    issue = data.get("issue") if isinstance(data, dict) else None
    found = issue.get("id") if isinstance(issue, dict) else None
    if isinstance(found, bool) or not _ID.fullmatch(str(found)):
        raise Malformed("data.issue.id is not a number")
    return str(found)
