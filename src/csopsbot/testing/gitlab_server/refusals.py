"""Answers that say no, in the shapes GitLab gives them."""

from starlette.responses import JSONResponse, Response


class Refusal(Exception):
    """The request is answered with STATUS and BODY."""

    def __init__(self, status: int, body: object, headers: dict[str, str] | None = None) -> None:
        super().__init__(f"{status}: {body}")
        self.status = status
        self.body = body
        self.headers = headers or {}

    def response(self) -> Response:
        """Return the answer."""
        return JSONResponse(self.body, self.status, self.headers)


def missing(what: str = "") -> Refusal:
    """Return the answer for what is not there, or must not be known to be there."""
    return Refusal(404, {"message": " ".join(filter(None, ("404", what, "Not Found")))})


def forbidden() -> Refusal:
    """Return the answer to who may see something but not do this to it."""
    return Refusal(403, {"message": "403 Forbidden"})


def invalid(**why: list[str]) -> Refusal:
    """Return the answer for fields that will not do."""
    return Refusal(400, {"message": why})


def unprocessable(why: str) -> Refusal:
    """Return the answer to what is well put and did not come off."""
    return Refusal(422, {"message": why})


def undocumented(what: str) -> Refusal:
    """Return the answer for what GitLab documents nowhere."""
    return Refusal(400, {"error": what})


def unknown_token(*, expired: bool) -> Refusal:
    """Return the answer to a stranger."""
    if not expired:
        return Refusal(401, {"message": "401 Unauthorized"})
    why = "Token is expired. You can either do re-authorization or token refresh."
    return Refusal(401, {"error": "invalid_token", "error_description": why})


def scope() -> Refusal:
    """Return the answer to a token that was not made for writing."""
    why = "The request requires higher privileges than provided by the access token."
    body = {"error": "insufficient_scope", "error_description": why, "scope": "api"}
    return Refusal(403, body)


def too_many() -> Refusal:
    """Return the answer to who asked too often in a minute."""
    headers = {"Retry-After": "30", "RateLimit-Name": "throttle_authenticated_api"}
    headers |= {"RateLimit-Remaining": "0", "RateLimit-Limit": "2000"}
    return Refusal(429, {"message": "Retry later"}, headers)
