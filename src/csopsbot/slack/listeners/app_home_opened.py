"""Somebody opened our Home tab: it is drawn for them as things stand."""

from csopsbot.slack.payload import Payload, required, text
from csopsbot.slack.publishing import publish_home
from csopsbot.slack.reception import DONE, IGNORED, Answer, Kind, Listener, Reception


async def handle(payload: Payload, reception: Reception) -> Answer:
    """Publish the Home of whoever opened it; our other tabs are none of our business."""
    user = required(payload, "event", "user")
    if text(payload, "event", "tab") != "home":
        return IGNORED
    await publish_home(await reception.people.find(user), reception)
    return DONE


LISTENER = Listener(Kind.EVENT, "app_home_opened", handle)
