"""The button "Edit" on a draft: opens the form with its words."""

from dataclasses import replace

from csopsbot.app.drafts import readable_draft
from csopsbot.slack import modals, names
from csopsbot.slack.payload import Payload
from csopsbot.slack.pressed import pressed
from csopsbot.slack.reception import DONE, Answer, Kind, Listener, Reception
from csopsbot.slack.showing import show


async def handle(payload: Payload, reception: Reception) -> Answer:
    """Show the form, or say why not."""
    button = pressed(payload)
    person = await reception.people.find(button.user)
    newest = replace(button.on_draft(person), seen="")  # the form shows it as it stands by now
    escalation, draft = await reception.database.read(
        lambda work: readable_draft(work, newest, reception.desk)
    )
    await show(modals.edit_draft(escalation, draft, person.language), payload, reception)
    return DONE


LISTENER = Listener(Kind.ACTION, names.DRAFT_EDIT, handle)
