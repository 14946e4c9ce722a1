"""What the answers of a tracker over HTTP mean, whoever the vendor is."""

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
from csopsbot.trackers.outcome import Answer, Request, failure, retry_at, unclear

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
READ = Request("GET", "issues")
WRITE = Request("POST", "issues")
QUERY = Request("POST", "graphql", changes=False)


def meant(status: int, request: Request = WRITE, **headers: str) -> Failure | None:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return failure("Acme", request, Answer(status, told, b""), NOON)


@pytest.mark.parametrize("status", [200, 201, 204])
def test_a_yes_is_no_failure(status: int) -> None:
    assert meant(status) is None


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, Invalid),
        (401, AuthError),
        (403, Forbidden),
        (404, NotFound),
        (409, Conflict),
        (410, NotFound),
        (413, Invalid),
        (422, Invalid),
        (429, RateLimited),
        (302, Blocked),
        (405, Blocked),
        (451, Blocked),
    ],
)
def test_each_no_has_its_name(status: int, kind: type[Failure]) -> None:
    assert type(meant(status)) is kind
    assert type(meant(status, READ)) is kind


@pytest.mark.parametrize("status", [408, 500, 502, 503, 504, 520])
def test_what_a_server_stumbled_over_leaves_a_write_in_doubt_and_a_read_to_repeat(
    status: int,
) -> None:
    assert type(meant(status)) is Unanswered
    assert type(meant(status, READ)) is Unavailable


def test_a_server_that_says_when_to_come_back_did_nothing() -> None:
    failed = meant(503, retry_after="30")
    assert isinstance(failed, Unavailable)
    assert failed.retry_at == NOON + timedelta(seconds=30)


def test_a_query_that_is_posted_is_a_read() -> None:
    assert type(unclear("Acme", QUERY, "silence")) is Unavailable
    assert type(meant(500, QUERY)) is Unavailable


@pytest.mark.parametrize(
    ("headers", "moment"),
    [
        ({"retry-after": "7"}, NOON + timedelta(seconds=7)),
        ({"retry-after": "Sat, 21 Nov 2026 12:01:00 GMT"}, NOON + timedelta(minutes=1)),
        ({"retry-after": "Sat, 21 Nov 2026 11:00:00 GMT"}, NOON),
        ({"retry-after": "9" * 40}, NOON + timedelta(days=1)),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "7", "x-ratelimit-reset": "1795262700"}, NOON + timedelta(seconds=7)),
        ({"x-ratelimit-reset": "1795262700"}, NOON + timedelta(minutes=5)),
        ({"x-ratelimit-reset": "1795262700000"}, NOON + timedelta(minutes=5)),
        ({"x-ratelimit-reset": "2026-11-21T12:05Z"}, NOON + timedelta(minutes=5)),
        ({"x-ratelimit-reset": "9" * 40}, NOON + timedelta(days=1)),
        ({"x-ratelimit-reset": "1"}, NOON + timedelta(seconds=1)),
        ({"ratelimit-reset": "30"}, NOON + timedelta(seconds=30)),
        ({"x-ratelimit-reset": "later"}, None),
        ({"retry-after": "²"}, None),
        ({}, None),
    ],
)
def test_the_time_to_come_back_is_read_as_vendors_write_it(
    headers: dict[str, str], moment: datetime | None
) -> None:
    assert retry_at(headers, NOON) == moment


def test_a_redirect_tells_where_to() -> None:
    failed = meant(301, location="https://new.test/api")
    assert "https://new.test/api" in str(failed)


def test_a_failure_tells_what_was_asked_and_what_was_said() -> None:
    failed = failure("Acme", WRITE, Answer(403, {}, b""), NOON, said="no seat left")
    assert str(failed) == "Acme answered 403 to POST issues: no seat left"
