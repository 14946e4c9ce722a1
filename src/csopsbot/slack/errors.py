"""What Slack's errors mean to us, and what an operator can do about them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
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

_INVITE = "Slack does not let the bot into {channel}. Invite it there with /invite @csopsbot."
_RENEW = "Slack refuses the bot's token ({code}). Install the app again and renew the token."
_GRANT = "Slack does not allow {method} ({code}{needed}). Grant it and install the app again."
_UNARCHIVE = "{channel} is archived. Unarchive it, or put another channel in the desk file."
_READ_ONLY = "The bot may not post in {channel} ({code}). Change who may post there."
_ADDRESS = "{method} is not known there ({code}). Check the address of Slack's API."

_MENDABLE: dict[str, tuple[Callable[[str], Blocked], str]] = {
    **dict.fromkeys(
        ("channel_not_found", "not_in_channel", "channel_is_limited_access"), (Blocked, _INVITE)
    ),
    "is_archived": (Blocked, _UNARCHIVE),
    **dict.fromkeys(
        (
            "not_authed",
            "invalid_auth",
            "token_revoked",
            "token_expired",
            "account_inactive",
            "app_uninstalled",
            "not_allowed_token_type",
        ),
        (AuthError, _RENEW),
    ),
    **dict.fromkeys(
        (
            "missing_scope",
            "no_permission",
            "no_access",
            "access_denied",
            "ekm_access_denied",
            "app_access_restricted",
            "org_login_required",
            "team_access_not_granted",
            "two_factor_setup_required",
            "enterprise_is_restricted",
        ),
        (Forbidden, _GRANT),
    ),
    **dict.fromkeys(
        (
            "restricted_action",
            "restricted_action_read_only_channel",
            "restricted_action_thread_only_channel",
            "restricted_action_non_threadable_channel",
            "posting_to_channel_denied",
            "messages_tab_disabled",
        ),
        (Forbidden, _READ_ONLY),
    ),
    "unknown_method": (Blocked, _ADDRESS),
}
_LATER = frozenset({"external_channel_migrating", "team_added_to_org", "accesslimited"})
_NO_ANSWER = frozenset(
    {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "update_failed"}
)
_GONE = frozenset({"message_not_found", "thread_not_found", "cannot_reply_to_message"})
_LONGEST = timedelta(days=1)


def code_of(error: SlackApiError) -> str:
    """Return Slack's word for what went wrong; empty where it did not answer in its own words."""
    content = _content(error)
    code = content.get("error")
    return code if isinstance(code, str) else ""


def from_api(error: SlackApiError, method: str, channel: str, now: datetime) -> Failure:
    """Return what an answer that is not ok means."""
    code = code_of(error) or f"http_{_status(error)}"
    return _meant(error, method, channel, now).coded(code)


def _meant(error: SlackApiError, method: str, channel: str, now: datetime) -> Failure:
    code, status = code_of(error), _status(error)
    if code in ("ratelimited", "rate_limited", "message_limit_exceeded") or status == 429:
        return RateLimited(
            f"Slack asks us to slow down with {method}.", retry_at=_retry_at(error, now)
        )
    if code in _MENDABLE:
        kind, advice = _MENDABLE[code]
        return kind(advice.format(code=code, method=method, channel=channel, needed=_needed(error)))
    if code in _LATER:
        return Unavailable(f"Slack cannot do {method} right now: {code}.")
    if code in _NO_ANSWER or status >= 500 or not code:
        return _no_words(method, code, status)
    kind_of_refusal = NotFound if code in _GONE else Refused
    return kind_of_refusal(f"Slack refuses {method}: {code}{_details(error)}.")


def from_connection(error: Exception, method: str) -> Failure:
    """Return what a broken connection means: only one that never came about did surely nothing."""
    why = type(error).__name__
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return Unavailable(f"Slack cannot be reached: {why}.").coded(why)
    return Unanswered(f"Slack gave no answer to {method}: {why}.").coded(why)


def _no_words(method: str, code: str, status: int) -> Failure:
    """Return what an answer means that says nothing of what was done."""
    if 400 <= status < 500 and not code:
        return Blocked(
            f"{method} got HTTP {status} and no words of Slack's. Check the API's address."
        )
    return Unanswered(f"Slack stumbled over {method}: {code or f'HTTP {status}'}.")


def _retry_at(error: SlackApiError, now: datetime) -> datetime | None:
    """Return when we may come back; None where we are not told, and each try waits longer."""
    answer = error.response
    headers = answer.headers if isinstance(answer, AsyncSlackResponse) else {}
    asked = next((v for k, v in headers.items() if k.lower() == "retry-after"), "")
    try:
        pause = timedelta(seconds=float(asked))
    except (OverflowError, ValueError):
        return None
    return now + min(pause, _LONGEST) if pause > timedelta() else None


def _content(error: SlackApiError) -> dict[str, Any]:
    answer = error.response
    content = answer.data if isinstance(answer, AsyncSlackResponse) else answer
    return content if isinstance(content, dict) else {}


def _status(error: SlackApiError) -> int:
    for name in ("status_code", "status"):
        status = getattr(error.response, name, None)
        if isinstance(status, int):
            return status
    return 200


def _needed(error: SlackApiError) -> str:
    needed = _content(error).get("needed")
    return f", needs {needed}" if isinstance(needed, str) and needed else ""


def _details(error: SlackApiError) -> str:
    """Return what Slack adds to its word, such as which block it does not like."""
    found = _content(error).get("errors") or _content(error).get("response_metadata", {})
    return f" {found}"[:500] if found else ""
