"""What GitHub says no with, where the status alone does not tell.

https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from csopsbot.app.failures import Blocked, Failure, Forbidden, Invalid, NotFound, RateLimited
from csopsbot.trackers.github.shapes import RefusalShape
from csopsbot.trackers.outcome import Answer, Request, failure, retry_at, sentence
from csopsbot.trackers.refusal import refusal

VENDOR = "GitHub"
_LIMITED = {403, 429}
_MOVED = {301, 302, 307, 308}
_SECONDARY = ("secondary rate limit", "abuse detection")
WAIT_AT_LEAST = timedelta(minutes=1)
_LONGEST_REASON = 500


class Deleted(NotFound):
    """The issue was deleted; GitHub says so to whoever may read its repository."""


class Elsewhere(Blocked):
    """The request was not done: what it is about is at another address."""


def judge(request: Request, answer: Answer, now: datetime) -> Failure | None:
    """Return the failure that ANSWER stands for; None for a yes."""
    if answer.done:
        return None
    said = refusal(answer.body, RefusalShape)
    text = sentence(VENDOR, request, answer, _reasons(said))
    if answer.status in _LIMITED and _is_limit(answer, said):
        return RateLimited(text, retry_at=_when(answer.headers, now), scope="all")
    if answer.status in _MOVED:
        return Elsewhere(text)
    if answer.status == 410:
        # Issues that are switched off for a repository are as gone as one that was deleted.
        return Forbidden(text) if "disabled" in said.message else Deleted(text)
    if answer.status == 422:
        return Invalid(text, fields=_fields(said))
    return failure(VENDOR, request, answer, now, said=_reasons(said))


def _is_limit(answer: Answer, said: RefusalShape) -> bool:
    told = said.message.casefold()
    return (
        answer.status == 429
        or "retry-after" in answer.headers
        or answer.headers.get("x-ratelimit-remaining") == "0"
        or any(words in told for words in _SECONDARY)
    )


def _when(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return when to come back.

    The reset of the hourly limit says nothing about a secondary one, which wants a minute's rest.
    """
    if "retry-after" in headers or headers.get("x-ratelimit-remaining") == "0":
        return retry_at(headers, now) or now + WAIT_AT_LEAST
    return now + WAIT_AT_LEAST


def _reasons(said: RefusalShape) -> str:
    why = [f"{name}: {reason}" for name, reason in _fields(said).items()]
    return "; ".join(filter(None, (said.message, *why)))


def _fields(said: RefusalShape) -> dict[str, str]:
    return {
        one.field or "": (one.message or one.code or "")[:_LONGEST_REASON] for one in said.errors
    }
