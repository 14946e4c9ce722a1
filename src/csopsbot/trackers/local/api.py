"""The board for programs: the same as on its pages, as JSON."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from csopsbot.trackers.local.actions import ON_ISSUES, ON_PROJECTS
from csopsbot.trackers.local.doing import Doing
from csopsbot.trackers.local.fields import fields_of, file_of
from csopsbot.trackers.local.translate import Reader
from csopsbot.trackers.local.views import Detail, as_json, versions_as_json


@dataclass(frozen=True, slots=True)
class BoardApi:
    """Answers a program; a change answers with what became of it."""

    doing: Doing
    reader: Reader

    def routes(self) -> list[BaseRoute]:
        """Return the addresses, below wherever the API is."""
        return [
            Route("/issues", self._issues),
            Route("/issues/{key}", self._issue),
            Route("/issues/{key}/files", self._attach, methods=["POST"]),
            Route("/issues/{key}/files/{file}", self.doing.file),
            Route("/issues/{key}/{action}", self._act, methods=["POST"]),
            Route("/projects/{key}/versions", self._versions),
            Route("/projects/{key}/{action}", self._act_on_project, methods=["POST"]),
        ]

    async def _issues(self, request: Request) -> Response:
        shown = await self.doing.overview(request)
        issues = [as_json(self.reader, Detail(issue)) for issue in shown.issues]
        return JSONResponse({"issues": issues, "more": shown.more})

    async def _issue(self, request: Request) -> Response:
        return JSONResponse(as_json(self.reader, await self.doing.detail(request)))

    async def _act(self, request: Request) -> Response:
        await self.doing.act(ON_ISSUES, request, await fields_of(request))
        return await self._issue(request)

    async def _attach(self, request: Request) -> Response:
        fields, content = await file_of(request)
        await self.doing.attach(request, fields, content)
        return await self._issue(request)

    async def _versions(self, request: Request) -> Response:
        project = request.path_params["key"]
        found = await self.doing.database.read(lambda work: work.board.versions.of(project))
        return JSONResponse({"versions": versions_as_json(found)})

    async def _act_on_project(self, request: Request) -> Response:
        await self.doing.act(ON_PROJECTS, request, await fields_of(request))
        return await self._versions(request)
