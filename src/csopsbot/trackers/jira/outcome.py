"""What Jira's answers, and its silence, mean for whoever called.

A write without a clear answer is `Unanswered`: Jira may have done it. The same silence after a read
is merely `Unavailable`. https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

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
from csopsbot.app.tracker import File
from csopsbot.trackers.jira.shapes import ErrorsShape
from csopsbot.trackers.outcome import retry_at
from csopsbot.trackers.refusal import refusal

_REFUSALS: dict[int, type[Failure]] = {
    401: AuthError,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
}
T = TypeVar("T")

ELSEWHERE = frozenset((301, 302, 303, 307, 308))
_STRANGER = "AUTHENTICATED_FAILED"
_CONTENT = {400, 413, 422}
_SCOPES = {"quota": "all", "per-issue": "issue", "burst": "endpoint"}
_LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Call:
    """A request to Jira; PATH is below ROOT, its parts quoted, and ROOT is the REST API's if empty.

    READS says that nothing is changed though something is posted. FILE is sent as a form. An
    answer may have LARGEST bytes, where not as many as any other. ELSEWHERE is an address that
    Jira sent us to.
    """

    method: str
    path: str
    params: Mapping[str, str] | None = None
    body: Mapping[str, object] | None = None
    root: str = ""
    reads: bool = False
    file: File | None = None
    largest: int = 0
    elsewhere: str = ""

    @property
    def writes(self) -> bool:
        """Whether Jira changes anything by it."""
        return self.method != "GET" and not self.reads


class Ask(Protocol):
    """Whoever sends a call."""

    async def ask(self, shape: type[T], call: Call, /) -> T:
        """Return the answer to CALL as SHAPE; raises a `Failure`."""
        ...


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
    elsewhere = bool(call.largest) and answer.status in ELSEWHERE
    done = 200 <= answer.status < 300 or elsewhere
    if _STRANGER in answer.headers.get("x-seraph-loginreason", "") and not (done and call.writes):
        # Jira takes whose token ran out for a stranger: it finds nothing, rather than say so.
        return AuthError("Jira does not accept the token")
    return None if done else _refusal(call, answer, now)


def _refusal(call: Call, answer: Answer, now: datetime) -> Failure:
    said = refusal(answer.body, ErrorsShape)
    text = _sentence(call, answer, said)
    status = answer.status
    if status == 429:
        return _too_much(text, answer.headers, now)
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


def _too_much(text: str, headers: Mapping[str, str], now: datetime) -> RateLimited:
    """Return the failure; what is used up for the hour is there again at the next, at the latest."""
    scope = _scope(headers.get("ratelimit-reason", ""))
    again = retry_at(headers, now)
    if scope == "all" and again is None:
        again = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return RateLimited(text, retry_at=again, scope=scope)


def is_not_offered(failure: Failure) -> bool:
    """Return whether FAILURE says that a server has no such thing, rather than not now."""
    absent = isinstance(failure, NotFound | Blocked)
    return absent and not isinstance(failure, AuthError)


def _scope(reason: str) -> str:
    return next((scope for word, scope in _SCOPES.items() if word in reason), "endpoint")


def _fields(said: ErrorsShape) -> dict[str, str]:
    return {name: str(why)[:_LONGEST_REASON] for name, why in (said.errors or {}).items()}


def _sentence(call: Call, answer: Answer, said: ErrorsShape) -> str:
    reasons = [*(said.messages or ()), *(f"{name}: {why}" for name, why in _fields(said).items())]
    text = f"Jira answered {answer.status} to {call.method} {call.path}"
    if 300 <= answer.status < 400:
        reasons = [f"it redirects to {answer.headers.get('location', 'nowhere')}; mend the address"]
    return f"{text}: {'; '.join(reasons)[:_LONGEST_REASON]}" if reasons else text
