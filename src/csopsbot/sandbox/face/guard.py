"""Which requests of browsers are served: none that another site makes, by whatever name.

The sandbox trusts whoever reaches it, and a browser on the same machine reaches it for every site
its owner visits. A site can post a form across, and it can let its own name lead to 127.0.0.1.
"""

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})
OURS = frozenset({"same-origin", "none"})
FACE = "/app"


class BrowserGuard:
    """Refuses what a browser would do here for somebody else's page."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, or say why not."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        problem = objection(scope.get("method", "CONNECT"), scope["path"], Headers(scope=scope))
        if not problem:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(1008, problem)(scope, receive, send)
        else:
            await PlainTextResponse(problem, 403)(scope, receive, send)


def objection(method: str, path: str, headers: Mapping[str, str]) -> str:
    """Return why a request is not served, nothing if it is."""
    host, origin = headers.get("host", ""), headers.get("origin")
    site = headers.get("sec-fetch-site")
    of_browser = site is not None or origin is not None
    of_face = path == FACE or path.startswith(f"{FACE}/")
    if (of_browser or of_face) and not is_own_name(host):
        return "Use the address with 127.0.0.1 or localhost: other names may be somebody else's."
    if method in HARMLESS:
        return ""
    if (site or "none") not in OURS or (origin is not None and urlsplit(origin).netloc != host):
        return "Another site's page asked for this."
    return ""


def is_own_name(host: str) -> bool:
    """Tell whether a Host header names this machine in a way that no name server decides."""
    name = urlsplit(f"//{host}").hostname or ""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return name == "localhost"
    return True
