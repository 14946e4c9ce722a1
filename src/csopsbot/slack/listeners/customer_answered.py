"""The button "Customer answered" on the support card: it waits for the customer no more."""

from csopsbot.app.steering import OnEscalation, customer_wrote
from csopsbot.slack import names
from csopsbot.slack.payload import Payload
from csopsbot.slack.pressed import pressed
from csopsbot.slack.reception import DONE, Answer, Kind, Listener, Reception


async def handle(payload: Payload, reception: Reception) -> Answer:
    """Record that the customer wrote."""
    button = pressed(payload)
    person = await reception.people.find(button.user)
    command = OnEscalation(person, button.escalation_id)
    desk, now = reception.desk, reception.clock()
    await reception.database.run(lambda work: customer_wrote(work, command, None, desk, now))
    return DONE


LISTENER = Listener(Kind.ACTION, names.CUSTOMER_ANSWERED, handle)
