"""What Jira posts to us, in the shapes it documents, and what others might post in its name."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from csopsbot.app.webhooks import Hint, Ignored, Malformed, Rejected, Verified
from csopsbot.trackers.jira.webhook import JiraWebhooks

FIXTURES = Path(__file__).parent / "fixtures" / "jira"
SECRET = "It's a Secret to Everybody"
NOW = datetime(2026, 11, 21, tzinfo=UTC)
DELIVERY = {"x-atlassian-webhook-identifier": "4d1c5a1e"}

hooks = JiraWebhooks((SECRET,))


def payload(name: str) -> bytes:
    return (FIXTURES / f"{name}.json").read_bytes()


def signed(body: bytes, secret: str = SECRET) -> dict[str, str]:
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {"x-hub-signature": f"sha256={digest}"}


@pytest.mark.parametrize(
    "event",
    [
        "issue_created",
        "issue_updated_status",
        "issue_updated_assigned",
        "issue_updated_commented",
        "issue_updated_moved",
        "issue_deleted",
        "comment_created",
        "comment_updated",
        "comment_created_without_issue",
        "comment_deleted",
    ],
)
def test_an_event_is_a_hint_to_its_issue(event: str) -> None:
    assert hooks.parse(DELIVERY, payload(event)) == Hint("4d1c5a1e", ("10207",))


@pytest.mark.parametrize("event", ["sprint_started", "worklog_created"])
def test_an_event_that_tells_us_nothing_is_ignored(event: str) -> None:
    assert isinstance(hooks.parse(DELIVERY, payload(event)), Ignored)


def test_every_fixture_is_of_an_event_some_test_knows() -> None:
    for path in FIXTURES.glob("*.json"):
        event = json.loads(path.read_bytes())["webhookEvent"].removeprefix("jira:")
        assert path.stem.startswith(event)


def test_the_signature_is_the_one_that_jira_documents() -> None:
    digest = "a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9"
    headers = {"x-hub-signature": f"sha256={digest}"}
    assert hooks.verify(headers, b"Hello World!", NOW) == Verified()


def test_while_secrets_change_both_are_good() -> None:
    both = JiraWebhooks(("new", "old"))
    body = payload("issue_created")
    assert both.verify(signed(body, "new"), body, NOW) == Verified()
    assert both.verify(signed(body, "old"), body, NOW) == Verified()


@pytest.mark.parametrize(
    "signature",
    ["", "sha256=", "sha1=a9993e36", "sha256", "sha256=é", "sha256=" + "0" * 64, "=" * 9],
)
def test_a_signature_that_is_none_is_rejected(signature: str) -> None:
    headers = {"x-hub-signature": signature}
    assert isinstance(hooks.verify(headers, payload("issue_created"), NOW), Rejected)


def test_what_is_far_too_large_is_rejected_though_it_is_signed() -> None:
    body = b" " * 5_000_001
    assert isinstance(hooks.verify(signed(body), body, NOW), Rejected)


def test_what_happens_twice_without_an_id_or_a_time_is_no_replay() -> None:
    body = json.dumps({"webhookEvent": "jira:issue_updated", "issue": {"id": "1"}}).encode()
    assert hooks.parse({}, body).delivery_id != hooks.parse({}, body).delivery_id


@pytest.mark.parametrize(
    ("issue", "name"),
    [
        ({"key": "PAY-1"}, "PAY-1"),
        ({"id": "b7c6-11", "key": "PAY_2-1"}, "PAY_2-1"),
        ({"id": 10207, "key": "PAY-1"}, "10207"),
    ],
)
def test_an_issue_without_a_number_is_known_by_its_key(issue: object, name: str) -> None:
    body = json.dumps({"webhookEvent": "jira:issue_updated", "issue": issue}).encode()
    assert hooks.parse(DELIVERY, body) == Hint("4d1c5a1e", (name,))


def test_a_comments_address_may_name_its_issue_by_the_key() -> None:
    comment = {"self": "https://x.test/rest/api/3/issue/PAY-1/comment/7"}
    body = json.dumps({"webhookEvent": "comment_created", "comment": comment}).encode()
    assert hooks.parse(DELIVERY, body) == Hint("4d1c5a1e", ("PAY-1",))


def test_a_delivery_without_an_id_is_known_by_its_bytes() -> None:
    first = hooks.parse({}, payload("issue_created"))
    again = hooks.parse({}, payload("issue_created"))
    other = hooks.parse({}, payload("issue_deleted"))
    assert first.delivery_id == again.delivery_id != other.delivery_id


@pytest.mark.parametrize("issue_id", ["../../myself", "PAY-1", "", None, True, -1, 1.5, "9" * 30])
def test_an_issue_id_that_is_none_is_malformed(issue_id: object) -> None:
    body = json.dumps({"webhookEvent": "jira:issue_updated", "issue": {"id": issue_id}}).encode()
    with pytest.raises(Malformed):
        hooks.parse(DELIVERY, body)


@pytest.mark.parametrize("key", ["../../myself", "PAY", "-1", "pay 1", "", None, 7])
def test_an_issue_key_that_is_none_is_malformed(key: object) -> None:
    body = json.dumps({"webhookEvent": "jira:issue_updated", "issue": {"key": key}}).encode()
    with pytest.raises(Malformed):
        hooks.parse(DELIVERY, body)


def test_a_comment_whose_issue_nobody_can_tell_is_ignored() -> None:
    body = json.dumps({"webhookEvent": "comment_created", "comment": {"id": "1"}}).encode()
    assert isinstance(hooks.parse(DELIVERY, body), Ignored)


PASSWORD = base64.b64encode(b"jira:s3cret").decode()
unsigned = JiraWebhooks((SECRET,), ("s3cret", "old"))


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": f"Basic {PASSWORD}"},
        {":query": "token=s3cret"},
        {":query": "user_id=dana&token=old"},
        signed(b"{}"),
    ],
)
def test_what_is_not_signed_has_to_bring_a_password_along(headers: dict[str, str]) -> None:
    assert unsigned.verify(headers, b"{}", NOW) == Verified()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {":query": "token="},
        {":query": "token=wrong"},
        {":query": "token=\u00e9\ud800"},
        {"authorization": "Basic ???"},
        {"authorization": "Basic " + base64.b64encode(b"s3cret").decode()},
        {"authorization": "Bearer s3cret"},
        {"x-hub-signature": "sha256=00", ":query": "token=s3cret"},
    ],
)
def test_nothing_else_is_taken_for_the_password(headers: dict[str, str]) -> None:
    assert isinstance(unsigned.verify(headers, b"{}", NOW), Rejected)


def test_a_password_does_nothing_where_none_is_set() -> None:
    assert isinstance(hooks.verify({":query": "token="}, b"{}", NOW), Rejected)
