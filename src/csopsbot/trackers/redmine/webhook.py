"""What Redmine posts to us, from version 7 on: proven by HMAC, read for nothing but which issue it is.

Older ones post nothing; whatever comes in their name is refused for lack of a secret.
https://www.redmine.org/projects/redmine/wiki/RedmineWebhooks
"""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from csopsbot.app.webhooks import Hint, Ignored, Malformed, Manners
from csopsbot.trackers import payload
from csopsbot.trackers.signature import Signature, Signed

SIGNATURE = "x-redmine-signature-256"
FOLLOWED = frozenset(f"issue.{verb}" for verb in ("created", "updated", "deleted"))

_ID = re.compile(r"[0-9]{1,20}")


class RedmineWebhooks(Signed):
    """What Redmine posts to us; SECRETS are several while one replaces another."""

    manners = Manners()

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__(Signature("Redmine", SIGNATURE, secrets, "sha256="))

    def parse(self, headers: Mapping[str, str], body: bytes) -> Hint | Ignored:  # noqa: ARG002 - Redmine says it all in the body
        """Read which issue changed; raises `Malformed`.

        Redmine gives a delivery no id. Each tells its time and the whole issue, so that two that
        are alike in every byte are one.
        """
        delivery = f"sha256:{hashlib.sha256(body).hexdigest()}"
        told = payload.read(body)
        event = payload.text(told, "type")
        if event not in FOLLOWED:
            return Ignored(delivery, f"{event[:80]} is not followed")
        return Hint(delivery, (_issue(told),))


def _issue(told: Mapping[str, Any]) -> str:
    found = payload.member(payload.member(told, "data"), "issue").get("id")
    if isinstance(found, bool) or not _ID.fullmatch(str(found)):
        raise Malformed("data.issue.id is not a number")
    return str(found)
