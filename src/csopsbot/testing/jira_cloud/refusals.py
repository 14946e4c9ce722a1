"""Answers that say no, in the shape Jira gives them."""

from starlette.responses import JSONResponse, Response

HIDDEN = "Issue does not exist or you do not have permission to see it."


class Refusal(Exception):
    """The request is answered with STATUS and Jira's error collection."""

    def __init__(self, status: int, *messages: str, **errors: str) -> None:
        super().__init__(status)
        self.status = status
        self.messages = messages
        self.errors = errors

    def response(self) -> Response:
        """Return the answer."""
        body = {"errorMessages": list(self.messages), "errors": self.errors}
        return JSONResponse(body, self.status)


def missing(message: str = HIDDEN) -> Refusal:
    """Return the answer for what is not there, or must not be known to be there."""
    return Refusal(404, message)
