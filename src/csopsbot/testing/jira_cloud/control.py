"""The server's own doors, which no Jira has: faults, webhooks, and what was asked so far."""

from dataclasses import asdict
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from csopsbot.testing.jira_cloud.app import Server
from csopsbot.testing.jira_cloud.deliveries import Hook
from csopsbot.testing.jira_cloud.faults import Faults
from csopsbot.testing.jira_cloud.refusals import Refusal, missing


class HookWanted(BaseModel):
    """A webhook as an administrator enters it."""

    model_config = ConfigDict(extra="forbid")

    url: str
    secret: str = ""


class Happening(BaseModel):
    """What befalls an issue behind everybody's back: it moves to PROJECT, goes, or is hidden."""

    model_config = ConfigDict(extra="forbid")

    issue: str
    happens: Literal["moves", "goes", "is hidden"]
    project: str = ""
    account: str = ""


def control_routes(server: Server) -> list[Route]:
    """Return the routes by which SERVER is told what to do."""
    control = Control(server)
    return [
        Route("/_faults", control.faults, methods=["POST"]),
        Route("/_faults", control.heal, methods=["DELETE"]),
        Route("/_webhook", control.webhook, methods=["POST"]),
        Route("/_happening", control.happening, methods=["POST"]),
        Route("/_log", control.log, methods=["GET"]),
    ]


class Control:
    """Turns SERVER's knobs."""

    def __init__(self, server: Server) -> None:
        self._server = server

    async def faults(self, request: Request) -> Response:
        """Let what the body says go wrong; what it leaves out stays as it is."""
        try:
            wanted = Faults.model_validate_json(await request.body())
        except ValidationError as error:
            return JSONResponse(_reasons(error), 400)
        for name in wanted.model_fields_set:
            setattr(self._server.faults, name, getattr(wanted, name))
        return Response(status_code=204)

    async def heal(self, request: Request) -> Response:
        """Let nothing be wrong."""
        await request.body()
        self.heal_now()
        return Response(status_code=204)

    def heal_now(self) -> None:
        """Put every fault back to none."""
        sound = Faults()
        for name in Faults.model_fields:
            setattr(self._server.faults, name, getattr(sound, name))

    async def webhook(self, request: Request) -> Response:
        """Deliver to an address from now on."""
        try:
            wanted = HookWanted.model_validate_json(await request.body())
        except ValidationError as error:
            return JSONResponse(_reasons(error), 400)
        self._server.deliveries.hooks.append(Hook(wanted.url, wanted.secret))
        return Response(status_code=201)

    async def happening(self, request: Request) -> Response:
        """Let an issue move, go or be hidden."""
        try:
            wanted = Happening.model_validate_json(await request.body())
            self._happen(wanted)
        except ValidationError as error:
            return JSONResponse(_reasons(error), 400)
        except Refusal as refusal:
            return refusal.response()
        return Response(status_code=204)

    def _happen(self, wanted: Happening) -> None:
        site = self._server.site
        issue = site.issue(wanted.issue)
        if issue is None:
            raise missing()
        if wanted.happens == "goes":
            del site.issues[issue.id]
        elif wanted.happens == "moves" and (project := site.project(wanted.project)):
            site.move(issue, project)
        elif wanted.happens == "is hidden" and (user := site.user(wanted.account)):
            issue.hidden_from.add(user.account_id)
        else:
            raise missing("There is no such project or account.")

    async def log(self, request: Request) -> Response:
        """Return every request so far."""
        await request.body()
        return JSONResponse([asdict(one) for one in self._server.log])


def _reasons(error: ValidationError) -> list[str]:
    return [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()]
