"""The Bolt app: every listener registered, every answer given after the work is kept."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from csopsbot.app.abilities import Capabilities
from csopsbot.app.ports import Database
from csopsbot.domain.desk import Desk
from csopsbot.slack.channels import Channels
from csopsbot.slack.door import dispatch, read
from csopsbot.slack.listeners import LISTENERS
from csopsbot.slack.payload import Malformed
from csopsbot.slack.people import People
from csopsbot.slack.reception import Reception
from csopsbot.slack.routing import Routing
from csopsbot.slack.unsettled import NotYetKnown
from csopsbot.slack.workspace import Workspace

_log = structlog.get_logger(__name__)


def _uncounted(listener: str, outcome: str) -> None:
    """Count nothing."""


def build_app(
    client: AsyncWebClient,
    desk: Desk,
    database: Database,
    clock: Callable[[], datetime],
    new_id: Callable[[], str],
    *,
    trackers: Mapping[str, Capabilities],
    workspace: Workspace | None = None,
    people: People | None = None,
    count: Callable[[str, str], None] = _uncounted,
) -> AsyncApp:
    """Return the app of one workspace, to be served by `as_asgi` or by `Socket`.

    Signatures are verified before it, over the raw body. TRACKERS says what each tracker can do.
    WORKSPACE and PEOPLE may be shared with others, to be asked of Slack once. COUNT is told of every
    answer: listener's name and outcome.
    """
    workspace = workspace or Workspace(client)
    reception = Reception(
        client=client,
        desk=desk,
        trackers=trackers,
        database=database,
        clock=clock,
        new_id=new_id,
        workspace=workspace,
        people=people or People(client, database, clock, workspace),
        channels=Channels(client, clock),
        count=count,
    )
    app = AsyncApp(
        name="csopsbot",
        logger=_quiet_logger(),
        client=_without_token(client),
        authorize=workspace,
        process_before_response=True,
        request_verification_enabled=False,
        raise_error_for_unhandled_request=True,
        attaching_function_token_enabled=False,
    )
    app.use(Routing(LISTENERS, reception))
    app.error(_on_error)
    return app


def _quiet_logger() -> logging.Logger:
    """Return Bolt's logger without its details, which hold what people wrote.

    Left to itself, Bolt takes the root logger's level over, whatever was set for its own.
    """
    logger = logging.getLogger("slack_bolt.csopsbot")
    logger.setLevel(logging.WARNING)
    return logger


def _without_token(client: AsyncWebClient) -> AsyncWebClient:
    """Return a client for Bolt itself, which warns of a token where there is an `authorize`."""
    return AsyncWebClient(
        base_url=client.base_url,
        timeout=client.timeout,
        ssl=client.ssl,
        proxy=client.proxy,
        session=client.session,
        headers=client.headers,
        retry_handlers=client.retry_handlers,
    )


async def _on_error(error: Exception) -> BoltResponse:
    """Return what Slack is told when Bolt or an event's listener raised ERROR.

    500 asks Slack to send it again. What nobody listens for is taken: it will be the same next time.
    """
    if isinstance(error, BoltUnhandledRequestError):
        _log.info("slack_unsupported", body_type=str(error.request.body.get("type", ""))[:40])
        return BoltResponse(status=200, body="")
    if isinstance(error, NotYetKnown):
        _log.info("slack_not_yet_known")
    else:
        _log.error("slack_not_taken", exc_info=error)
    return BoltResponse(status=500, body="")


class _Endpoint:
    """Slack's requests over HTTP, each answered by Bolt."""

    def __init__(self, app: AsyncApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        request = Request(scope, receive)
        posted = request.method == "POST"
        response = await self._respond(request) if posted else Response(status_code=405)
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        content_type = request.headers.get("content-type", "")
        try:
            answer = await dispatch(self._app, read(await request.body(), content_type))
        except Malformed as error:
            _log.warning("slack_malformed", problem=str(error))
            return Response(status_code=400)
        return Response(answer.body, answer.status, answer.first_headers_without_set_cookie())


def as_asgi(app: AsyncApp) -> ASGIApp:
    """Return what serves Slack's requests over HTTP, once they have been verified."""
    return _Endpoint(app)
