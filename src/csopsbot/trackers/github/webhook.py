"""GitHub's webhooks: proven by HMAC over the raw body, read for nothing but which issue it is.

https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
"""

from collections.abc import Mapping
from urllib.parse import parse_qs

from csopsbot.app.webhooks import Hint, Ignored, Malformed, Manners
from csopsbot.trackers import payload
from csopsbot.trackers.github.place import Place
from csopsbot.trackers.signature import Signature, Signed

SIGNATURE = "x-hub-signature-256"
DELIVERY = "x-github-delivery"
EVENT = "x-github-event"
FOLLOWED = frozenset({"issues", "issue_comment"})

_FORM = "application/x-www-form-urlencoded"


class GitHubWebhooks(Signed):
    """What GitHub posts to us; SECRETS are several while one replaces another."""

    manners = Manners()  # it repeats nothing by itself, and shows a refusal to its owner

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__(Signature("GitHub", SIGNATURE, secrets, "sha256="))

    def parse(self, headers: Mapping[str, str], body: bytes) -> Hint | Ignored:
        """Read which issue may have changed; raises `Malformed`."""
        event, delivery = headers.get(EVENT, ""), headers.get(DELIVERY, "")
        if not event or not delivery:
            raise Malformed(f"{EVENT} or {DELIVERY} is missing")
        told = payload.read(_json(headers, body))
        if event not in FOLLOWED:
            return Ignored(delivery, f"{event[:80]} is not followed")
        issue = payload.member(told, "issue")
        if issue.get("pull_request") is not None:
            return Ignored(delivery, "it is about a pull request")
        repository = payload.number(payload.member(told, "repository"), "id")
        return Hint(delivery, (Place(repository, payload.number(issue, "number")).id,))


def _json(headers: Mapping[str, str], body: bytes) -> bytes | str:
    """Return the JSON, which a form holds where the webhook was left at its default."""
    if headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        return body
    try:
        return parse_qs(body.decode(), max_num_fields=10).get("payload", [""])[0]
    except ValueError as error:
        raise Malformed("the body is no form") from error
