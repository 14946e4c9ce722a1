"""The door of the Web API: token, pace, scope, arguments, handler, in Slack's order."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from csopsbot.sandbox.answers import NoAnswer, base_url, bearer, refusal, sandbox_of
from csopsbot.sandbox.arguments import check_arguments, read_arguments
from csopsbot.sandbox.call import Call
from csopsbot.sandbox.caller import Caller, identify
from csopsbot.sandbox.core import Sandbox
from csopsbot.sandbox.errors import RateLimited, SlackError
from csopsbot.sandbox.faults import Fault
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.registry import METHODS


@dataclass(frozen=True, slots=True)
class Received:
    """One call as it came in."""

    sandbox: Sandbox
    name: str
    sent: Json
    token: str | None
    base_url: str
    fault: str = ""

    def answer(self) -> Response:
        """Do what the call asks for and write it down."""
        return self.refuse(None)

    def refuse(self, error: SlackError | None) -> Response:
        """Answer with this error, or when there is none with what the method says."""
        headers: dict[str, str] = {}
        try:
            if error is not None:
                raise error
            caller = authenticate(self)
            headers = scope_headers(caller)
            response = JSONResponse(run(self, caller), headers=headers)
        except SlackError as problem:
            response = refusal(problem)
            response.headers.update(headers)
        self.journal(response)
        return response

    def journal(self, response: Response) -> None:
        """Write the call down with its answer and what spoiled it, without its token."""
        args = {name: value for name, value in self.sent.items() if name != "token"}
        self.sandbox.journal.write(
            "call",
            self.sandbox.clock.now(),
            method=self.name,
            args=args,
            by=(self.token or "").partition("-")[0],
            status=response.status_code,
            answer=bytes(response.body).decode(),
            fault=self.fault,
        )


async def web_api(request: Request) -> Response:
    """Answer one Web API call, or let a fault spoil it."""
    sandbox = sandbox_of(request)
    name = request.path_params["method"]
    method = METHODS.get(name)
    try:
        sent = await read_arguments(request, method is None or method.takes_json)
    except SlackError as error:
        return refusal(error)
    token = bearer(request) or sent.get("token")
    fault = sandbox.faults.meet(name, *SPOILERS)
    spoiled = fault.kind if fault else ""
    received = Received(sandbox, name, sent, token, base_url(request), spoiled)
    return await SPOILERS[fault.kind](fault, received) if fault else received.answer()


def authenticate(received: Received) -> Caller:
    """Return who calls; some methods ask for no token."""
    method = METHODS.get(received.name)
    if method is None:
        raise SlackError("unknown_method", req_method=received.name)
    world = received.sandbox.world
    if not method.tokens and not received.token:
        return Caller("user", "", frozenset())
    caller = identify(world, received.token)
    if method.tokens and caller.kind not in method.tokens:
        raise SlackError("not_allowed_token_type")
    return caller


def run(received: Received, caller: Caller) -> Json:
    """Hold a call to its method's rules, then let the handler answer."""
    sandbox, method = received.sandbox, METHODS[received.name]
    if caller.kind != "user":
        sandbox.limits.count(received.name, method.tier, sandbox.clock.now())
    caller.need(*method.scopes)
    if received.sent.get("team_id") not in (None, "", sandbox.world.team.id):
        raise SlackError("team_access_not_granted")
    args = check_arguments(without_token(received.sent), method.required, method.optional)
    call = Call(
        world=sandbox.world,
        caller=caller,
        args=args,
        base_url=received.base_url,
        limits=sandbox.limits,
        open_socket=lambda: socket_url(received),
    )
    return method.handler(call)


def without_token(sent: Json) -> Json:
    """Return what was sent without the token."""
    return {name: value for name, value in sent.items() if name != "token"}


def scope_headers(caller: Caller) -> dict[str, str]:
    """Return the headers that tell a caller what its token is good for."""
    return {"x-oauth-scopes": ",".join(sorted(caller.scopes))}


def socket_url(received: Received) -> str:
    """Return the address of a new Socket Mode connection."""
    address = received.base_url.replace("http", "ws", 1)
    return f"{address}/link?ticket={received.sandbox.sockets.ticket()}"


async def too_many(fault: Fault, received: Received) -> Response:
    """Answer 429 and do nothing."""
    return received.refuse(RateLimited(fault.retry_after))


async def broken(fault: Fault, received: Received) -> Response:
    """Answer with a server's error, before or after the work was done."""
    if fault.when == "after":
        received.answer()
    response = Response("upstream error", status_code=fault.status)
    received.journal(response)
    return response


async def dropped(_fault: Fault, received: Received) -> Response:
    """Do the work and lose the answer."""
    received.answer()
    return NoAnswer()


async def hanging(fault: Fault, received: Received) -> Response:
    """Say nothing for a while and then hang up, with the work done or not."""
    silence = NoAnswer()
    if fault.when == "after":
        received.answer()
    else:
        received.journal(silence)
    await asyncio.sleep(fault.seconds)
    return silence


async def slow(fault: Fault, received: Received) -> Response:
    """Answer late."""
    await asyncio.sleep(fault.seconds)
    return received.answer()


async def stored_late(fault: Fault, received: Received) -> Response:
    """Hang up at once, and do the work some seconds of the sandbox's clock later."""
    sandbox = received.sandbox
    sandbox.dispatcher.at(sandbox.clock.now() + fault.seconds, received.answer)
    return NoAnswer()


SPOILERS: dict[str, Callable[[Fault, Received], Awaitable[Response]]] = {
    "ratelimit": too_many,
    "error": broken,
    "drop_answer": dropped,
    "hang": hanging,
    "slow": slow,
    "late_store": stored_late,
}
