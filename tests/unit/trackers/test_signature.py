"""Deliveries signed with HMAC-SHA256 over the raw body."""

import hashlib
import hmac

import pytest

from csopsbot.app.webhooks import Rejected, Verified
from csopsbot.trackers.signature import Signature

BODY = b'{"issue": 12}'


def digest(secret: str) -> str:
    return hmac.new(secret.encode(), BODY, hashlib.sha256).hexdigest()


def test_any_of_the_secrets_will_do() -> None:
    both = Signature("Acme", "x-signed", ("new", "old"))
    found = [both.verify({"x-signed": digest(one)}, BODY) for one in ("new", "old")]
    assert found == [Verified()] * 2


def test_without_a_secret_not_even_an_empty_one_is_believed() -> None:
    found = Signature("Acme", "x-signed", ()).verify({"x-signed": digest("")}, BODY)
    assert found == Rejected("no_secret", "no webhook secret is set for Acme")


@pytest.mark.parametrize(
    ("prefix", "given"), [("", ""), ("sha256=", "sha256="), ("sha256=", "sha1=" + digest("secret"))]
)
def test_without_a_digest_of_that_kind_it_says_where_one_was_expected(
    prefix: str, given: str
) -> None:
    found = Signature("Acme", "x-signed", ("secret",), prefix).verify({"x-signed": given}, BODY)
    assert found == Rejected("unsigned", f"there is no {prefix}<digest> in x-signed")


def test_a_body_that_is_too_large_is_rejected_however_it_is_signed() -> None:
    small = Signature("Acme", "x-signed", ("secret",), largest=len(BODY) - 1)
    found = small.verify({"x-signed": digest("secret")}, BODY)
    assert isinstance(found, Rejected)
    assert found.reason == "too_large"
