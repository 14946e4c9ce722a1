"""The button "Give the reason": opens the form that asks why engineering declined."""

from csopsbot.app.drafts import explainable
from csopsbot.slack import modals, names
from csopsbot.slack.payload import Payload
from csopsbot.slack.pressed import pressed
from csopsbot.slack.reception import DONE, Answer, Kind, Listener, Reception
from csopsbot.slack.showing import show


async def handle(payload: Payload, reception: Reception) -> Answer:
    """Show the form, or say why not."""
    button = pressed(payload)
    person = await reception.people.find(button.user)
    escalation = await reception.database.read(
        lambda work: explainable(work, button.escalation_id, person, reception.desk)
    )
    await show(modals.decline_reason(escalation, person.language), payload, reception)
    return DONE


LISTENER = Listener(Kind.ACTION, names.GIVE_REASON, handle)
