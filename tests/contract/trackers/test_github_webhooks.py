"""What GitHub posts to us, in the shapes it documents, and what others might post in its name."""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from csopsbot.app.webhooks import Hint, Ignored, Malformed, Rejected, Verified
from csopsbot.trackers.github.webhook import GitHubWebhooks

FIXTURES = Path(__file__).parent / "fixtures" / "github"
SECRET = "It's a Secret to Everybody"
NOW = datetime(2026, 11, 21, tzinfo=UTC)
GUID = "72d3162e-cc78-11e3-81ab-4c9367dc0958"
HINTS = [
    "issues.opened",
    "issues.edited",
    "issues.assigned",
    "issues.labeled",
    "issues.closed",
    "issues.reopened",
    "issues.deleted",
    "issues.transferred",
    "issue_comment.created",
    "issue_comment.edited",
    "issue_comment.deleted",
]
IGNORED = ["ping", "star.created", "issue_comment.created_on_pull_request"]

hooks = GitHubWebhooks((SECRET,))


def payload(name: str) -> bytes:
    return (FIXTURES / f"{name}.json").read_bytes()


def signed(body: bytes, secret: str = SECRET) -> dict[str, str]:
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {"x-hub-signature-256": f"sha256={digest}"}


def headers(event: str) -> dict[str, str]:
    return {"x-github-event": event.partition(".")[0], "x-github-delivery": GUID}


def changed(**parts: Any) -> bytes:
    return json.dumps(json.loads(payload("issues.closed")) | parts).encode()


@pytest.mark.parametrize("event", HINTS)
def test_an_event_is_a_hint_to_its_issue(event: str) -> None:
    assert hooks.parse(headers(event), payload(event)) == Hint(GUID, ("418820071/7",))


@pytest.mark.parametrize("event", IGNORED)
def test_an_event_that_tells_us_nothing_is_ignored(event: str) -> None:
    assert isinstance(hooks.parse(headers(event), payload(event)), Ignored)


def test_every_fixture_is_of_an_event_some_test_knows() -> None:
    assert sorted(path.stem for path in FIXTURES.iterdir()) == sorted(HINTS + IGNORED)


def test_a_delivery_as_a_form_holds_the_same() -> None:
    form = urlencode({"payload": payload("issues.closed").decode()}).encode()
    told = headers("issues") | {"content-type": "application/x-www-form-urlencoded"}
    assert hooks.verify(signed(form), form, NOW) == Verified()
    assert hooks.parse(told, form) == Hint(GUID, ("418820071/7",))


@pytest.mark.parametrize("body", [b"", b"payload=", b"other=1", b"payload={", b"\xff", b"a&" * 99])
def test_a_form_without_a_payload_is_malformed(body: bytes) -> None:
    told = headers("issues") | {"content-type": "application/x-www-form-urlencoded"}
    with pytest.raises(Malformed):
        hooks.parse(told, body)


def test_the_signature_is_the_one_that_github_documents() -> None:
    digest = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
    told = {"x-hub-signature-256": f"sha256={digest}"}
    assert hooks.verify(told, b"Hello, World!", NOW) == Verified()


def test_while_secrets_change_both_are_good() -> None:
    both = GitHubWebhooks(("new", "old"))
    body = payload("issues.opened")
    assert both.verify(signed(body, "new"), body, NOW) == Verified()
    assert both.verify(signed(body, "old"), body, NOW) == Verified()


@pytest.mark.parametrize(
    "signature",
    ["", "sha256=", "sha1=a9993e36", "sha256", "sha256=é", "sha256=" + "0" * 64, "=" * 9],
)
def test_a_signature_that_is_none_is_rejected(signature: str) -> None:
    told = {"x-hub-signature-256": signature}
    assert isinstance(hooks.verify(told, payload("issues.opened"), NOW), Rejected)


def test_the_signature_that_github_calls_outdated_is_not_enough() -> None:
    body = payload("issues.opened")
    digest = hmac.new(SECRET.encode(), body, hashlib.sha1).hexdigest()
    assert isinstance(hooks.verify({"x-hub-signature": f"sha1={digest}"}, body, NOW), Rejected)


def test_what_is_far_too_large_is_rejected_though_it_is_signed() -> None:
    body = b" " * 5_000_001
    assert isinstance(hooks.verify(signed(body), body, NOW), Rejected)


@pytest.mark.parametrize("missing", ["x-github-event", "x-github-delivery"])
def test_a_delivery_that_does_not_say_what_it_is_is_malformed(missing: str) -> None:
    told = {name: value for name, value in headers("issues").items() if name != missing}
    with pytest.raises(Malformed):
        hooks.parse(told, payload("issues.opened"))


@pytest.mark.parametrize("number", [None, "7", True, 0, -7, 1.5, 10**30, "../../user"])
def test_a_number_that_is_none_is_malformed(number: object) -> None:
    with pytest.raises(Malformed):
        hooks.parse(headers("issues"), changed(issue={"number": number}))
    with pytest.raises(Malformed):
        hooks.parse(headers("issues"), changed(repository={"id": number}))


@pytest.mark.parametrize("part", ["issue", "repository"])
def test_a_delivery_that_does_not_say_which_issue_is_malformed(part: str) -> None:
    with pytest.raises(Malformed):
        hooks.parse(headers("issues"), changed(**{part: None}))
