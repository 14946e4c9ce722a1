"""The button "I'm on it" below an alert: nobody is called any more."""

from csopsbot.app.steering import OnEscalation, acknowledge
from csopsbot.slack import names
from csopsbot.slack.payload import Payload
from csopsbot.slack.pressed import pressed
from csopsbot.slack.reception import DONE, Answer, Kind, Listener, Reception


async def handle(payload: Payload, reception: Reception) -> Answer:
    """Record that somebody has answered."""
    button = pressed(payload)
    person = await reception.people.find(button.user)
    command = OnEscalation(person, button.escalation_id)
    now = reception.clock()
    await reception.database.run(lambda work: acknowledge(work, command, reception.desk, now))
    return DONE


LISTENER = Listener(Kind.ACTION, names.ALERT_ANSWER, handle)
