"""What Linear says no with: errors in the answer's body, whatever its status.

https://linear.app/developers/graphql and https://linear.app/developers/rate-limiting
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from csopsbot.app.failures import (
    AuthError,
    Blocked,
    Conflict,
    Failure,
    Forbidden,
    Invalid,
    NotFound,
    RateLimited,
)
from csopsbot.trackers.linear.shapes import ErrorShape, RefusalShape
from csopsbot.trackers.outcome import Answer, Request, failure, retry_at, sentence, unclear
from csopsbot.trackers.refusal import refusal

VENDOR = "Linear"

_ENDPOINT = "x-ratelimit-endpoint-"
_RESETS = (
    ("x-ratelimit-requests-remaining", "x-ratelimit-requests-reset"),
    ("x-ratelimit-complexity-remaining", "x-ratelimit-complexity-reset"),
    (f"{_ENDPOINT}requests-remaining", f"{_ENDPOINT}requests-reset"),
)
_REFILLS_IN = timedelta(minutes=1)
_BY_CODE: Mapping[str, type[Failure]] = {
    "authenticationerror": AuthError,
    "unauthenticated": AuthError,
    "forbidden": Forbidden,
    "featurenotaccessible": Forbidden,
    "usagelimitexceeded": Blocked,
    "inputerror": Invalid,
    "invalidinput": Invalid,
    "usererror": Invalid,
    "baduserinput": Invalid,
    "graphqlerror": Invalid,
    "graphqlvalidationfailed": Invalid,
    "graphqlparsefailed": Invalid,
}
_KEY_AS_TOKEN = "api key as a bearer token"  # noqa: S105 - what Linear says, no secret


class AlreadyThere(Conflict):
    """Something has the id that we gave: we made it before, and its answer was lost."""


def judge(request: Request, answer: Answer, now: datetime) -> Failure | None:
    """Return the failure that ANSWER stands for; None for a yes."""
    errors = refusal(answer.body, RefusalShape).errors
    if not errors:
        return failure(VENDOR, request, answer, now)
    said = "; ".join(dict.fromkeys(map(_reason, errors)))
    text = sentence(VENDOR, request, answer, said)
    codes = [_code(error) for error in errors]
    if "ratelimited" in codes or answer.status == 429:
        scope = "endpoint" if any(one.startswith(_ENDPOINT) for one in answer.headers) else "all"
        return RateLimited(text, retry_at=_when(answer.headers, now), scope=scope)
    if request.writes and not all(map(_befell_all, errors)):
        # What failed is the reading of what was done.
        return unclear(VENDOR, request, text)
    kind = next((kind for one in zip(errors, codes, strict=True) if (kind := _kind(*one))), None)
    if kind:
        return kind(text)
    return failure(VENDOR, request, answer, now, said=said) or unclear(VENDOR, request, text)


def _reason(error: ErrorShape) -> str:
    for_people = error.extensions.user_presentable_message
    return f"{error.message} ({for_people})" if for_people else error.message


def _code(error: ErrorShape) -> str:
    """Return the error's code, or its type, which older answers have instead, in one spelling."""
    told = error.extensions.code or error.extensions.type
    return "".join(letter for letter in told.lower() if letter.isalpha())


def _befell_all(error: ErrorShape) -> bool:
    """Return whether ERROR is about the request or about the one thing that it asks for."""
    return error.path is None or len(error.path) < 2


def _kind(error: ErrorShape, code: str) -> type[Failure] | None:
    told = error.message.casefold()
    if told.startswith("entity not found"):
        return NotFound
    if told.startswith("conflict on insert"):
        return AlreadyThere
    if _KEY_AS_TOKEN in told:
        return AuthError
    return _BY_CODE.get(code)


def _when(headers: Mapping[str, str], now: datetime) -> datetime:
    """Return when to come back.

    A reset is when the bucket is full again; it fills all the time, so that a minute is enough.
    """
    if "retry-after" in headers and (
        told := retry_at({"retry-after": headers["retry-after"]}, now)
    ):
        return told
    resets = [headers[reset] for left, reset in _RESETS if _empty(headers, left, reset)]
    moments = [at for one in resets if (at := retry_at({"ratelimit-reset": one}, now))]
    refilled = now + _REFILLS_IN
    return min(max(moments, default=refilled), refilled)


def _empty(headers: Mapping[str, str], left: str, reset: str) -> bool:
    return headers.get(left, "").partition(".")[0] in ("", "0") and reset in headers
