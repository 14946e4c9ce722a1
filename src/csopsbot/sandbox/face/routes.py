"""The addresses of the page, under /app/<who>/: two windows can be two people."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from markupsafe import Markup
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from csopsbot.sandbox.answers import base_url
from csopsbot.sandbox.client.payloads import Actor
from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.face import screens
from csopsbot.sandbox.face.acts import ACTS, Doer
from csopsbot.sandbox.face.live import live
from csopsbot.sandbox.face.pictures import handed_out
from csopsbot.sandbox.face.place import Place, asked, beside
from csopsbot.sandbox.face.reader import Reader, reader
from csopsbot.sandbox.face.refusals import sentence
from csopsbot.sandbox.face.shared import Shared, conversation_for, people, somebody_for
from csopsbot.sandbox.face.uploads import upload
from csopsbot.sandbox.world.conversations import is_reply

STATIC = Path(__file__).with_name("static")
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

Page = Callable[[Request, Shared, Reader], Awaitable[Response]]
Deed = Callable[[Request, Shared, Doer], Awaitable[dict[str, object]]]


def shared_of(connection: HTTPConnection) -> Shared:
    """Return what all windows of this sandbox share."""
    shared: Shared = connection.app.state.face
    return shared


def shown(markup: Markup, status: int = 200) -> Response:
    """Return a page or a part of one."""
    return HTMLResponse(markup, status, HEADERS)


def for_reader(page: Page) -> Callable[[Request], Awaitable[Response]]:
    """Return a page that knows who looks, and says in words what is not there."""

    async def answer(request: Request) -> Response:
        shared, language = shared_of(request), asked(request).language
        try:
            one = shared.reader(request.path_params["who"], language)
            return await page(request, shared, one)
        except SlackError as error:
            return shown(screens.trouble(sentence(error, language), language), 404)

    return answer


def by_reader(deed: Deed) -> Callable[[Request], Awaitable[Response]]:
    """Return what someone does; a refusal comes back with a sentence for them."""

    async def answer(request: Request) -> Response:
        shared, language = shared_of(request), asked(request).language
        try:
            one = shared.reader(request.path_params["who"], language)
            actor = Actor(one.world, one.user, base_url(request), shared.sandbox.dispatcher)
            doer = Doer(shared.sandbox, actor, language)
            return JSONResponse({"ok": True, **await deed(request, shared, doer)})
        except SlackError as error:
            text = sentence(error, language)
            return JSONResponse({"ok": False, "error": error.error, "text": text})

    return answer


async def lead(_request: Request) -> Response:
    """Lead from the sandbox's address to the page."""
    return RedirectResponse("/app", 307)


async def choose(request: Request) -> Response:
    """Ask who one wants to be."""
    shared = shared_of(request)
    world, wanted = shared.sandbox.world, asked(request)
    readers = [reader(world, one, wanted.language) for one in people(world)]
    return shown(await screens.choice(shared, readers, wanted))


async def examples(request: Request) -> Response:
    """Show what the app can send."""
    shared, language = shared_of(request), asked(request).language
    return shown(await asyncio.to_thread(screens.examples, shared, language))


async def begin(request: Request, shared: Shared, one: Reader) -> Response:
    """Go to someone's first channel, or to the app if they are in none."""
    mine = (c for c in shared.sandbox.world.conversations.values() if one.is_in(c))
    first = next((c.id for c in mine if not c.is_archived), "home")
    return RedirectResponse(f"{one.path}/{first}{_beside(request)}", 303)


async def home(request: Request, shared: Shared, one: Reader) -> Response:
    """Show the app's Home tab."""
    return shown(await screens.page(shared, one, _place(request)))


async def direct(request: Request, shared: Shared, one: Reader) -> Response:
    """Go to the direct conversation with someone; with the app to its Home if it takes none."""
    other, app = somebody_for(one, request.path_params["other"]).id, one.world.app
    if other == app.bot_user_id and not app.features.app_home.messages_tab_enabled:
        return RedirectResponse(f"{one.path}/home{_beside(request)}", 303)
    conversation = shared.sandbox.world.direct_messages([one.user.id, other])
    return RedirectResponse(f"{one.path}/{conversation.id}{_beside(request)}", 303)


