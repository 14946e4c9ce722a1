"""Somebody's name, language or standing changed: what we know of them follows."""

from csopsbot.slack.payload import Payload, branch, required
from csopsbot.slack.reception import DONE, IGNORED, Answer, Kind, Listener, Reception


async def handle(payload: Payload, reception: Reception) -> Answer:
    """Take the change over, if we know the person."""
    user = branch(payload, "event", "user")
    required(user, "id")
    return DONE if await reception.people.refresh(user) else IGNORED


LISTENER = Listener(Kind.EVENT, "user_change", handle)
