"""The form with a draft's words, sent: the draft says it in the agent's own words."""

from csopsbot.app.drafts import OnDraft, edit_draft
from csopsbot.app.ports import Work
from csopsbot.domain.people import Person
from csopsbot.slack import names
from csopsbot.slack.forms import FieldErrors, submission
from csopsbot.slack.modals import (
    read_draft_number,
    read_edit_draft,
    read_escalation_id,
    read_seen,
)
from csopsbot.slack.payload import Payload, branch, required
from csopsbot.slack.reception import DONE, Answer, Kind, Listener, Reception, Wrong


async def handle(payload: Payload, reception: Reception) -> Answer:
    """Keep the words, or say at the field what is wrong; sent twice, it counts once."""
    view = branch(payload, "view")
    form = submission(view)
    person = await reception.people.find(required(payload, "user", "id"))
    command = _command(view, person)
    words = read_edit_draft(view, person.language)
    if isinstance(words, FieldErrors):
        return Wrong(words.fields)
    now = reception.clock()

    def edit(work: Work) -> None:
        if work.inbox.first("submission", form, now):
            edit_draft(work, command, words, reception.desk, now)

    await reception.database.run(edit)
    return DONE


def _command(view: Payload, person: Person) -> OnDraft:
    return OnDraft(person, read_escalation_id(view), read_draft_number(view), read_seen(view))


LISTENER = Listener(Kind.SUBMISSION, names.EDIT_DRAFT, handle)
