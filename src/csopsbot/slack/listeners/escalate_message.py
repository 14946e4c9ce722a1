"""The shortcut on a message: opens the form filled in from it, its thread to be taken along."""

from csopsbot.domain.document import to_text
from csopsbot.domain.events import Place
from csopsbot.slack.bodies import read_body
from csopsbot.slack.modals import prefill
from csopsbot.slack.payload import Payload, branch, required, text
from csopsbot.slack.reception import DONE, Answer, Kind, Listener, Reception
from csopsbot.slack.showing import check_channel, show_escalate

NAME = "escalate_message"


def read_place(payload: Payload) -> Place:
    """Return where the chosen message is, and the thread it is in or begins; raises `Malformed`."""
    ts = text(payload, "message", "ts") or required(payload, "message_ts")
    thread = text(payload, "message", "thread_ts") or ts
    return Place(required(payload, "channel", "id"), thread)


async def handle(payload: Payload, reception: Reception) -> Answer:
    """Show the form, or say why not."""
    place = read_place(payload)
    check_channel(place.channel, text(payload, "channel", "name"))
    person = await reception.people.find(required(payload, "user", "id"))
    body = await read_body(branch(payload, "message"), reception.people)
    await show_escalate(place, prefill(to_text(body)), person, payload, reception)
    return DONE


LISTENER = Listener(Kind.SHORTCUT, NAME, handle)
