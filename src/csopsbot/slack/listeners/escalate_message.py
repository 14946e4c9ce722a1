"""The shortcut on a message: opens the form filled in from it, its thread to be taken along."""

import re
from datetime import UTC, datetime

from csopsbot.domain.document import to_text
from csopsbot.domain.events import Place
from csopsbot.slack.bodies import read_body
from csopsbot.slack.modals import prefill
from csopsbot.slack.payload import Payload, branch, required, text
from csopsbot.slack.reception import DONE, Answer, Kind, Listener, Reception
from csopsbot.slack.showing import check_channel, show_escalate

NAME = "escalate_message"
_SECONDS = re.compile(r"[1-9][0-9]{9}", re.ASCII)


def read_place(payload: Payload) -> Place:
    """Return where the chosen message is, and the thread it is in or begins; raises `Malformed`."""
    ts = text(payload, "message", "ts") or required(payload, "message_ts")
    thread = text(payload, "message", "thread_ts") or ts
    return Place(required(payload, "channel", "id"), thread)


def written_at(payload: Payload) -> datetime | None:
    """Return when the chosen message was written, if its timestamp is one."""
    ts = text(payload, "message", "ts") or text(payload, "message_ts")
    seconds = ts.partition(".")[0]
    return datetime.fromtimestamp(int(seconds), UTC) if _SECONDS.fullmatch(seconds) else None


async def handle(payload: Payload, reception: Reception) -> Answer:
    """Show the form, or say why not."""
    place = read_place(payload)
    check_channel(place.channel, text(payload, "channel", "name"))
    person = await reception.people.find(required(payload, "user", "id"))
    body = await read_body(branch(payload, "message"), reception.people)
    given = prefill(to_text(body), written_at(payload))
    await show_escalate(place, given, person, payload, reception)
    return DONE


LISTENER = Listener(Kind.SHORTCUT, NAME, handle)
