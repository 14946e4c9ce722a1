"""Trackers' deliveries: verified by the guard, read, stored, answered. What they mean comes later."""

from collections.abc import Awaitable, Callable

import structlog
from starlette.requests import Request
from starlette.responses import Response

from csopsbot.app.failures import StorageUnavailable
from csopsbot.app.webhooks import Hint, Malformed, Webhooks
from csopsbot.web.metrics import Outcome

Store = Callable[[str, Hint], Awaitable[None]]
Endpoint = Callable[[Request], Awaitable[Response]]

log = structlog.get_logger(__name__)

SEND_AGAIN = 503


def ingress(
    tracker: str, webhooks: Webhooks, store: Store, count: Callable[[Outcome], None]
) -> Endpoint:
    """Return the endpoint that takes the deliveries of TRACKER, which the guard has verified."""
    manners = webhooks.manners
    answers: dict[Outcome, int] = {
        "kept": manners.accepted,
        "ignored": manners.accepted,
        "malformed": manners.malformed,
        "not_kept": SEND_AGAIN,
    }

    async def take(request: Request) -> Response:
        outcome = await _outcome(request)
        count(outcome)
        return Response(status_code=answers[outcome])

    async def _outcome(request: Request) -> Outcome:
        try:
            said = webhooks.parse(request.headers, await request.body())
        except Malformed as error:
            log.warning("delivery malformed", tracker=tracker, why=str(error)[:200])
            return "malformed"
        if not isinstance(said, Hint):
            return "ignored"
        return "kept" if await _stored(tracker, said, store) else "not_kept"

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
