"""What Redmine 7 posts is believed when it is proven, and read for nothing but the issue."""

import hashlib
import hmac
import json
from datetime import UTC, datetime

import pytest

from csopsbot.app.webhooks import Hint, Ignored, Malformed, Rejected, Verified
from csopsbot.trackers.redmine.client import RedmineAccess, RedmineTracker
from csopsbot.trackers.redmine.webhook import SIGNATURE, RedmineWebhooks

SECRET = "It's a Secret to Everybody"
NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
# The vector that Redmine's own tests hold its signature to.
VECTOR = b"Hello, World!"
SIGNED = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"


def issue_updated(journal: int = 7, **issue: object) -> bytes:
    """Return a delivery as Redmine's code puts it together."""
    data = {
        "issue": {"id": 42, "subject": "Checkout fails", "status": {"id": 2}, **issue},
        "journal": {"id": journal, "notes": "On it", "user": {"id": 5, "name": "Dana Dev"}},
    }
    told = {"type": "issue.updated", "timestamp": "2026-11-22T02:00:00Z", "data": data}
    return json.dumps(told).encode()


def signed(body: bytes, secret: str = SECRET) -> dict[str, str]:
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {SIGNATURE: f"sha256={digest}"}


@pytest.fixture
def webhooks() -> RedmineWebhooks:
    return RedmineWebhooks((SECRET,))


def test_redmines_own_vector_is_verified(webhooks: RedmineWebhooks) -> None:
    assert webhooks.verify({SIGNATURE: SIGNED}, VECTOR, NOW) == Verified()


def test_while_a_secret_is_changed_both_count() -> None:
    both = RedmineWebhooks(("new", SECRET))
    body = issue_updated()
    assert both.verify(signed(body), body, NOW) == Verified()
    assert both.verify(signed(body, "new"), body, NOW) == Verified()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {SIGNATURE: ""},
        {SIGNATURE: "sha256="},
        {SIGNATURE: SIGNED.removeprefix("sha256=")},
        {SIGNATURE: SIGNED.replace("sha256", "sha1")},
        {SIGNATURE: SIGNED[:-1]},
        {SIGNATURE: "sha256=é\udcff"},
        {"x-hub-signature-256": SIGNED},
        signed(VECTOR, "another secret"),
    ],
)
def test_what_is_not_proven_is_rejected(webhooks: RedmineWebhooks, headers: dict[str, str]) -> None:
    assert isinstance(webhooks.verify(headers, VECTOR, NOW), Rejected)


@pytest.mark.parametrize("body", [VECTOR[:-1], VECTOR + b" ", b""])
def test_an_altered_body_is_rejected(webhooks: RedmineWebhooks, body: bytes) -> None:
    assert isinstance(webhooks.verify({SIGNATURE: SIGNED}, body, NOW), Rejected)


def test_without_a_secret_nothing_is_believed_and_nothing_is_promised() -> None:
    access = RedmineAccess("http://redmine.test", "key")
    tracker = RedmineTracker("redmine", access, clock=lambda: NOW)
    assert tracker.capabilities.webhooks == "none"
    assert isinstance(tracker.webhooks.verify(signed(VECTOR, ""), VECTOR, NOW), Rejected)


def test_with_a_secret_deliveries_are_promised() -> None:
    access = RedmineAccess("http://redmine.test", "key", (SECRET,))
    tracker = RedmineTracker("redmine", access, clock=lambda: NOW)
    assert tracker.capabilities.webhooks == "signed"


def test_a_delivery_names_its_issue(webhooks: RedmineWebhooks) -> None:
    hint = webhooks.parse({}, issue_updated())
    assert isinstance(hint, Hint)
    assert hint.issue_ids == ("42",)


def test_the_same_delivery_twice_is_one_and_another_change_is_another(
    webhooks: RedmineWebhooks,
) -> None:
    ids = {webhooks.parse({}, issue_updated(journal)).delivery_id for journal in (7, 7, 8)}
    assert len(ids) == 2


@pytest.mark.parametrize("event", ["wiki_page.updated", "time_entry.created", "issue.", "x"])
def test_what_we_do_not_follow_is_ignored(webhooks: RedmineWebhooks, event: str) -> None:
    assert isinstance(webhooks.parse({}, json.dumps({"type": event}).encode()), Ignored)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"type": 1}',
        b'{"type": "issue.updated"}',
        b'{"type": "issue.updated", "data": []}',
        b'{"type": "issue.updated", "data": {"issue": 42}}',
        b'{"type": "issue.updated", "data": {"issue": {"id": true}}}',
        b'{"type": "issue.updated", "data": {"issue": {"id": "../1"}}}',
    ],
)
def test_what_cannot_be_read_is_malformed(webhooks: RedmineWebhooks, body: bytes) -> None:
    with pytest.raises(Malformed):
        webhooks.parse({}, body)
