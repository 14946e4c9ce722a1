"""Routing: what came in goes straight to the listener registered for its kind and name.

Bolt would ask its listeners one after another, and lay out every argument that one might want each
time it asks; here it is one look-up, however many there are.
"""

from collections.abc import Awaitable, Callable, Iterable

from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from csopsbot.slack.answering import answering
from csopsbot.slack.payload import Payload, items, text
from csopsbot.slack.reception import Kind, Listener, Reception


class Routing(AsyncMiddleware):
    """The last of Bolt's middleware: answers what is listened for, and leaves Bolt the rest."""

    def __init__(self, listeners: Iterable[Listener], reception: Reception) -> None:
        self._by_address = {(one.kind, one.name): answering(one, reception) for one in listeners}

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002  # Bolt's signature
        next: Callable[[], Awaitable[BoltResponse]],
    ) -> BoltResponse | None:
        """Return the listener's answer; where there is none, Bolt finds nobody either."""
        listen = self._by_address.get(address(req.body))
        if listen is None:
            return await next()
        return await listen(req.context.ack, req.body)


def address(payload: Payload) -> tuple[Kind, str]:
    """Return of which kind PAYLOAD is, and the name by which one listens for it."""
    match text(payload, "type"):
        case "event_callback":
            return Kind.EVENT, text(payload, "event", "type")
        case "view_submission":
            return Kind.SUBMISSION, text(payload, "view", "callback_id")
        case "block_actions":
            return Kind.ACTION, text(items(payload, "actions")[0], "action_id")
        case "message_action":
            return Kind.SHORTCUT, text(payload, "callback_id")
        case _:
            return Kind.COMMAND, text(payload, "command")
