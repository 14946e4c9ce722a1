"""What GitLab posts to us, in the shapes it documents, and what others might post in its name."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from csopsbot.app.webhooks import Hint, Ignored, Malformed, Rejected, Verified
from csopsbot.trackers.gitlab.webhook import GitLabWebhooks

FIXTURES = Path(__file__).parent / "fixtures" / "gitlab"
SECRET = "It's a Secret to Everybody"
TOKEN = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OLD_TOKEN = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
DELIVERY = {"idempotency-key": "4d1c5a1e", "x-gitlab-event-uuid": "77aa"}

# The example that Standard Webhooks publish with their libraries.
MESSAGE = "msg_p5jXN8AQM9LWM0D4loKWxJek"
SIGNED_AT = datetime.fromtimestamp(1614265330, UTC)
PAYLOAD = b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
EXAMPLE = {
    "webhook-id": MESSAGE,
    "webhook-timestamp": "1614265330",
    "webhook-signature": SIGNATURE,
}

plain = GitLabWebhooks((SECRET,))
signed = GitLabWebhooks((), (TOKEN,))
both = GitLabWebhooks((SECRET,), (TOKEN,))


def payload(name: str) -> bytes:
    return (FIXTURES / f"{name}.json").read_bytes()


def headers(body: bytes, token: str = TOKEN, at: datetime = NOW) -> dict[str, str]:
    """Return what goes along with BODY when it is signed."""
    stamp = str(int(at.timestamp()))
    key = base64.b64decode(token.removeprefix("whsec_"))
    digest = hmac.new(key, f"1.{stamp}.".encode() + body, hashlib.sha256).digest()
    signature = "v1," + base64.b64encode(digest).decode()
    return {"webhook-id": "1", "webhook-timestamp": stamp, "webhook-signature": signature}


@pytest.mark.parametrize(
    "event",
    [
        "issue_hook.open",
        "issue_hook.update_labels",
        "issue_hook.update_assignees",
        "issue_hook.close",
        "issue_hook.close_moved",
        "issue_hook.reopen",
        "issue_hook.work_item",
        "confidential_issue_hook.update",
        "note_hook.issue",
        "note_hook.issue_system",
        "confidential_note_hook.issue",
    ],
)
def test_an_event_is_a_hint_to_its_issue(event: str) -> None:
    assert plain.parse(DELIVERY, payload(event)) == Hint("4d1c5a1e", ("70/23",))


@pytest.mark.parametrize(
    "event",
    ["push_hook", "merge_request_hook", "member_hook", "note_hook.merge_request", "note_hook.commit"],
)  # fmt: skip
def test_an_event_that_tells_us_nothing_is_ignored(event: str) -> None:
    assert isinstance(plain.parse(DELIVERY, payload(event)), Ignored)


def test_every_fixture_is_named_after_its_event() -> None:
    for path in FIXTURES.glob("*.json"):
        told = json.loads(path.read_bytes())
        kind = told.get("object_kind") or "member"
        assert kind.replace("work_item", "issue") in path.stem


def test_the_signature_is_the_one_that_is_published() -> None:
    assert signed.verify(EXAMPLE, PAYLOAD, SIGNED_AT) == Verified()


def test_one_good_signature_among_several_is_enough() -> None:
    several = EXAMPLE | {"webhook-signature": f"v1a,abc v1,AAAA {SIGNATURE}"}
    assert signed.verify(several, PAYLOAD, SIGNED_AT) == Verified()


def test_while_tokens_change_both_are_good() -> None:
    hooks = GitLabWebhooks((), (TOKEN, OLD_TOKEN))
    body = payload("issue_hook.open")
    assert hooks.verify(headers(body, OLD_TOKEN), body, NOW) == Verified()
    assert hooks.verify(headers(body), body, NOW) == Verified()


@pytest.mark.parametrize(
    "altered",
    [
        {"webhook-signature": ""},
        {"webhook-signature": "v1,"},
        {"webhook-signature": "v1,é"},
        {"webhook-signature": SIGNATURE[:-2]},
        {"webhook-signature": SIGNATURE.replace("v1,", "v2,")},
        {"webhook-id": "msg_other"},
        {"webhook-id": ""},
        {"webhook-timestamp": "1614265331"},
        {"webhook-timestamp": ""},
        {"webhook-timestamp": "now"},
        {"webhook-timestamp": "-1614265330"},
        {"webhook-timestamp": "9" * 400},
    ],
)
def test_a_delivery_with_an_altered_header_is_rejected(altered: dict[str, str]) -> None:
    assert isinstance(signed.verify(EXAMPLE | altered, PAYLOAD, SIGNED_AT), Rejected)


@pytest.mark.parametrize("body", [b"", PAYLOAD[:-1], PAYLOAD + b" ", PAYLOAD.replace(b"2", b"3")])
def test_an_altered_body_is_rejected(body: bytes) -> None:
    assert isinstance(signed.verify(EXAMPLE, body, SIGNED_AT), Rejected)


@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_delivery_out_of_its_time_is_rejected(minutes: int) -> None:
    found = signed.verify(EXAMPLE, PAYLOAD, SIGNED_AT + timedelta(minutes=minutes))
    assert isinstance(found, Rejected)
    assert found.reason == "stale"


@pytest.mark.parametrize("minutes", [-4, 4])
def test_clocks_may_differ_by_minutes(minutes: int) -> None:
    then = SIGNED_AT + timedelta(minutes=minutes)
    assert signed.verify(EXAMPLE, PAYLOAD, then) == Verified()


def test_a_secret_is_enough_for_a_delivery_without_a_signature() -> None:
    body = payload("issue_hook.open")
    assert plain.verify({"x-gitlab-token": SECRET}, body, NOW) == Verified()
    assert both.verify({"x-gitlab-token": SECRET}, body, NOW) == Verified()


def test_a_secret_is_not_enough_for_a_bad_signature() -> None:
    body = payload("issue_hook.open")
    bad = headers(body, OLD_TOKEN) | {"x-gitlab-token": SECRET}
    assert isinstance(both.verify(bad, body, NOW), Rejected)


def test_a_secret_is_nothing_where_none_is_set() -> None:
    body = payload("issue_hook.open")
    assert isinstance(signed.verify({"x-gitlab-token": ""}, body, NOW), Rejected)
    assert isinstance(signed.verify({"x-gitlab-token": SECRET}, body, NOW), Rejected)


def test_where_only_a_secret_is_set_a_signature_does_no_harm() -> None:
    body = payload("issue_hook.open")
    told = headers(body, OLD_TOKEN) | {"x-gitlab-token": SECRET}
    assert plain.verify(told, body, NOW) == Verified()


def test_while_secrets_change_both_are_good() -> None:
    hooks = GitLabWebhooks(("new", "old"))
    assert hooks.verify({"x-gitlab-token": "new"}, b"{}", NOW) == Verified()
    assert hooks.verify({"x-gitlab-token": "old"}, b"{}", NOW) == Verified()


def test_a_secret_that_is_no_ascii_arrives_as_bytes() -> None:
    arrived = {"x-gitlab-token": "clé".encode().decode("latin-1")}
    assert GitLabWebhooks(("clé",)).verify(arrived, b"{}", NOW) == Verified()


@pytest.mark.parametrize("token", ["", "It's", SECRET + " ", SECRET.lower(), "é", "\udcff"])
def test_a_secret_that_is_not_ours_is_rejected(token: str) -> None:
    assert isinstance(plain.verify({"x-gitlab-token": token}, b"{}", NOW), Rejected)


def test_what_is_far_too_large_is_rejected_though_it_is_signed() -> None:
    body = b" " * 5_000_001
    assert isinstance(signed.verify(headers(body), body, NOW), Rejected)
    assert isinstance(plain.verify({"x-gitlab-token": SECRET}, body, NOW), Rejected)


def test_a_delivery_sent_again_is_the_same() -> None:
    body = payload("issue_hook.open")
    for told in (DELIVERY, {"x-gitlab-event-uuid": "77aa"}, {"webhook-id": "1"}, {}):
        assert plain.parse(told, body).delivery_id == plain.parse(told, body).delivery_id


def test_what_one_request_brings_about_is_told_apart_though_it_is_one_event() -> None:
    event = {"x-gitlab-event-uuid": "77aa"}
    noted = plain.parse(event, payload("note_hook.issue"))
    closed = plain.parse(event, payload("issue_hook.close"))
    assert noted.delivery_id != closed.delivery_id


@pytest.mark.parametrize("iid", ["23", None, True, -1, 0, 1.5, 10**30, {}])
def test_a_number_that_is_none_is_malformed(iid: object) -> None:
    told = {"object_kind": "issue", "object_attributes": {"project_id": 70, "iid": iid}}
    with pytest.raises(Malformed):
        plain.parse(DELIVERY, json.dumps(told).encode())


@pytest.mark.parametrize("about", [None, [], "x", 7])
def test_an_event_about_nothing_is_malformed(about: object) -> None:
    for kind in ("issue", "note", "work_item"):
        told = {"object_kind": kind, "object_attributes": about}
        with pytest.raises(Malformed):
            plain.parse(DELIVERY, json.dumps(told).encode())


def test_a_work_item_of_a_group_is_no_issue_of_ours() -> None:
    told = {"object_kind": "work_item", "object_attributes": {"project_id": None, "iid": 7}}
    assert isinstance(plain.parse(DELIVERY, json.dumps(told).encode()), Ignored)
