"""What Redmine's answers mean, with its own reasons."""

from datetime import datetime

from pydantic import ValidationError

from csopsbot.app.failures import Failure
from csopsbot.trackers.outcome import Answer, Request, failure
from csopsbot.trackers.redmine.shapes import ErrorsShape

VENDOR = "Redmine"

_HINTS = {
    401: "the key is not accepted; see that the REST interface is switched on",
    403: "the account may not do this there, or the project is closed",
}


def judge(request: Request, answer: Answer, now: datetime) -> Failure | None:
    """Return the failure that ANSWER stands for; None for a yes."""
    return failure(VENDOR, request, answer, now, said=_said(answer))


def _said(answer: Answer) -> str:
    if answer.status != 422:
        return _HINTS.get(answer.status, "")
    try:
        return "; ".join(ErrorsShape.model_validate_json(answer.body).errors)
    except ValidationError:
        return ""
