"""The page at the sandbox's address: who is there and what was said, to look at in a browser."""

from collections.abc import Iterator
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from csopsbot.sandbox.answers import sandbox_of
from csopsbot.sandbox.core import Sandbox
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.world.conversations import Conversation, is_reply
from csopsbot.sandbox.world.world import World

LATEST = 20
HEADERS = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
STYLE = "body{font:16px system-ui;margin:2rem auto;max-width:60rem}.reply{margin-left:2rem}"
LOOK = """<p>All it holds: <a href="/sandbox/state">/sandbox/state</a>. Every call and delivery:
<a href="/sandbox/log">/sandbox/log</a>. What people and testers can do here over HTTP is listed in
docs/sandbox.md, under “People” and “The tester's hand”. Load the page again to see what is new.</p>"""


async def front(request: Request) -> Response:
    """Show the page."""
    return HTMLResponse(page(sandbox_of(request)), headers=HEADERS)


def page(sandbox: Sandbox) -> str:
    """Return the page, on which nothing that people wrote is markup."""
    world = sandbox.world
    name = escape(world.team.name)
    body = [
        f"<h1>{name}, a local Slack</h1>",
        f"<p>A server that speaks Slack's protocol to the app “{_app_name(world)}”.</p>{LOOK}",
        "<h2>People</h2><ul>",
        *(
            f"<li>{escape(one.real_name)} · {one.id} · token <code>{escape(one.token)}</code></li>"
            for one in world.workspace.users
        ),
        "</ul>",
        *(line for one in world.conversations.values() for line in _conversation(world, one)),
    ]
    head = f'<meta charset="utf-8"><title>{name}</title><style>{STYLE}</style>'
    return f'<!doctype html><html lang="en">{head}\n' + "\n".join(body) + "\n</html>\n"


def _app_name(world: World) -> str:
    return escape(world.app.display_information.name)


def _conversation(world: World, conversation: Conversation) -> Iterator[str]:
    title = f"#{conversation.name}" if conversation.name else "Direct messages"
    yield f"<h2>{escape(title)} · {conversation.id}</h2>"
    said = list(conversation.ordered())[-LATEST:]
    yield from (_message(world, message) for message in said)
    if not said:
        yield "<p>Nothing was said here yet.</p>"


def _message(world: World, message: Json) -> str:
    author = world.people.get(message["user"])
    name = author.real_name if author else message["user"]
    kind = ' class="reply"' if is_reply(message) else ""
    text = escape(message["text"]).replace("\n", "<br>")
    return f"<p{kind}><b>{escape(name)}</b> <small>{message['ts']}</small><br>{text}</p>"


ROUTES = [Route("/", front, methods=["GET"])]
