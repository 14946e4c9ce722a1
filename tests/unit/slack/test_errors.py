"""What Slack's errors, and silence, mean to the relay and to the operator."""

from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from csopsbot.app.failures import (
    AuthError,
    Blocked,
    Failure,
    Forbidden,
    NotFound,
    RateLimited,
    Refused,
    Unanswered,
    Unavailable,
)
from csopsbot.slack.errors import from_api, from_connection

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def failure(data: Any, status: int = 200, headers: dict[str, str] | None = None) -> Failure:
    response = AsyncSlackResponse(
        client=AsyncWebClient(),
        http_verb="POST",
        api_url="https://slack.test/api/chat.postMessage",
        req_args={},
        data=data,
        headers=headers or {},
        status_code=status,
    )
    refusal = SlackApiError("no", response)  # type: ignore[no-untyped-call]  # the SDK's own
    return from_api(refusal, "chat.postMessage", "C0ENG", NOW)


def error(code: str) -> Failure:
    return failure({"ok": False, "error": code})


@pytest.mark.parametrize(
    ("code", "kind", "advice"),
    [
        ("not_in_channel", Blocked, "Invite it there with /invite @csopsbot"),
        ("channel_not_found", Blocked, "C0ENG"),
        ("is_archived", Blocked, "Unarchive it"),
        ("invalid_auth", AuthError, "renew the token"),
        ("token_revoked", AuthError, "renew the token"),
        ("account_inactive", AuthError, "Install the app again"),
        ("restricted_action", Forbidden, "Change who may post there"),
        ("unknown_method", Blocked, "address of Slack's API"),
    ],
)
def test_what_an_operator_can_mend_says_how(code: str, kind: type[Failure], advice: str) -> None:
    found = error(code)
    assert type(found) is kind
    assert advice in str(found)


def test_a_missing_scope_is_named() -> None:
    found = failure({"ok": False, "error": "missing_scope", "needed": "reactions:write"})
    assert isinstance(found, Forbidden)
    assert "reactions:write" in str(found)


@pytest.mark.parametrize(
    "code", ["msg_too_long", "invalid_blocks", "edit_window_closed", "brand_new"]
)
def test_what_slack_refuses_as_it_stands_is_given_up(code: str) -> None:
    assert type(error(code)) is Refused


def test_a_message_that_is_gone_is_given_up() -> None:
    assert type(error("message_not_found")) is NotFound


@pytest.mark.parametrize("code", ["internal_error", "fatal_error", "service_unavailable"])
def test_after_an_error_inside_slack_nobody_knows(code: str) -> None:
    assert type(error(code)) is Unanswered


@pytest.mark.parametrize("data", [{}, "upstream error", {"ok": False}])
def test_after_a_servers_error_without_slacks_words_nobody_knows(data: object) -> None:
    assert type(failure(data, 503)) is Unanswered


def test_a_page_of_somebody_else_tells_the_operator_to_check_the_address() -> None:
    found = failure({}, 404)
    assert type(found) is Blocked
    assert "address" in str(found)


@pytest.mark.parametrize("name", ["Retry-After", "retry-after"])
def test_slack_says_when_to_come_back(name: str) -> None:
    found = failure({"ok": False, "error": "ratelimited"}, 429, {name: "7"})
    assert isinstance(found, RateLimited)
    assert found.retry_at == NOW + timedelta(seconds=7)


@pytest.mark.parametrize(("told", "seconds"), [("0.5", 0.5), ("2.5", 2.5), ("1e9", 86_400)])
def test_slack_may_count_in_fractions_but_not_in_years(told: str, seconds: float) -> None:
    found = failure({}, 429, {"Retry-After": told})
    assert isinstance(found, RateLimited)
    assert found.retry_at == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize("told", [None, "soon", "0", "-7", "nan", "inf"])
def test_without_a_sound_time_to_come_back_the_relay_backs_off_by_itself(told: str | None) -> None:
    found = failure({}, 429, {"Retry-After": told} if told else {})
    assert isinstance(found, RateLimited)
    assert found.retry_at is None


def test_a_connection_that_never_came_about_did_surely_nothing() -> None:
    refused = aiohttp.ClientConnectorError.__new__(aiohttp.ClientConnectorError)
    assert type(from_connection(refused, "chat.update")) is Unavailable


@pytest.mark.parametrize("broken", [TimeoutError(), ConnectionResetError(), aiohttp.ClientError()])
def test_after_a_connection_that_broke_nobody_knows(broken: Exception) -> None:
    assert type(from_connection(broken, "chat.update")) is Unanswered
