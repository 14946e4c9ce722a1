"""One call of a Web API method, as its handler gets it."""

from collections.abc import Callable
from dataclasses import dataclass

from csopsbot.sandbox.arguments import Args
from csopsbot.sandbox.caller import Caller
from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.ratelimit import RateLimits
from csopsbot.sandbox.world.conversations import SCOPE_FAMILY, Conversation
from csopsbot.sandbox.world.world import World


@dataclass(frozen=True, slots=True)
class Call:
    """The world, who calls and with what."""

    world: World
    caller: Caller
    args: Args
    base_url: str
    limits: RateLimits
    open_socket: Callable[[], str]

    def conversation(self, argument: str = "channel", access: str = "") -> Conversation:
        """Return the conversation an argument names, if this caller can see it.

        `access` is the second word of the scope needed for its kind: read, history, write.
        """
        found = self.world.conversations.get(self.args.text(argument))
        if found is None or (found.is_private and self.caller.user_id not in found.members):
            raise SlackError("channel_not_found")
        if access:
            self.caller.need(f"{SCOPE_FAMILY[found.kind]}:{access}")
        return found

    def message(self, conversation: Conversation, argument: str = "ts") -> Json:
        """Return the message an argument names."""
        found = conversation.messages.get(self.args.text(argument))
        if found is None or found.get("subtype") == "tombstone":
            raise SlackError("message_not_found")
        return found

    def person(self, user_id: str, error: str = "user_not_found") -> str:
        """Return the id of someone who exists."""
        if user_id not in self.world.people:
            raise SlackError(error)
        return user_id


Handler = Callable[[Call], Json]


def ok(**fields: object) -> Json:
    """Return an answer that begins with ok."""
    return {"ok": True, **fields}
