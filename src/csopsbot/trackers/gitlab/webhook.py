"""GitLab's webhooks: proven by signature or secret, read for nothing but which issue it is.

https://docs.gitlab.com/user/project/integrations/webhooks/
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from csopsbot.app.webhooks import Hint, Ignored, Malformed, Manners, Rejected, Verified
from csopsbot.trackers import payload
from csopsbot.trackers.gitlab.place import Place

TOKEN = "x-gitlab-token"  # noqa: S105 - the name of a header
EVENT_ID = "x-gitlab-event-uuid"
DELIVERIES = ("idempotency-key", "webhook-id")
MESSAGE, STAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
ITEMS = frozenset({"issue", "work_item"})
NOTED = frozenset({"Issue", "WorkItem"})

_PREFIX = "whsec_"
_FRESH_SECONDS = 300
_LARGEST = 5_000_000  # a note comes with its issue, be that described in a million characters


class GitLabWebhooks:
    """What GitLab posts to us; secrets and tokens are several while one replaces another."""

    # Four answers in a row that are no 2xx, and it disables the hook: what we drop, we take.
    manners = Manners(malformed=202, too_large=202, largest=_LARGEST)

    def __init__(
        self,
        secrets: tuple[str, ...],
        signing_tokens: tuple[str, ...] = (),
        *,
        largest: int = _LARGEST,
    ) -> None:
        self._secrets = tuple(secret.encode() for secret in secrets)
        self._keys = tuple(map(signing_key, signing_tokens))
        self._largest = largest

    def verify(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Verified | Rejected:
        """Say whether GitLab signed these very bytes, or, if it signed none, knows our secret."""
        if not (self._secrets or self._keys):
            return Rejected("no_secret", "no webhook secret is set for GitLab")
        if len(body) > self._largest:
            return Rejected("too_large", f"the delivery is larger than {self._largest} bytes")
        if self._keys and (SIGNATURE in headers or not self._secrets):
            return self._by_signature(headers, body, now)
        token = _raw(headers, TOKEN)
        if not token:
            return Rejected("unsigned", f"there is no {TOKEN}")
        if not any([hmac.compare_digest(secret, token) for secret in self._secrets]):  # noqa: C419 - each is compared, so that time tells nothing
            return Rejected("bad_signature", f"{TOKEN} is not our secret")
        return Verified()

    def parse(self, headers: Mapping[str, str], body: bytes) -> Hint | Ignored:
        """Read which issue may have changed; raises `Malformed`."""
        told = payload.read(body)
        kind = told.get("object_kind") or told.get("event_name")
        if not isinstance(kind, str) or not kind:
            raise Malformed("object_kind is missing")
        delivery = _delivery(headers, body)
        about = payload.member(told, "object_attributes") if kind in ITEMS | {"note"} else {}
        if kind == "note" and about.get("noteable_type") in NOTED:
            about = payload.member(told, "issue")
        elif kind not in ITEMS:
            return Ignored(delivery, f"{kind[:80]} is not about an issue")
        if about.get("project_id", 0) is None:
            return Ignored(delivery, "it is about a group's own work item")
        return Hint(delivery, (_place(about).id,))

    def _by_signature(
        self, headers: Mapping[str, str], body: bytes, now: datetime
    ) -> Verified | Rejected:
        stamp = headers.get(STAMP, "")
        if not (stamp.isascii() and stamp.isdecimal() and len(stamp) < 16):
            return Rejected("bad_timestamp", f"there is no time in {STAMP}")
        if abs(now.timestamp() - int(stamp)) > _FRESH_SECONDS:
            return Rejected("stale", "it was signed more than five minutes from now")
        signed = b".".join((_raw(headers, MESSAGE), stamp.encode(), body))
        ours = {_signature(key, signed) for key in self._keys}
        told = _raw(headers, SIGNATURE).split()
        if not any([hmac.compare_digest(one, other) for one in ours for other in told]):  # noqa: C419 - likewise
            return Rejected("bad_signature", "another token, or an altered delivery")
        return Verified()


def signing_key(token: str) -> bytes:
    """Return the key that TOKEN holds: in Base64 behind its prefix, else as it stands."""
    if token.startswith(_PREFIX):
        try:
            return base64.b64decode(token.removeprefix(_PREFIX), validate=True)
        except binascii.Error:
            return token.encode()
    return token.encode()


def _raw(headers: Mapping[str, str], name: str) -> bytes:
    """Return a header's bytes, which a server hands on as Latin-1 whatever they mean."""
    return headers.get(name, "").encode("latin-1", "replace")


def _signature(key: bytes, signed: bytes) -> bytes:
    return b"v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())


def _delivery(headers: Mapping[str, str], body: bytes) -> str:
    """Return what tells the delivery from every other, and is the same when it is sent again.

    One request of a person's may change many issues; to a hook they all go with one event id, so
    that only with the body it tells one from another.
    """
    named = next((headers[name] for name in DELIVERIES if headers.get(name)), "")
    return named[:200] or f"{headers.get(EVENT_ID, '')[:100]}:{hashlib.sha256(body).hexdigest()}"


def _place(shown: Mapping[str, Any]) -> Place:
    return Place(payload.number(shown, "project_id"), payload.number(shown, "iid"))
