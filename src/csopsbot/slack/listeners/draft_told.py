"""The button "I told them" on a draft: the customer knows."""

from csopsbot.app.drafts import readable_draft, tell_customer
from csopsbot.app.ports import Work
from csopsbot.slack import names
from csopsbot.slack.drafts import draft_text
from csopsbot.slack.payload import Payload
from csopsbot.slack.pressed import pressed
from csopsbot.slack.reception import DONE, Answer, Kind, Listener, Reception


async def handle(payload: Payload, reception: Reception) -> Answer:
    """Record that the customer was told, in the words that the draft has at that moment."""
    button = pressed(payload)
    command = button.on_draft(await reception.people.find(button.user))
    now = reception.clock()

    def tell(work: Work) -> None:
        words = draft_text(*readable_draft(work, command, reception.desk))
        tell_customer(work, command, words, reception.desk, now)

    await reception.database.run(tell)
    return DONE


LISTENER = Listener(Kind.ACTION, names.DRAFT_TOLD, handle)
