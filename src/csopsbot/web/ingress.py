"""Trackers' deliveries: verified by the guard, read, stored, answered. What they mean comes later."""

from collections.abc import Awaitable, Callable

import structlog
from starlette.requests import Request
from starlette.responses import Response

from csopsbot.app.failures import StorageUnavailable
from csopsbot.app.tracker import Hint, Malformed, Webhooks

Store = Callable[[str, Hint], Awaitable[None]]
Endpoint = Callable[[Request], Awaitable[Response]]

log = structlog.get_logger(__name__)

ACCEPTED = 202
MALFORMED = 400
SEND_AGAIN = 503


def ingress(
    tracker: str, webhooks: Webhooks, store: Store, refused: Callable[[str], None]
) -> Endpoint:
    """Return the endpoint that takes the deliveries of TRACKER, which the guard has verified."""

    async def take(request: Request) -> Response:
        try:
            said = webhooks.parse(request.headers, await request.body())
        except Malformed as error:
            log.warning("delivery malformed", tracker=tracker, why=str(error)[:200])
            refused("malformed")
            return Response(status_code=MALFORMED)
        if isinstance(said, Hint) and not await _stored(tracker, said, store):
            refused("not_stored")
            return Response(status_code=SEND_AGAIN)
        return Response(status_code=ACCEPTED)

    return take


async def _stored(tracker: str, hint: Hint, store: Store) -> bool:
    """Return whether the hint is kept; whatever prevented it, the tracker has to send it again."""
    try:
        await store(tracker, hint)
    except StorageUnavailable:
        log.warning("storage away", tracker=tracker, delivery=hint.delivery_id)
        return False
    except Exception:
        log.exception("delivery not stored", tracker=tracker, delivery=hint.delivery_id)
        return False
    return True
