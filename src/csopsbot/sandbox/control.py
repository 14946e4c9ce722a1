"""The tester's hand, under /sandbox: state, faults, the clock, the journal, the app's address."""

from json import JSONDecodeError

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from csopsbot.sandbox.answers import sandbox_of
from csopsbot.sandbox.api.conversations import conversation_json
from csopsbot.sandbox.core import Sandbox
from csopsbot.sandbox.delivery import Delivery
from csopsbot.sandbox.faults import DisconnectReason, Fault
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.manifest import Mode
from csopsbot.sandbox.world.events import emit
from csopsbot.sandbox.world.people import user_json

CENTURY_S = 100 * 366 * 86_400
"""How far from the machine's time the clock goes: dates have an end, for the app as for us."""


class Order(BaseModel):
    """What a tester posts; a misspelt key is an error."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class ClockOrder(Order):
    """Move the clock forward, or put it at an offset; in seconds, and within a century of now."""

    advance: float | None = Field(default=None, ge=0)
    offset: float | None = None


class AppOrder(Order):
    """Say where the app is and how it wants to be reached."""

    request_url: str | None = Field(default=None, pattern=r"^(https?://.+)?$")
    mode: Mode | None = None
    verify: bool = False


class DisconnectOrder(Order):
    """Tell the app's Socket Mode connections to go."""

    reason: DisconnectReason = "refresh_requested"


class UserOrder(Order):
    """Change a person."""

    real_name: str | None = None
    locale: str | None = None
    tz: str | None = None
    deleted: bool | None = None


class LogOrder(Order):
    """Read the journal after an entry."""

    since: int = 0


class TokenOrder(Order):
    """Revoke a token."""

    token: str


async def state(request: Request) -> Response:
    """Show what the sandbox holds."""
    return JSONResponse(snapshot(sandbox_of(request)))


def snapshot(sandbox: Sandbox) -> Json:
    """Return everything worth looking at as JSON."""
    world = sandbox.world
    return {
        "ok": True,
        "now": sandbox.clock.now(),
        "offset": sandbox.clock.offset,
        "mode": sandbox.mode,
        "request_url": sandbox.http.request_url,
        "connections": sandbox.sockets.connected,
        "team": world.team.model_dump(),
        "users": [user.model_dump() for user in world.people.values()],
        "channels": [
            {
                **conversation_json(world, c, ""),
                "members": c.members,
                "messages": list(c.ordered()),
                "ephemerals": [{"to": to, "message": m} for to, m in c.ephemerals.values()],
            }
            for c in world.conversations.values()
        ],
        "faults": sandbox.faults.listed(),
    }


async def add_fault(request: Request) -> Response:
    """Put a fault, or a list of them, in force."""
    sent = await request.json()
    for rule in sent if isinstance(sent, list) else [sent]:
        sandbox_of(request).faults.add(Fault.model_validate(rule))
    return done()


async def list_faults(request: Request) -> Response:
    """Show the faults in force and how often each struck."""
    return done(faults=sandbox_of(request).faults.listed())


async def clear_faults(request: Request) -> Response:
    """Let everything go well again."""
    sandbox_of(request).faults.clear()
    return done()


async def move_clock(request: Request) -> Response:
    """Move the clock."""
    order = ClockOrder.model_validate(await request.json())
    sandbox = sandbox_of(request)
    clock = sandbox.clock
    start = clock.offset if order.offset is None else order.offset
    if abs(start + (order.advance or 0)) > CENTURY_S:
        return JSONResponse({"ok": False, "error": "clock_too_far"}, status_code=400)
    if order.offset is not None:
        clock.set_offset(order.offset)
    if order.advance is not None:
        await sandbox.pass_time(order.advance)
    sandbox.feed.ring()
    return done(now=clock.now(), offset=clock.offset)


async def journal(request: Request) -> Response:
    """Show the calls and deliveries after entry `since`."""
    order = LogOrder.model_validate(dict(request.query_params))
    return done(entries=sandbox_of(request).journal.since(order.since))


