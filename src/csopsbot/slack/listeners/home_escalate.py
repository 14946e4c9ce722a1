"""The button in the Home tab: opens the form, which asks for the channel as well."""

from csopsbot.slack import names
from csopsbot.slack.payload import Payload, required
from csopsbot.slack.reception import DONE, Answer, Kind, Listener, Reception
from csopsbot.slack.showing import show_escalate_anywhere


async def handle(payload: Payload, reception: Reception) -> Answer:
    """Show the form, or say why not."""
    person = await reception.people.find(required(payload, "user", "id"))
    await show_escalate_anywhere(person, payload, reception)
    return DONE


LISTENER = Listener(Kind.ACTION, names.HOME_ESCALATE, handle)
