"""What Linear posts to us, in the shapes it publishes, and what others might post in its name."""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from csopsbot.app.webhooks import Hint, Ignored, Malformed, Rejected, Verified
from csopsbot.trackers.linear.webhook import LinearWebhooks

FIXTURES = Path(__file__).parent / "fixtures" / "linear"
SECRET = "lin_wh_its-a-secret-to-everybody"
SENT = datetime(2026, 11, 21, 12, tzinfo=UTC)
GUID = "234d1a4e-b617-4388-90fe-adc3633d6b72"
HEADERS = {"linear-delivery": GUID}
ISSUE = "539068e2-ae88-4d09-bd75-22eb4a59612f"
HINTS = [
    "Issue.create",
    "Issue.update_state",
    "Issue.update_assignee",
    "Issue.update_team",
    "Issue.update_archived",
    "Issue.remove",
    "Comment.create",
    "Comment.update",
    "Comment.remove",
]
IGNORED = ["Comment.create_on_project_update", "IssueLabel.create", "Reaction.create"]

hooks = LinearWebhooks((SECRET,))


def payload(name: str) -> bytes:
    return (FIXTURES / f"{name}.json").read_bytes()


def signed(body: bytes, secret: str = SECRET) -> dict[str, str]:
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {"linear-signature": digest}


def changed(name: str = "Issue.create", **parts: Any) -> bytes:
    return json.dumps(json.loads(payload(name)) | parts).encode()


@pytest.mark.parametrize("event", HINTS)
def test_an_event_is_a_hint_to_its_issue(event: str) -> None:
    assert hooks.parse(HEADERS, payload(event)) == Hint(GUID, (ISSUE,))


@pytest.mark.parametrize("event", IGNORED)
def test_an_event_that_tells_us_nothing_is_ignored(event: str) -> None:
    assert isinstance(hooks.parse(HEADERS, payload(event)), Ignored)


def test_every_fixture_is_of_an_event_some_test_knows() -> None:
    assert sorted(path.stem for path in FIXTURES.iterdir()) == sorted(HINTS + IGNORED)


@pytest.mark.parametrize("event", HINTS + IGNORED)
def test_every_fixture_bears_the_name_of_its_event(event: str) -> None:
    told = json.loads(payload(event))
    assert event.startswith(f"{told['type']}.{told['action']}")


def test_the_signature_is_the_hmac_of_the_body_in_hex_and_bare() -> None:
    # As `printf %s BODY | openssl dgst -sha256 -hmac SECRET` has it.
    digest = "2c0f6bd346e0fcbb0b56bcb0ac82f6f3722fc06a199a6b2e57dc4171c02aa010"
    body = b'{"webhookTimestamp":1795262400000}'
    headers = {"linear-signature": digest}
    assert LinearWebhooks(("SECRET",)).verify(headers, body, SENT) == Verified()


def test_while_secrets_change_both_are_good() -> None:
    both = LinearWebhooks(("new", "old"))
    body = payload("Issue.create")
    assert both.verify(signed(body, "new"), body, SENT) == Verified()
    assert both.verify(signed(body, "old"), body, SENT) == Verified()


@pytest.mark.parametrize("signature", ["", "sha256=", "é", "0" * 64, "0" * 63, " "])
def test_a_signature_that_is_none_is_rejected(signature: str) -> None:
    headers = {"linear-signature": signature}
    assert isinstance(hooks.verify(headers, payload("Issue.create"), SENT), Rejected)


@pytest.mark.parametrize("seconds", [-60, 0, 60])
def test_what_was_sent_within_a_minute_is_fresh(seconds: int) -> None:
    body = payload("Issue.create")
    assert hooks.verify(signed(body), body, SENT + timedelta(seconds=seconds)) == Verified()


@pytest.mark.parametrize("seconds", [-3600, -61, 61, 3600])
def test_what_is_replayed_later_is_rejected_though_it_is_signed(seconds: int) -> None:
    body = payload("Issue.create")
    found = hooks.verify(signed(body), body, SENT + timedelta(seconds=seconds))
    assert isinstance(found, Rejected)
    assert found.reason == "stale"


@pytest.mark.parametrize(
    "sent", [None, "", "1795262400000", True, [], {}, 0, -1, 1e300, float("nan"), 10**400]
)
def test_a_time_that_is_none_is_rejected_though_it_is_signed(sent: object) -> None:
    body = changed(webhookTimestamp=sent)
    assert isinstance(hooks.verify(signed(body), body, SENT), Rejected)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b"[" * 100_000, b'{"a":NaN}'])
def test_what_cannot_be_read_is_rejected_though_it_is_signed(body: bytes) -> None:
    assert isinstance(hooks.verify(signed(body), body, SENT), Rejected)


def test_a_header_that_tells_another_time_is_not_believed() -> None:
    body = payload("Issue.create")
    late = SENT + timedelta(hours=1)
    headers = signed(body) | {"linear-timestamp": str(int(late.timestamp() * 1000))}
    assert isinstance(hooks.verify(headers, body, late), Rejected)


def test_what_is_far_too_large_is_rejected_though_it_is_signed() -> None:
    body = b" " * 5_000_001
    assert isinstance(hooks.verify(signed(body), body, SENT), Rejected)


def test_a_delivery_without_an_id_is_known_by_its_bytes() -> None:
    first = hooks.parse({}, payload("Issue.create"))
    again = hooks.parse({}, payload("Issue.create"))
    later = hooks.parse({}, changed(webhookTimestamp=1795262400001))
    assert first.delivery_id == again.delivery_id != later.delivery_id


@pytest.mark.parametrize(
    "issue", ["../../viewer", "PAY-12", "", None, True, 7, ISSUE + "0", [ISSUE]]
)
def test_an_issue_id_that_is_none_is_malformed(issue: object) -> None:
    with pytest.raises(Malformed):
        hooks.parse(HEADERS, changed(data={"id": issue}))


@pytest.mark.parametrize("issue", ["PAY-12", True, 7, [ISSUE]])
def test_a_comment_on_an_issue_whose_id_is_none_is_malformed(issue: object) -> None:
    with pytest.raises(Malformed):
        hooks.parse(HEADERS, changed("Comment.create", data={"id": GUID, "issueId": issue}))


def test_a_comment_tells_its_issue_also_within() -> None:
    body = changed("Comment.create", data={"id": GUID, "issue": {"id": ISSUE}})
    assert hooks.parse(HEADERS, body) == Hint(GUID, (ISSUE,))


@pytest.mark.parametrize("parts", [{"type": None}, {"type": 7}, {"type": ""}, {"data": []}])
def test_a_payload_without_its_parts_is_malformed(parts: dict[str, Any]) -> None:
    with pytest.raises(Malformed):
        hooks.parse(HEADERS, changed(**parts))
