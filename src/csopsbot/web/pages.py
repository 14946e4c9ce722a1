"""What a browser is told about every answer of ours."""

from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

Header = tuple[bytes, bytes]

HEADERS = {
    "content-security-policy": "default-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; object-src 'none'",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}

_ENCODED = tuple((name.encode(), value.encode()) for name, value in HEADERS.items())


class PageHeaders:
    """Adds the headers that a page does not set for itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the app answer, and add the headers to the beginning of the answer."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _completed(message["headers"])
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


def _completed(headers: Iterable[Header]) -> list[Header]:
    """Return HEADERS, whose names ASGI has in lower case, and those of ours they lack."""
    given = list(headers)
    names = {name for name, _ in given}
    return given + [header for header in _ENCODED if header[0] not in names]