async def reset(request: Request) -> Response:
    """Begin anew from the seed."""
    await sandbox_of(request).reset()
    return done()


async def place_app(request: Request) -> Response:
    """Take down the app's address; on request ask it the url_verification question."""
    order = AppOrder.model_validate(await request.json())
    sandbox = sandbox_of(request)
    if order.request_url is not None:
        sandbox.http.request_url = order.request_url
    if order.mode is not None:
        sandbox.use_mode(order.mode)
    if order.verify and not await verified(sandbox):
        return JSONResponse({"ok": False, "error": "url_verification_failed"}, status_code=400)
    return done(mode=sandbox.mode, request_url=sandbox.http.request_url)


async def verified(sandbox: Sandbox) -> bool:
    """Ask the app's URL for the challenge back, as Slack does when it is configured."""
    challenge = sandbox.world.ids.next("Challenge")
    payload = {
        "type": "url_verification",
        "token": sandbox.app.verification_token,
        "challenge": challenge,
    }
    answer = await sandbox.dispatcher.send(
        Delivery("events_api", "url_verification", payload, wants_answer=True)
    )
    return answer.ok and challenge in (answer.body.strip(), answer.json().get("challenge"))


async def disconnect(request: Request) -> Response:
    """Tell the app's Socket Mode connections to go."""
    order = DisconnectOrder.model_validate(await request.json())
    await sandbox_of(request).sockets.disconnect(order.reason)
    return done()


async def change_user(request: Request) -> Response:
    """Change a person, of which the app is told by user_change."""
    world = sandbox_of(request).world
    order = UserOrder.model_validate(await request.json())
    user_id = request.path_params["user_id"]
    if user_id not in world.people:
        return JSONResponse({"ok": False, "error": "user_not_found"}, status_code=404)
    changed = world.people[user_id].model_copy(update=order.model_dump(exclude_none=True))
    world.people[user_id] = changed
    shown = user_json(changed, world.team, world.app, world.now())
    event = {"type": "user_change", "user": {**shown, "locale": changed.locale}}
    emit(world, event | {"cache_ts": int(world.now()), "event_ts": world.next_ts()})
    return done(user=shown)


async def revoke(request: Request) -> Response:
    """Revoke a token, of which the app is told by tokens_revoked."""
    order = TokenOrder.model_validate(await request.json())
    world = sandbox_of(request).world
    world.revoked.add(order.token)
    owners = [u.id for u in world.people.values() if u.token == order.token]
    kind = "bot" if order.token == world.app.bot_token else "oauth"
    event = {"type": "tokens_revoked", "tokens": {kind: owners}, "event_ts": world.next_ts()}
    emit(world, event)
    return done()


async def refuse_order(_request: Request, problem: Exception) -> Response:
    """Say what is wrong with an order."""
    return JSONResponse(
        {"ok": False, "error": "invalid_arguments", "problem": str(problem)}, status_code=400
    )


def done(**fields: object) -> JSONResponse:
    """Answer that it is done."""
    return JSONResponse({"ok": True, **fields})


EXCEPTIONS = {ValidationError: refuse_order, JSONDecodeError: refuse_order}
ROUTES = [
    Route("/sandbox/state", state, methods=["GET"]),
    Route("/sandbox/faults", list_faults, methods=["GET"]),
    Route("/sandbox/faults", add_fault, methods=["POST"]),
    Route("/sandbox/faults", clear_faults, methods=["DELETE"]),
    Route("/sandbox/clock", move_clock, methods=["POST"]),
    Route("/sandbox/log", journal, methods=["GET"]),
    Route("/sandbox/reset", reset, methods=["POST"]),
    Route("/sandbox/app", place_app, methods=["POST"]),
    Route("/sandbox/disconnect", disconnect, methods=["POST"]),
    Route("/sandbox/users/{user_id}", change_user, methods=["POST"]),
    Route("/sandbox/revoke", revoke, methods=["POST"]),
]
