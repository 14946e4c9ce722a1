"""What Redmine's answers mean, with its own reasons."""

from datetime import datetime

from csopsbot.app.failures import Failure, Unavailable
from csopsbot.trackers.outcome import Answer, Request, failure
from csopsbot.trackers.redmine.shapes import ErrorsShape
from csopsbot.trackers.refusal import refusal

VENDOR = "Redmine"

_HINTS = {
    401: "the key is not accepted; see that the REST interface is switched on",
    403: "the account may not do this there, or the project is closed",
}


def judge(request: Request, answer: Answer, now: datetime) -> Failure | None:
    """Return the failure that ANSWER stands for; None for a yes.

    An edit that another one overtook while Redmine made it is undone, and refused without a reason.
    https://www.redmine.org/projects/redmine/repository/svn/entry/trunk/app/controllers/issues_controller.rb
    """
    if _was_overtaken(request, answer):
        return Unavailable(f"somebody changed it in {VENDOR} at the same moment: {request.path}")
    return failure(VENDOR, request, answer, now, said=_said(answer))


def _was_overtaken(request: Request, answer: Answer) -> bool:
    """Return whether nothing was done, for no reason but that somebody was quicker."""
    if request.method != "PUT" or answer.status != 422:
        return False
    said = refusal(answer.body, ErrorsShape)
    return "errors" in said.model_fields_set and not said.errors


def _said(answer: Answer) -> str:
    if answer.status != 422:
        return _HINTS.get(answer.status, "")
    return "; ".join(refusal(answer.body, ErrorsShape).errors)
