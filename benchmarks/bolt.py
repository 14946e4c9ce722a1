"""What the bot is compared with: `python -m benchmarks.bolt bare|stock PORT SLACK_URL`.

Both answer what the bot answers, with nothing, and keep nothing. Bare answers when its listener is
done; stock is Bolt as it comes. They run on the same server and adapter, with the same settings.
"""

import sys

import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from benchmarks.posts import SECRET
from csopsbot.slack.names import ESCALATE


async def nothing(ack: AsyncAck) -> None:
    """Answer with nothing."""
    await ack()


def app(slack_url: str, *, bare: bool) -> AsyncApp:
    """Return a Bolt app that listens for what the benchmarks post."""
    made = AsyncApp(
        signing_secret=SECRET,
        client=AsyncWebClient("xoxb-bolt", base_url=slack_url),
        process_before_response=bare,
    )
    made.command("/csops")(nothing)
    made.view(ESCALATE)(nothing)
    return made


def asgi(bolt: AsyncApp) -> Starlette:
    """Return BOLT behind its own adapter."""
    handler = AsyncSlackRequestHandler(bolt)

    async def endpoint(request: Request) -> Response:
        return await handler.handle(request)

    return Starlette(routes=[Route("/slack/events", endpoint, methods=["POST"])])


def main(kind: str, port: str, slack_url: str) -> None:
    """Serve until a signal asks to stop."""
    uvicorn.run(
        asgi(app(slack_url, bare=kind == "bare")),
        port=int(port),
        loop="uvloop",
        http="httptools",
        lifespan="off",
        access_log=False,
        server_header=False,
        log_level="warning",
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