async def channel(request: Request, shared: Shared, one: Reader) -> Response:
    """Show a conversation, and a thread of it if the address has one; or only that thread.

    The address of a reply leads to the thread that it stands in.
    """
    conversation = conversation_for(one, request.path_params["channel"])
    ts = request.path_params.get("ts", "")
    message = conversation.messages.get(ts, {"ts": ts})
    if ts and ts not in conversation.messages:
        raise SlackError("message_not_found")
    if is_reply(message):
        there = request.url.replace(path=f"{one.path}/{conversation.id}/{message['thread_ts']}")
        return RedirectResponse(there.replace(fragment=f"r-{ts}"), 303)
    if request.query_params.get("part") == "thread":
        return shown(screens.thread_pane(one, conversation, ts))
    return shown(await screens.page(shared, one, _place(request, conversation.id, ts)))


async def earlier(request: Request, _shared: Shared, one: Reader) -> Response:
    """Show the lines before one."""
    conversation = conversation_for(one, request.path_params["channel"])
    return shown(screens.earlier(one, conversation, request.query_params.get("before", "")))


async def download(request: Request, _shared: Shared, one: Reader) -> Response:
    """Hand out a file that was shared where this person is, or that is their own."""
    file = one.world.files.get(request.path_params["file_id"])
    if file is None or file.content is None:
        raise SlackError("file_not_found")
    places = (one.world.conversations.get(each) for each in file.channels)
    if file.user_id != one.user.id and not any(each and one.may_see(each) for each in places):
        raise SlackError("file_not_found")
    return handed_out(file)


async def act(request: Request, _shared: Shared, doer: Doer) -> dict[str, object]:
    """Do what someone asks for."""
    done = ACTS.get(request.path_params["act"])
    if done is None:
        raise SlackError("unknown_method")
    return await done(doer, await request.json())


async def share(request: Request, _shared: Shared, doer: Doer) -> dict[str, object]:
    """Take files in."""
    async with request.form() as form:
        return {"files": await upload(doer, form)}


async def panel_act(request: Request, shared: Shared, _doer: Doer) -> dict[str, object]:
    """Do what a panel offers."""
    panel = shared.panels.get(request.path_params["panel"])
    done = panel.acts.get(request.path_params["act"]) if panel else None
    if done is None:
        raise SlackError("unknown_method")
    await done(shared.sandbox, await request.json())
    shared.sandbox.feed.ring()
    return {}


async def panel_detail(request: Request, shared: Shared, _reader: Reader) -> Response:
    """Show one thing of a panel whole."""
    panel = shared.panels.get(request.path_params["panel"])
    if panel is None or panel.detail is None:
        raise SlackError("not_found")
    key = request.path_params["key"]
    return shown(await panel.detail(shared.sandbox, key, asked(request)))


def _place(request: Request, conversation: str = "", thread: str = "") -> Place:
    panel = request.query_params.get("panel", "")
    return Place(conversation, thread, panel, asked(request))


def _beside(request: Request) -> str:
    return beside(request.query_params.get("panel", ""))


ROUTES: list[BaseRoute] = [
    Mount("/app/static", StaticFiles(directory=STATIC)),
    Route("/", lead, methods=["GET"]),
    Route("/app", choose, methods=["GET"]),
    Route("/app/catalogue", examples, methods=["GET"]),
    Route("/app/{who}", for_reader(begin), methods=["GET"]),
    Route("/app/{who}/home", for_reader(home), methods=["GET"]),
    WebSocketRoute("/app/{who}/live", live),
    Route("/app/{who}/with/{other}", for_reader(direct), methods=["GET"]),
    Route("/app/{who}/do/{act}", by_reader(act), methods=["POST"]),
    Route("/app/{who}/files", by_reader(share), methods=["POST"]),
    Route("/app/{who}/files/{file_id}/{name}", for_reader(download), methods=["GET"]),
    Route("/app/{who}/panels/{panel}/{act}", by_reader(panel_act), methods=["POST"]),
    Route("/app/{who}/panels/{panel}/{key}", for_reader(panel_detail), methods=["GET"]),
    Route("/app/{who}/{channel}", for_reader(channel), methods=["GET"]),
    Route("/app/{who}/{channel}/earlier", for_reader(earlier), methods=["GET"]),
    Route("/app/{who}/{channel}/{ts}", for_reader(channel), methods=["GET"]),
]
