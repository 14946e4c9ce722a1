"""Whether the process is alive, and whether it can do its work."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

Check = Callable[[], Awaitable[None]]
"""Returns when all is well, and raises when it is not."""

PATIENCE_S = 3.0

log = structlog.get_logger(__name__)


def health_routes(checks: Mapping[str, Check], patience_s: float = PATIENCE_S) -> list[Route]:
    """Return `/healthz`, which is true of any living process, and `/readyz`, which asks CHECKS.

    The log warns of what held once and holds no more: what never did is still beginning.
    """
    held: set[str] = set()

    async def alive(_: Request) -> JSONResponse:
        return JSONResponse({"alive": True})

    async def ready(_: Request) -> JSONResponse:
        answers = await asyncio.gather(*(_ask(checks[name], patience_s) for name in checks))
        problems = {name: why for name, why in zip(checks, answers, strict=True) if why}
        for name, why in problems.items():
            (log.warning if name in held else log.info)("not ready", check=name, why=why)
        held.update(checks.keys() - problems)
        said = {"ready": not problems, "not_ready": list(problems)}
        return JSONResponse(said, status_code=503 if problems else 200)

    return [Route("/healthz", alive), Route("/readyz", ready)]


async def _ask(check: Check, patience_s: float) -> str:
    """Return why the check does not hold, which is for the log and never for the answer."""
    try:
        async with asyncio.timeout(patience_s):
            await check()
    except Exception as error:  # noqa: BLE001 - whatever it is, the process is not ready
        return type(error).__name__
    return ""
