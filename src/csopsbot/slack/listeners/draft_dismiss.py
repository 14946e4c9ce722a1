"""The button "Not needed" on a draft: the customer need not know."""

from csopsbot.app.drafts import dismiss_draft
from csopsbot.slack import names
from csopsbot.slack.payload import Payload
from csopsbot.slack.pressed import pressed
from csopsbot.slack.reception import DONE, Answer, Kind, Listener, Reception


async def handle(payload: Payload, reception: Reception) -> Answer:
    """Record that the draft is not needed."""
    button = pressed(payload)
    command = button.on_draft(await reception.people.find(button.user))
    now = reception.clock()
    await reception.database.run(lambda work: dismiss_draft(work, command, reception.desk, now))
    return DONE


LISTENER = Listener(Kind.ACTION, names.DRAFT_DISMISS, handle)
