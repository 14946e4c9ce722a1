"""What GitLab says no with, where the status alone does not tell.

https://docs.gitlab.com/api/rest/troubleshooting/
"""

from datetime import datetime, timedelta

from csopsbot.app.failures import AuthError, Failure, Forbidden, Invalid, RateLimited
from csopsbot.trackers.gitlab.shapes import RefusalShape
from csopsbot.trackers.outcome import Answer, Request, failure, retry_at, sentence
from csopsbot.trackers.refusal import refusal

VENDOR = "GitLab"

_SCOPE = "insufficient_scope"
_WAIT_AT_LEAST = timedelta(minutes=1)
_LONGEST_REASON = 500


def judge(request: Request, answer: Answer, now: datetime) -> Failure | None:
    """Return the failure that ANSWER stands for; None for a yes."""
    if answer.done:
        return None
    said = refusal(answer.body, RefusalShape)
    text = sentence(VENDOR, request, answer, _reasons(said))
    if answer.status == 429:
        return _limited(text, answer, now)
    if answer.status == 400:
        return Invalid(text, fields=_fields(said))
    if answer.status == 403 and said.error == _SCOPE:
        return AuthError(f"{text}; the token needs the scope api")
    if answer.status == 405:
        return Forbidden(text)
    return failure(VENDOR, request, answer, now, said=_reasons(said))


def _limited(text: str, answer: Answer, now: datetime) -> RateLimited:
    """Return when to come back; the limit on notes a minute names no time, and is no other's."""
    when = retry_at(answer.headers, now) or now + _WAIT_AT_LEAST
    scope = "all" if "ratelimit-name" in answer.headers else "endpoint"
    return RateLimited(text, retry_at=when, scope=scope)


def _reasons(said: RefusalShape) -> str:
    spoken = (_words(said.message), _words(said.error), said.error_description)
    return "; ".join(one for one in spoken if one)


def _words(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_words(why)}" for name, why in value.items())
    if isinstance(value, list):
        return ", ".join(map(_words, value))
    return value[:_LONGEST_REASON] if isinstance(value, str) else ""


def _fields(said: RefusalShape) -> dict[str, str]:
    if not isinstance(said.message, dict):
        return {}
    return {str(name): _words(why)[:_LONGEST_REASON] for name, why in said.message.items()}
