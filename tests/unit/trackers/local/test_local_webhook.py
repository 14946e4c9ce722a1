"""The built-in tracker's deliveries: who is believed, and what is read."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csopsbot.app.webhooks import Hint, Ignored, Malformed, Rejected, Verified
from csopsbot.trackers.local.webhook import (
    DELIVERY,
    SIGNATURE,
    TIMESTAMP,
    LocalWebhooks,
    payload,
    sign,
)

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
BODY = payload("17")
WEBHOOKS = LocalWebhooks("secret")


def signed(**changes: str) -> dict[str, str]:
    return sign("secret", "hook:17:3", BODY, NOW) | changes


def test_what_we_signed_is_verified() -> None:
    assert WEBHOOKS.verify(signed(), BODY, NOW) == Verified()


@pytest.mark.parametrize("minutes", [-5, 5])
def test_five_minutes_are_forgiven(minutes: int) -> None:
    then = NOW + timedelta(minutes=minutes)
    assert WEBHOOKS.verify(signed(), BODY, then) == Verified()


@pytest.mark.parametrize("seconds", [-301, 301])
def test_more_than_five_minutes_are_not(seconds: int) -> None:
    found = WEBHOOKS.verify(signed(), BODY, NOW + timedelta(seconds=seconds))
    assert isinstance(found, Rejected)
    assert found.reason == "stale"


@pytest.mark.parametrize(
    "changes",
    [
        {DELIVERY: "hook:17:4"},
        {TIMESTAMP: str(int(NOW.timestamp()) + 1)},
        {TIMESTAMP: ""},
        {TIMESTAMP: "now"},
        {TIMESTAMP: "9" * 400},
        {TIMESTAMP: "-1"},
        {SIGNATURE: ""},
        {SIGNATURE: "sha256="},
        {SIGNATURE: "ä"},
        {SIGNATURE: "\ud800"},
    ],
)
def test_an_altered_header_is_rejected(changes: dict[str, str]) -> None:
    assert isinstance(WEBHOOKS.verify(signed(**changes), BODY, NOW), Rejected)


def test_a_body_that_is_too_large_is_rejected_whoever_signed_it() -> None:
    body = b"x" * 65_537
    assert isinstance(WEBHOOKS.verify(sign("secret", "d", body, NOW), body, NOW), Rejected)


def test_an_empty_secret_believes_nobody() -> None:
    headers = sign("", "d", BODY, NOW)
    assert isinstance(LocalWebhooks("").verify(headers, BODY, NOW), Rejected)


def test_a_delivery_names_the_issue_and_itself() -> None:
    assert WEBHOOKS.parse(signed(), BODY) == Hint("hook:17:3", ("17",))


def test_another_event_is_ignored() -> None:
    body = b'{"event": "ping"}'
    assert isinstance(WEBHOOKS.parse({DELIVERY: "d"}, body), Ignored)


@pytest.mark.parametrize(
    "body",
    [
        b'{"event": "issue_changed"}',
        b'{"event": "issue_changed", "issue_id": 17}',
        b'{"event": "issue_changed", "issue_id": "a b"}',
        b'{"event": 1}',
        b"[" * 100_000,
        b"\xff",
    ],
)
def test_a_body_that_is_not_ours_is_malformed(body: bytes) -> None:
    with pytest.raises(Malformed):
        WEBHOOKS.parse({DELIVERY: "d"}, body)


@pytest.mark.parametrize("delivery", ["", "a b", "x" * 201, "ä"])
def test_a_delivery_without_a_proper_id_is_malformed(delivery: str) -> None:
    with pytest.raises(Malformed):
        WEBHOOKS.parse({DELIVERY: delivery}, BODY)


@given(st.dictionaries(st.sampled_from([DELIVERY, TIMESTAMP, SIGNATURE]), st.text()), st.binary())
def test_nothing_strange_is_believed_or_breaks_anything(
    headers: dict[str, str], body: bytes
) -> None:
    assert isinstance(WEBHOOKS.verify(headers, body, NOW), Rejected)
