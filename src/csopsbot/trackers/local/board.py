"""The board over HTTP: pages for people, and the same as JSON below `api/`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from importlib.resources import files
from urllib.parse import quote, urlencode

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route

from csopsbot.app.failures import StorageUnavailable
from csopsbot.app.ports import Database
from csopsbot.trackers.local.actions import ON_ISSUES, ON_PROJECTS
from csopsbot.trackers.local.api import BoardApi
from csopsbot.trackers.local.asked import NoSuchIssue, Unacceptable, person
from csopsbot.trackers.local.doing import Doing
from csopsbot.trackers.local.door import Answer, Door, Rules
from csopsbot.trackers.local.fields import fields_of, file_of, is_api
from csopsbot.trackers.local.pages import (
    NAME_COOKIE,
    Pages,
    language_in,
    name_cookie,
    name_in,
    root_of,
)
from csopsbot.trackers.local.translate import Reader
from csopsbot.words import say

_A_YEAR_S = 31_536_000
_STYLE = files("csopsbot.trackers.local") / "templates" / "board.css"


@dataclass(frozen=True)
class BoardSite:
    """The board of the tracker NAME."""

    name: str
    database: Database
    rules: Rules
    clock: Callable[[], datetime]

    @cached_property
    def _pages(self) -> Pages:
        return Pages()

    @cached_property
    def _doing(self) -> Doing:
        return Doing(self.name, self.database, self.clock)

    def app(self) -> Starlette:
        """Return the board as an app that may be mounted anywhere."""
        api = BoardApi(self._doing, Reader(self.name, self.rules.base_url))
        return Starlette(
            routes=[
                Route("/", self._board),
                Route("/board.css", self._style),
                Route("/name", self._name, methods=["POST"]),
                Route("/issues/{key}", self._issue),
                Route("/issues/{key}/files", self._attach, methods=["POST"]),
                Route("/issues/{key}/files/{file}", self._doing.file),
                Route("/issues/{key}/{action}", self._act, methods=["POST"]),
                Route("/projects/{key}/{action}", self._act_on_project, methods=["POST"]),
                Mount("/api", routes=api.routes()),
            ],
            middleware=[Middleware(Door, self.rules, self._refuse)],
            exception_handlers={
                NoSuchIssue: self._no_such_issue,
                Unacceptable: self._unacceptable,
                StorageUnavailable: self._unavailable,
            },
        )

    async def _board(self, request: Request) -> Response:
        return self._pages.board(request, await self._doing.overview(request))

    async def _issue(self, request: Request) -> Response:
        return self._pages.issue(request, await self._doing.detail(request))

    async def _act(self, request: Request) -> Response:
        fields = _signed(request, await fields_of(request))
        await self._doing.act(ON_ISSUES, request, fields)
        return _to_issue(request, fields["by"])

    async def _attach(self, request: Request) -> Response:
        sent, content = await file_of(request)
        fields = _signed(request, sent)
        await self._doing.attach(request, fields, content)
        return _to_issue(request, fields["by"])

    async def _act_on_project(self, request: Request) -> Response:
        fields = _signed(request, await fields_of(request))
        await self._doing.act(ON_PROJECTS, request, fields)
        shown = urlencode({"project": request.path_params["key"]})
        return _to(f"{root_of(request)}?{shown}", fields["by"])

    async def _name(self, request: Request) -> Response:
        fields = await fields_of(request)
        name, key = person(fields.get("name", "")), fields.get("issue", "")
        return _to(root_of(request) + (_page_of(key) if key else ""), name)

    async def _style(self, _: Request) -> Response:
        headers = {"cache-control": "max-age=300"}
        return Response(_STYLE.read_bytes(), media_type="text/css", headers=headers)

    async def _refuse(self, request: Request, answer: Answer) -> Response:
        word = "cross_site" if answer == "cross_site" else "closed"
        response = self._answer(request, f"board.{word}", 401 if answer == "password" else 403)
        if answer == "password":
            response.headers["www-authenticate"] = 'Basic realm="csopsbot", charset="UTF-8"'
        return response

    async def _no_such_issue(self, request: Request, _: Exception) -> Response:
        return self._answer(request, "board.not_found", 404)

    async def _unacceptable(self, request: Request, error: Exception) -> Response:
        values = error.values if isinstance(error, Unacceptable) else {}
        return self._answer(request, str(error), 400, **values)

    async def _unavailable(self, request: Request, _: Exception) -> Response:
        return self._answer(request, "board.unavailable", 503)

    def _answer(self, request: Request, word: str, status: int, **values: str | int) -> Response:
        text = say(word, language_in(request), **values)
        if is_api(request):
            return JSONResponse({"error": text}, status)
        return self._pages.message(request, text, status)


def _signed(request: Request, fields: dict[str, str]) -> dict[str, str]:
    """Return FIELDS with who acts, as the browser remembers it if the form does not say."""
    return fields | {"by": fields.get("by") or name_in(request)}


def _page_of(key: str) -> str:
    """Return the way from the board to the issue's page."""
    return f"issues/{quote(key, safe='')}"


def _to_issue(request: Request, name: str) -> Response:
    return _to(root_of(request) + _page_of(request.path_params["key"]), name)


def _to(address: str, name: str) -> Response:
    """Return the way on, after which the browser knows who acts."""
    answer = RedirectResponse(address, 303)
    answer.set_cookie(
        NAME_COOKIE, name_cookie(name), max_age=_A_YEAR_S, httponly=True, samesite="lax"
    )
    return answer
