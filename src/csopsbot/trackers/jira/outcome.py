"""What Jira's answers, and its silence, mean for whoever called.

A write without a clear answer is `Unanswered`: Jira may have done it. The same silence after a read
is merely `Unavailable`. https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from pydantic import ValidationError

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
from csopsbot.trackers.jira.shapes import ErrorsShape

_REFUSALS: dict[int, type[Failure]] = {
    401: AuthError,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
}
_STRANGER = "AUTHENTICATED_FAILED"
_CONTENT = {400, 413, 422}
_SCOPES = {"quota": "all", "per-issue": "issue", "burst": "endpoint"}
_LONGEST_WAIT = timedelta(days=1)
_LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Call:
    """A request to Jira; PATH is below `/rest/api/3/`, its parts quoted."""

    method: str
    path: str
    params: Mapping[str, str] | None = None
    body: Mapping[str, object] | None = None

    @property
    def writes(self) -> bool:
        """Whether Jira changes anything by it."""
        return self.method != "GET"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whole; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def unclear(call: Call, why: str) -> Failure:
    """Return the failure for CALL of which nobody knows whether it was done."""
    kind = Unanswered if call.writes else Unavailable
    return kind(f"Jira gave no clear answer to {call.method} {call.path}: {why}")


def failure(call: Call, answer: Answer, now: datetime) -> Failure | None:
    """Return the failure that ANSWER stands for; None for a yes."""
    done = 200 <= answer.status < 300
    if _STRANGER in answer.headers.get("x-seraph-loginreason", "") and not (done and call.writes):
        # Jira takes whose token ran out for a stranger: it finds nothing, rather than say so.
        return AuthError("Jira does not accept the token any more")
    return None if done else _refusal(call, answer, now)


def _refusal(call: Call, answer: Answer, now: datetime) -> Failure:
    said = _errors(answer)
    text = _sentence(call, answer, said)
    status = answer.status
    if status == 429:
        scope = _scope(answer.headers.get("ratelimit-reason", ""))
        return RateLimited(text, retry_at=retry_at(answer.headers, now), scope=scope)
    if status == 503 and (not call.writes or "retry-after" in answer.headers):
        return Unavailable(text, retry_at=retry_at(answer.headers, now))
    if status in _CONTENT:
        return Invalid(text, fields=_fields(said))
    if status == 403 and "x-authentication-denied-reason" in answer.headers:
        return AuthError(f"{text}; Jira wants the account to sign in by hand once")
    if status in _REFUSALS:
        return _REFUSALS[status](text)
    if status == 408 or status >= 500:
        # A 503 without Retry-After is as well what a gateway says when Jira hung up on it halfway.
        return unclear(call, text)
    return Blocked(text)


def retry_at(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return when Jira asked to be asked again; never in the past, never more than a day away."""
    moment = _retry_after(headers.get("retry-after", ""), now)
    moment = moment or _moment(headers.get("x-ratelimit-reset", ""))
    return min(max(moment, now), now + _LONGEST_WAIT) if moment else None


def _retry_after(value: str, now: datetime) -> datetime | None:
    value = value.strip()
    if value.isdecimal():
        return now + min(timedelta(seconds=int(value[:9])), _LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _moment(value: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _scope(reason: str) -> str:
    return next((scope for word, scope in _SCOPES.items() if word in reason), "endpoint")


def _errors(answer: Answer) -> ErrorsShape:
    try:
        return ErrorsShape.model_validate_json(answer.body)
    except ValidationError:
        return ErrorsShape()


def _fields(said: ErrorsShape) -> dict[str, str]:
    return {name: str(why)[:_LONGEST_REASON] for name, why in (said.errors or {}).items()}


def _sentence(call: Call, answer: Answer, said: ErrorsShape) -> str:
    reasons = [*(said.messages or ()), *(f"{name}: {why}" for name, why in _fields(said).items())]
    text = f"Jira answered {answer.status} to {call.method} {call.path}"
    if 300 <= answer.status < 400:
        reasons = [f"it redirects to {answer.headers.get('location', 'nowhere')}; mend the address"]
    return f"{text}: {'; '.join(reasons)[:_LONGEST_REASON]}" if reasons else text
