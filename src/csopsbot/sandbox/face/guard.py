"""Which requests of browsers are served: none that another site makes, by whatever name.

The sandbox trusts whoever reaches it, and a browser on the same machine reaches it for every site
its owner visits. A site can post a form across, show a "picture" whose address is a call of the Web
API, and let its own name lead to 127.0.0.1: then the browser takes it for ours, and says nothing.
"""

import ipaddress
from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

LOOKING = frozenset({"GET", "HEAD"})
OURS = frozenset({"same-origin", "none"})
FACE = "/app"

OTHER_NAME = (
    "This is another name than the local Slack knows, and could be somebody else's. Use its address in "
    "numbers, as it says at its start, or start it with --known-as and the name."
)
OTHER_SITE = "Another site's page asked for this."
NO_PAGE = "This is no page: begin at /app."


class BrowserGuard:
    """Refuses what a browser would do here for somebody else's page."""

    def __init__(self, app: ASGIApp, names: Collection[str] = ()) -> None:
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, or say why not."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        method, headers = scope.get("method", "CONNECT"), Headers(scope=scope)
        problem = objection(method, scope["path"], headers, self._names)
        if not problem:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocketClose(1008, problem)(scope, receive, send)
        else:
            await PlainTextResponse(problem, 403)(scope, receive, send)


def objection(
    method: str, path: str, headers: Mapping[str, str], names: Collection[str] = ()
) -> str:
    """Return why a request is not served, nothing if it is; NAMES are known besides our own."""
    host, origin = headers.get("host", ""), headers.get("origin")
    site = headers.get("sec-fetch-site")
    if not is_own_name(host, names):
        return OTHER_NAME
    of_face = path in ("/", FACE) or path.startswith(f"{FACE}/")
    is_foreign = (site or "none") not in OURS or urlsplit(origin or "").netloc not in ("", host)
    if (is_foreign or origin == "null") and not (of_face and _is_visit(method, headers)):
        return OTHER_SITE
    if site is None and not of_face and _is_browser(headers):
        return NO_PAGE
    return ""


def _is_visit(method: str, headers: Mapping[str, str]) -> bool:
    """Tell whether somebody followed a link to a page of their own, and sees where they are."""
    way = headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")
    return method in LOOKING and way == ("navigate", "document")


def _is_browser(headers: Mapping[str, str]) -> bool:
    """Tell a browser from an app; where ours is no secure origin it does not say who asks."""
    return headers.get("user-agent", "").startswith("Mozilla/")


def is_own_name(host: str, names: Collection[str] = ()) -> bool:
    """Tell whether a Host header names this machine so that no name server decides, or in NAMES."""
    name = urlsplit(f"//{host}").hostname or ""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return name == "localhost" or name in names
    return True
