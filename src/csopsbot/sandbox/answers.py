"""HTTP answers: Slack's JSON, a 429, and no answer at all."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from csopsbot.sandbox.core import Sandbox
from csopsbot.sandbox.errors import RateLimited, SlackError

ABORT = "sandbox.abort"


class NoAnswer(Response):
    """Closes the connection without a word, as a network does."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Cut the connection, or where the server does not let us, stop in mid-answer."""
        abort: Callable[[], None] | None = scope.get(ABORT)
        if abort is not None:
            abort()
            await receive()  # comes back once the server has noticed
            return
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"content-type", b"application/json"), (b"content-length", b"2")],
            }
        )


class Abortable:
    """Lets answers cut the connection they would be sent over, under uvicorn."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, with a way to cut the connection in the scope."""
        transport = getattr(getattr(send, "__self__", None), "transport", None)
        if transport is not None:
            scope[ABORT] = transport.abort
        await self._app(scope, receive, send)


def refusal(error: SlackError) -> JSONResponse:
    """Return the answer that carries an error."""
    if isinstance(error, RateLimited):
        headers = {"Retry-After": str(error.retry_after)}
        return JSONResponse(error.body(), status_code=429, headers=headers)
    return JSONResponse(error.body())


def sandbox_of(request: Request) -> Sandbox:
    """Return the sandbox a request came to."""
    sandbox: Sandbox = request.app.state.sandbox
    return sandbox


def base_url(request: Request) -> str:
    """Return the address the caller reached us at, without a slash at its end."""
    return str(request.base_url).rstrip("/")


def bearer(request: Request) -> str | None:
    """Return the token of the Authorization header."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None
