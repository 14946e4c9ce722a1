from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk.signature import SignatureVerifier

from csopsbot.app.webhooks import Rejected, Verified, Why
from csopsbot.slack.signature import sign, verify

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
BODY = b"token=x&command=%2Fescalate&text=\xf0\x9f\x94\xa5"


def headers(body: bytes = BODY, secret: str = SECRET, at: datetime = NOW) -> Mapping[str, str]:
    sent_at = str(int(at.timestamp()))
    return {
        "x-slack-request-timestamp": sent_at,
        "x-slack-signature": sign(secret, sent_at, body),
    }


def test_what_slack_signed_is_verified() -> None:
    assert verify([SECRET], headers(), BODY, NOW) == Verified()


def test_the_signature_is_the_one_slacks_own_sdk_makes() -> None:
    sent_at = str(int(NOW.timestamp()))
    sdk = SignatureVerifier(SECRET).generate_signature(timestamp=sent_at, body=BODY)
    assert sign(SECRET, sent_at, BODY) == sdk


def test_while_a_secret_is_being_changed_the_one_before_is_accepted() -> None:
    assert verify(["new", SECRET], headers(), BODY, NOW) == Verified()


@pytest.mark.parametrize("offset", [timedelta(seconds=-300), timedelta(seconds=300)])
def test_five_minutes_either_way_are_forgiven(offset: timedelta) -> None:
    assert verify([SECRET], headers(at=NOW + offset), BODY, NOW) == Verified()


REJECTED: dict[str, tuple[Mapping[str, str], Why]] = {
    "nothing": ({}, "unsigned"),
    "no time": ({"x-slack-signature": "v0=00"}, "unsigned"),
    "no signature": ({"x-slack-request-timestamp": "1"}, "unsigned"),
    "another secret": (headers(secret="guessed"), "bad_signature"),
    "another body's signature": (headers(body=BODY + b"&"), "bad_signature"),
    "a signature in upper case": (
        {**headers(), "x-slack-signature": headers()["x-slack-signature"].upper()},
        "bad_signature",
    ),
    "half a signature": (
        {**headers(), "x-slack-signature": headers()["x-slack-signature"][:40]},
        "bad_signature",
    ),
    "a signature that is no ASCII": ({**headers(), "x-slack-signature": "v0=ñ"}, "bad_signature"),
    "a huge signature": ({**headers(), "x-slack-signature": "v0=" + "a" * 99_999}, "bad_signature"),
    "a time too long ago": (headers(at=NOW - timedelta(seconds=301)), "stale"),
    "a time to come": (headers(at=NOW + timedelta(seconds=301)), "stale"),
    "another time than was signed": (
        {**headers(), "x-slack-request-timestamp": str(int(NOW.timestamp()) + 1)},
        "bad_signature",
    ),
    "a time in words": ({**headers(), "x-slack-request-timestamp": "now"}, "bad_timestamp"),
    "a fraction of a time": ({**headers(), "x-slack-request-timestamp": "1.5"}, "bad_timestamp"),
    "a negative time": ({**headers(), "x-slack-request-timestamp": "-1"}, "bad_timestamp"),
    "a huge time": ({**headers(), "x-slack-request-timestamp": "9" * 5_000}, "bad_timestamp"),
    "a digit of another script": ({**headers(), "x-slack-request-timestamp": "²"}, "bad_timestamp"),
}


@pytest.mark.parametrize(("given", "reason"), REJECTED.values(), ids=list(REJECTED))
def test_a_request_is_rejected_with(given: Mapping[str, str], reason: Why) -> None:
    assert verify([SECRET], given, BODY, NOW) == Rejected(reason)


@pytest.mark.parametrize("secrets", [[], [""]])
def test_without_a_secret_nothing_is_verified(secrets: list[str]) -> None:
    assert verify(secrets, headers(secret=""), BODY, NOW) == Rejected("bad_signature")
