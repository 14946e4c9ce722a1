"""The command /escalate: opens the form, what was typed behind the command filled in."""

from csopsbot.domain.events import Place
from csopsbot.slack.modals import prefill
from csopsbot.slack.mrkdwn.entities import unescape
from csopsbot.slack.payload import Payload, required, text
from csopsbot.slack.reception import DONE, Answer, Kind, Listener, Reception
from csopsbot.slack.showing import check_channel, show_escalate


async def handle(payload: Payload, reception: Reception) -> Answer:
    """Show the form, or say why not."""
    channel = required(payload, "channel_id")
    check_channel(channel, text(payload, "channel_name"))
    person = await reception.people.find(required(payload, "user_id"))
    given = prefill(unescape(text(payload, "text")))
    await show_escalate(Place(channel), given, person, payload, reception)
    return DONE


LISTENER = Listener(Kind.COMMAND, "/escalate", handle)
