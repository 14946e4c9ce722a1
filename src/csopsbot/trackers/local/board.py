"""The board over HTTP: pages for people, and the same actions as JSON below `api/`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from importlib.resources import files
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from csopsbot.app.failures import StorageUnavailable
from csopsbot.app.ports import Database
from csopsbot.trackers.local import changes
from csopsbot.trackers.local.changes import Change, NoSuchIssue, Unacceptable
from csopsbot.trackers.local.door import Answer, Door, Rules
from csopsbot.trackers.local.fields import fields_of
from csopsbot.trackers.local.pages import (
    NAME_COOKIE,
    Pages,
    language_in,
    name_cookie,
    name_in,
    root_of,
)
from csopsbot.trackers.local.translate import Reader
from csopsbot.trackers.local.views import Detail, as_json, detail, overview
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

    def app(self) -> Starlette:
        """Return the board as an app that may be mounted anywhere."""
        return Starlette(
            routes=[
                Route("/", self._board),
                Route("/board.css", self._style),
                Route("/name", self._name, methods=["POST"]),
                Route("/issues/{key}", self._issue),
                Route("/issues/{key}/{action}", self._act, methods=["POST"]),
                Route("/api/issues", self._api_issues),
                Route("/api/issues/{key}", self._api_issue),
                Route("/api/issues/{key}/{action}", self._api_act, methods=["POST"]),
            ],
            middleware=[Middleware(Door, self.rules, self._refuse)],
            exception_handlers={
                NoSuchIssue: self._no_such_issue,
                Unacceptable: self._unacceptable,
                StorageUnavailable: self._unavailable,
            },
        )

    async def _board(self, request: Request) -> Response:
        project = request.query_params.get("project", "")
        shown = await self.database.read(partial(overview, project=project))
        return self._pages.board(request, shown)

    async def _issue(self, request: Request) -> Response:
        return self._pages.issue(request, await self._detail(request))

    async def _act(self, request: Request) -> Response:
        fields = await fields_of(request)
        by = fields.get("by") or name_in(request)
        await self._change(request, fields | {"by": by})
        return _to(root_of(request) + _page_of(request.path_params["key"]), by)

    async def _name(self, request: Request) -> Response:
        fields = await fields_of(request)
        name, key = changes.person(fields.get("name", "")), fields.get("issue", "")
        return _to(root_of(request) + (_page_of(key) if key else ""), name)

    async def _style(self, _: Request) -> Response:
        headers = {"cache-control": "max-age=300"}
        return Response(_STYLE.read_bytes(), media_type="text/css", headers=headers)

    async def _api_issues(self, request: Request) -> Response:
        project = request.query_params.get("project", "")
        shown = await self.database.read(partial(overview, project=project))
        issues = [as_json(self._reader, Detail(issue)) for issue in shown.issues]
        return JSONResponse({"issues": issues, "more": shown.more})

    async def _api_issue(self, request: Request) -> Response:
        return JSONResponse(as_json(self._reader, await self._detail(request)))

    async def _api_act(self, request: Request) -> Response:
        await self._change(request, await fields_of(request))
        return await self._api_issue(request)

    async def _detail(self, request: Request) -> Detail:
        return await self.database.read(partial(detail, key=request.path_params["key"]))

    async def _change(self, request: Request, fields: dict[str, str]) -> None:
        """Do what the address asks for, as one unit of work."""
        action = changes.ACTIONS.get(request.path_params["action"])
        if action is None:
            raise Unacceptable("board.unreadable")
        change, now = Change(self.name, request.path_params["key"], fields), self.clock()
        await self.database.run(lambda work: action(work, change, now))

    @property
    def _reader(self) -> Reader:
        return Reader(self.name, self.rules.base_url)

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
        if "/api/" in request.url.path:
            return JSONResponse({"error": text}, status)
        return self._pages.message(request, text, status)


def _page_of(key: str) -> str:
    """Return the way from the board to the issue's page."""
    return f"issues/{quote(key, safe='')}"


def _to(address: str, name: str) -> Response:
    """Return the way on, after which the browser knows who acts."""
    answer = RedirectResponse(address, 303)
    answer.set_cookie(
        NAME_COOKIE, name_cookie(name), max_age=_A_YEAR_S, httponly=True, samesite="lax"
    )
    return answer
