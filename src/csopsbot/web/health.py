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
    """Return `/healthz`, which is true of any living process, and `/readyz`, which asks CHECKS."""

    async def alive(_: Request) -> JSONResponse:
        return JSONResponse({"alive": True})

    async def ready(_: Request) -> JSONResponse:
        answers = await asyncio.gather(*(_ask(name, checks[name], patience_s) for name in checks))
        missing = [name for name, good in zip(checks, answers, strict=True) if not good]
        said = {"ready": not missing, "not_ready": missing}
        return JSONResponse(said, status_code=503 if missing else 200)

    return [Route("/healthz", alive), Route("/readyz", ready)]


async def _ask(name: str, check: Check, patience_s: float) -> bool:
    """Return whether the check holds; why it does not is for the log, never for the answer."""
    try:
        async with asyncio.timeout(patience_s):
            await check()
    except Exception as error:  # noqa: BLE001 - whatever it is, the process is not ready
        log.warning("not ready", check=name, why=type(error).__name__)
        return False
    return True
