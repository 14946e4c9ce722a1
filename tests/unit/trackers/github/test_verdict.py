"""What GitHub says no with, in the words it uses."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from csopsbot.app.failures import AuthError, Failure, Forbidden, Invalid, NotFound, RateLimited
from csopsbot.trackers.github.verdict import Deleted, Elsewhere, judge
from csopsbot.trackers.outcome import Answer, Request

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
WRITE = Request("POST", "repositories/1/issues")
SECONDARY = (
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
)


def judged(status: int, message: str = "", **headers: str) -> Failure | None:
    body = json.dumps({"message": message, "documentation_url": "https://docs.github.com/rest"})
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return judge(WRITE, Answer(status, told, body.encode()), NOON)


@pytest.mark.parametrize(
    ("status", "message", "kind"),
    [
        (401, "Bad credentials", AuthError),
        (403, "Resource not accessible by personal access token", Forbidden),
        (403, "Resource protected by organization SAML enforcement.", Forbidden),
        (403, "API rate limit exceeded for user ID 1.", Forbidden),
        (403, SECONDARY, RateLimited),
        (403, "You have triggered an abuse detection mechanism.", RateLimited),
        (429, "", RateLimited),
        (404, "Not Found", NotFound),
        (410, "This issue was deleted", Deleted),
        (410, "Issues are disabled for this repo", Forbidden),
        (410, "Issues has been disabled in this repository.", Forbidden),
        (422, "Validation Failed", Invalid),
        (301, "Moved Permanently", Elsewhere),
        (307, "Temporary Redirect", Elsewhere),
    ],
)
def test_each_no_has_its_name(status: int, message: str, kind: type[Failure]) -> None:
    assert type(judged(status, message)) is kind


def test_the_hours_requests_are_used_up_when_none_is_left() -> None:
    failed = judged(
        403,
        "API rate limit exceeded for user ID 1.",
        x_ratelimit_remaining="0",
        x_ratelimit_reset="1795262700",
    )
    assert isinstance(failed, RateLimited)
    assert failed.retry_at == NOON + timedelta(minutes=5)


def test_the_hourly_reset_says_nothing_about_a_secondary_limit() -> None:
    failed = judged(403, SECONDARY, x_ratelimit_remaining="41", x_ratelimit_reset="1795264200")
    assert isinstance(failed, RateLimited)
    assert failed.retry_at == NOON + timedelta(minutes=1)


def test_a_yes_is_no_failure() -> None:
    assert judged(201) is None


def test_a_refusal_says_what_github_said() -> None:
    assert str(judged(401, "Bad credentials")).endswith("Bad credentials")


def test_a_refusal_of_any_length_is_told_in_a_few_words() -> None:
    assert len(str(judged(403, "no " * 100_000))) < 1_000
