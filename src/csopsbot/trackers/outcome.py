"""What a tracker's answer over HTTP, or its silence, means for whoever called.

A write without a clear answer is `Unanswered`: it may have been done. The same silence after a read
is merely `Unavailable`. A vendor who says things in words of its own judges first, and leaves the
rest to `failure`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

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

_REFUSALS: dict[int, type[Failure]] = {
    400: Invalid,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    410: NotFound,
    413: Invalid,
    422: Invalid,
}
_RESETS = ("x-ratelimit-reset", "ratelimit-reset")
_LONGEST_WAIT = timedelta(days=1)
_LONGEST_REASON = 500
_EPOCHS_FROM = 10_000_000  # April 1970: fewer seconds are counted from now
_MILLISECONDS_FROM = 100_000_000_000  # the year 5138 in seconds, 1973 in milliseconds


@dataclass(frozen=True, slots=True)
class Request:
    """A request to a tracker; PATH is below its base address, its parts quoted.

    A parameter with several values is given once for each.
    BODY is sent as JSON, but for bytes, which are sent as they are. WRITES says whether anything
    changes by it; left out, it follows from the method. HEADERS are not logged.
    """

    method: str
    path: str
    params: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    body: object | None = None
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    changes: bool | None = None

    @property
    def writes(self) -> bool:
        """Whether the tracker changes anything by it."""
        return self.method not in {"GET", "HEAD"} if self.changes is None else self.changes


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whole; header names in lower case, URL where it came from in the end."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str = ""
    redirected: bool = False

    @property
    def done(self) -> bool:
        """Whether it is a yes."""
        return 200 <= self.status < 300


Judge = Callable[[Request, Answer, datetime], Failure | None]
"""Says which failure an answer stands for at a moment, None for a yes."""


def unclear(vendor: str, request: Request, why: str) -> Failure:
    """Return the failure for REQUEST of which nobody knows whether it was done."""
    kind = Unanswered if request.writes else Unavailable
    return kind(f"{vendor} gave no clear answer to {request.method} {request.path}: {why}")


def failure(
    vendor: str, request: Request, answer: Answer, now: datetime, *, said: str = ""
) -> Failure | None:
    """Return the failure that ANSWER stands for by its status; None for a yes.

    SAID is the vendor's own reason, as far as it can be told.
    """
    if answer.done:
        return None
    text = sentence(vendor, request, answer, said)
    status = answer.status
    if status == 401:
        return AuthError(f"{vendor} does not accept our token: {text}")
    if status == 429:
        return RateLimited(text, retry_at=retry_at(answer.headers, now))
    if status == 503 and (not request.writes or "retry-after" in answer.headers):
        return Unavailable(text, retry_at=retry_at(answer.headers, now))
    if status in _REFUSALS:
        return _REFUSALS[status](text)
    if status == 408 or status >= 500:
        # A 503 without Retry-After is as well what a gateway says when it was hung up on halfway.
        return unclear(vendor, request, text)
    return Blocked(text)


def sentence(vendor: str, request: Request, answer: Answer, said: str = "") -> str:
    """Return what happened, in words for an operator."""
    text = f"{vendor} answered {answer.status} to {request.method} {request.path}"
    if 300 <= answer.status < 400:
        said = f"it redirects to {answer.headers.get('location', 'nowhere')}; mend the address"
    return f"{text}: {said[:_LONGEST_REASON]}" if said else text


def retry_at(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return when we were asked to ask again; never in the past, never more than a day away."""
    told = [_retry_after(headers.get("retry-after", ""), now)]
    told += [_moment(headers.get(name, ""), now) for name in _RESETS]
    moment = next((one for one in told if one), None)
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


def _moment(value: str, now: datetime) -> datetime | None:
    """Return the moment that VALUE names: seconds from now, an epoch time, or ISO 8601."""
    value = value.strip()
    if value.isdecimal():
        number = int(value[:15])
        if number < _EPOCHS_FROM:
            return now + min(timedelta(seconds=number), _LONGEST_WAIT)
        number = number // 1000 if number > _MILLISECONDS_FROM else number
        return datetime.fromtimestamp(min(number, _MILLISECONDS_FROM), UTC)
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
