"""Answers that say no, in the shape GitHub gives them."""

from starlette.responses import JSONResponse, Response

from csopsbot.testing.github_site.site import Json

_DOCS = "https://docs.github.com/rest"


class Refusal(Exception):
    """The request is answered with STATUS and GitHub's error object."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        errors: list[Json] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.errors = errors
        self.headers = headers or {}

    def response(self) -> Response:
        """Return the answer."""
        body: Json = {"message": self.message, "documentation_url": _DOCS}
        body |= {"status": str(self.status)}
        if self.errors is not None:
            body["errors"] = self.errors
        return JSONResponse(body, self.status, self.headers)


def missing() -> Refusal:
    """Return the answer for what is not there, or must not be known to be there."""
    return Refusal(404, "Not Found")


def forbidden() -> Refusal:
    """Return the answer to a token that lacks a permission."""
    return Refusal(403, "Resource not accessible by personal access token")


def invalid(field: str, code: str, message: str = "", resource: str = "Issue") -> Refusal:
    """Return the answer for a FIELD that will not do."""
    error = {"resource": resource, "field": field, "code": code}
    return Refusal(
        422, "Validation Failed", errors=[error | ({"message": message} if message else {})]
    )


def undocumented(what: str) -> Refusal:
    """Return the answer for what GitHub documents nowhere."""
    return Refusal(422, f"Invalid request.\n\n{what}")
