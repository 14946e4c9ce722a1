"""The button "Waiting for customer" on the support card: the customer has to say something first."""

from csopsbot.app.steering import OnEscalation, start_waiting
from csopsbot.slack import names
from csopsbot.slack.payload import Payload
from csopsbot.slack.pressed import pressed
from csopsbot.slack.reception import DONE, Answer, Kind, Listener, Reception


async def handle(payload: Payload, reception: Reception) -> Answer:
    """Record that it waits for the customer."""
    button = pressed(payload)
    person = await reception.people.find(button.user)
    command = OnEscalation(person, button.escalation_id)
    desk, now = reception.desk, reception.clock()
    await reception.database.run(
        lambda work: start_waiting(work, command, "waiting_for_customer", "", None, desk, now)
    )
    return DONE


LISTENER = Listener(Kind.ACTION, names.WAIT_FOR_CUSTOMER, handle)
