"""Deliveries signed as most vendors sign them: HMAC-SHA256 over the raw body, in hexadecimal."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from csopsbot.app.webhooks import Rejected, Verified


@dataclass(frozen=True, slots=True)
class Signature:
    """What VENDOR proves a delivery by, in HEADER behind PREFIX.

    SECRETS are several while one replaces another. LARGEST is in bytes.
    """

    vendor: str
    header: str
    secrets: tuple[str, ...]
    prefix: str = ""
    largest: int = 5_000_000

    def verify(self, headers: Mapping[str, str], body: bytes) -> Verified | Rejected:
        """Say whether one of our secrets signed these very bytes."""
        if not self.secrets:
            return Rejected("no_secret", f"no webhook secret is set for {self.vendor}")
        if len(body) > self.largest:
            return Rejected("too_large", f"the delivery is larger than {self.largest} bytes")
        given = headers.get(self.header, "")
        digest = given.removeprefix(self.prefix)
        if not given.startswith(self.prefix) or not digest:
            return Rejected("unsigned", f"there is no {self.prefix}<digest> in {self.header}")
        if not self._fits(digest, body):
            return Rejected("bad_signature", "another secret, or an altered body")
        return Verified()

    def _fits(self, digest: str, body: bytes) -> bool:
        """Try every secret, so that an answer takes as long whichever of them fits."""
        given = digest.strip().lower().encode(errors="replace")
        ours = [hmac.new(secret.encode(), body, hashlib.sha256) for secret in self.secrets]
        return any([hmac.compare_digest(one.hexdigest().encode(), given) for one in ours])  # noqa: C419 - each is compared


class Signed:
    """Deliveries that are proven by their signature; a replay is caught by the delivery's id."""

    def __init__(self, signature: Signature) -> None:
        self._signature = signature

    def verify(
        self,
        headers: Mapping[str, str],
        body: bytes,
        now: datetime,  # noqa: ARG002 - most vendors sign no time
    ) -> Verified | Rejected:
        """Say whether one of our secrets signed these very bytes."""
        return self._signature.verify(headers, body)
