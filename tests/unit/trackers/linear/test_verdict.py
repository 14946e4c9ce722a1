"""What each of Linear's errors means, whatever the status it comes with."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from csopsbot.app.failures import (
    AuthError,
    Blocked,
    Conflict,
    Failure,
    Forbidden,
    Invalid,
    NotFound,
    RateLimited,
    Unanswered,
    Unavailable,
)
from csopsbot.trackers.linear.verdict import AlreadyThere, judge
from csopsbot.trackers.outcome import Answer, Request

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
READ = Request("POST", "graphql#Issue", changes=False)
WRITE = Request("POST", "graphql#CreateIssue", changes=True)


def error(message: str = "No", **more: object) -> dict[str, object]:
    return {"message": message, **more}


def answer(*errors: object, status: int = 200, **headers: str) -> Answer:
    body = json.dumps({"data": None, "errors": errors}).encode()
    return Answer(status, {name.replace("_", "-"): value for name, value in headers.items()}, body)


def coded(code: str, message: str = "No") -> dict[str, object]:
    return error(message, extensions={"code": code})


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("AUTHENTICATION_ERROR", AuthError),
        ("UNAUTHENTICATED", AuthError),
        ("FORBIDDEN", Forbidden),
        ("FEATURE_NOT_ACCESSIBLE", Forbidden),
        ("USAGE_LIMIT_EXCEEDED", Blocked),
        ("INPUT_ERROR", Invalid),
        ("INVALID_INPUT", Invalid),
        ("BAD_USER_INPUT", Invalid),
        ("GRAPHQL_VALIDATION_FAILED", Invalid),
        ("RATELIMITED", RateLimited),
    ],
)
@pytest.mark.parametrize("status", [200, 400, 401, 403])
@pytest.mark.parametrize("request_", [READ, WRITE])
def test_the_code_tells_and_not_the_status(
    code: str, kind: type[Failure], status: int, request_: Request
) -> None:
    assert type(judge(request_, answer(coded(code), status=status), NOW)) is kind


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("AuthenticationError", AuthError),
        ("authentication error", AuthError),
        ("invalid input", Invalid),
        ("InvalidInput", Invalid),
        ("Ratelimited", RateLimited),
    ],
)
def test_where_there_is_no_code_the_type_tells(told: str, kind: type[Failure]) -> None:
    failure = judge(WRITE, answer(error(extensions={"type": told})), NOW)
    assert type(failure) is kind


def test_what_is_not_there_is_told_from_what_is_wrong() -> None:
    failure = judge(WRITE, answer(coded("INPUT_ERROR", "Entity not found: Issue")), NOW)
    assert type(failure) is NotFound


def test_an_id_that_is_taken_is_told_from_what_is_wrong() -> None:
    failure = judge(WRITE, answer(coded("INPUT_ERROR", "conflict on insert of Issue")), NOW)
    assert type(failure) is AlreadyThere
    assert isinstance(failure, Conflict)


def test_a_key_shown_as_a_token_is_a_matter_of_credentials() -> None:
    told = "It looks like you're trying to use an API key as a Bearer token."
    assert type(judge(READ, answer(coded("INPUT_ERROR", told), status=400), NOW)) is AuthError


@pytest.mark.parametrize("code", ["INTERNAL_SERVER_ERROR", "LOCK_TIMEOUT", "WHO_KNOWS", ""])
@pytest.mark.parametrize("status", [200, 500])
def test_what_is_no_clear_no_leaves_a_write_in_doubt_and_a_read_undone(
    code: str, status: int
) -> None:
    told = answer(coded(code), status=status)
    assert type(judge(WRITE, told, NOW)) is Unanswered
    assert type(judge(READ, told, NOW)) is Unavailable


def test_an_error_below_what_was_changed_leaves_the_change_in_doubt() -> None:
    below = coded("FORBIDDEN") | {"path": ["issueCreate", "issue", "assignee"]}
    assert type(judge(WRITE, answer(below), NOW)) is Unanswered
    assert type(judge(READ, answer(below), NOW)) is Forbidden


def test_an_error_of_the_change_itself_is_a_clear_no() -> None:
    whole = coded("FORBIDDEN") | {"path": ["issueCreate"]}
    assert type(judge(WRITE, answer(whole), NOW)) is Forbidden


def test_of_several_errors_the_first_that_means_something_counts() -> None:
    assert type(judge(READ, answer(coded("X"), coded("FORBIDDEN")), NOW)) is Forbidden


def test_a_limit_among_other_errors_is_a_limit() -> None:
    assert type(judge(WRITE, answer(coded("X"), coded("RATELIMITED")), NOW)) is RateLimited


def test_the_status_that_says_too_many_is_a_limit_whatever_its_code() -> None:
    assert type(judge(WRITE, answer(coded("WHO_KNOWS"), status=429), NOW)) is RateLimited


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"errors": 1}', b'{"errors": [1]}'])
@pytest.mark.parametrize(
    ("status", "kind"), [(401, AuthError), (403, Forbidden), (404, NotFound), (429, RateLimited)]
)
def test_without_errors_that_can_be_read_the_status_tells(
    body: bytes, status: int, kind: type[Failure]
) -> None:
    assert type(judge(WRITE, Answer(status, {}, body), NOW)) is kind


@pytest.mark.parametrize("body", [b'{"data": {}}', b'{"data": {}, "errors": []}'])
def test_no_error_is_a_yes(body: bytes) -> None:
    assert judge(WRITE, Answer(200, {}, body), NOW) is None


def test_linears_words_for_people_are_told_to_the_operator() -> None:
    extensions = {"code": "INPUT_ERROR", "userPresentableMessage": "title is too long."}
    failure = judge(WRITE, answer(error("Argument Validation Error", extensions=extensions)), NOW)
    assert "CreateIssue: Argument Validation Error (title is too long.)" in str(failure)


def limited(**headers: str) -> RateLimited:
    failure = judge(WRITE, answer(coded("RATELIMITED"), status=400, **headers), NOW)
    assert isinstance(failure, RateLimited)
    return failure


def at(delay: timedelta) -> str:
    return str(int((NOW + delay).timestamp() * 1000))


def test_a_full_bucket_an_hour_away_is_not_waited_for() -> None:
    reset = at(timedelta(hours=1))
    told = limited(x_ratelimit_requests_remaining="0", x_ratelimit_requests_reset=reset)
    assert told.retry_at == NOW + timedelta(minutes=1)


def test_a_bucket_that_is_full_sooner_is_waited_for() -> None:
    reset = at(timedelta(seconds=7))
    told = limited(x_ratelimit_complexity_remaining="0", x_ratelimit_complexity_reset=reset)
    assert told.retry_at == NOW + timedelta(seconds=7)


def test_a_bucket_with_something_left_is_not_what_is_waited_for() -> None:
    told = limited(
        x_ratelimit_requests_remaining="12",
        x_ratelimit_requests_reset=at(timedelta(seconds=1)),
        x_ratelimit_complexity_remaining="0",
        x_ratelimit_complexity_reset=at(timedelta(seconds=30)),
    )
    assert told.retry_at == NOW + timedelta(seconds=30)


def test_of_two_empty_buckets_the_later_is_waited_for() -> None:
    told = limited(
        x_ratelimit_requests_remaining="0",
        x_ratelimit_requests_reset=at(timedelta(seconds=1)),
        x_ratelimit_complexity_remaining="0",
        x_ratelimit_complexity_reset=at(timedelta(seconds=30)),
    )
    assert told.retry_at == NOW + timedelta(seconds=30)


@pytest.mark.parametrize("reset", ["", "soon", "-1", "9" * 400])
def test_a_reset_that_cannot_be_read_waits_a_minute(reset: str) -> None:
    told = limited(x_ratelimit_requests_remaining="0", x_ratelimit_requests_reset=reset)
    assert told.retry_at == NOW + timedelta(minutes=1)


def test_a_retry_after_is_obeyed_before_anything_else() -> None:
    reset = at(timedelta(seconds=7))
    told = limited(
        retry_after="300", x_ratelimit_requests_remaining="0", x_ratelimit_requests_reset=reset
    )
    assert told.retry_at == NOW + timedelta(minutes=5)


def test_a_limit_of_one_endpoint_says_so() -> None:
    assert limited().scope == "all"
    assert limited(x_ratelimit_endpoint_name="issueCreate").scope == "endpoint"
