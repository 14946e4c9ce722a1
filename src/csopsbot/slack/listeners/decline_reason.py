"""The form for the reason, sent: support and the issue learn why engineering declined."""

from csopsbot.app.drafts import explain_decline
from csopsbot.app.ports import Work
from csopsbot.slack import names
from csopsbot.slack.forms import FieldErrors, submission
from csopsbot.slack.modals import read_decline_reason, read_escalation_id
from csopsbot.slack.payload import Payload, branch, required
from csopsbot.slack.reception import DONE, Answer, Kind, Listener, Reception, Wrong


async def handle(payload: Payload, reception: Reception) -> Answer:
    """Record the reason, or say at the field what is wrong; sent twice, it counts once."""
    view = branch(payload, "view")
    escalation_id, form = read_escalation_id(view), submission(view)
    person = await reception.people.find(required(payload, "user", "id"))
    reason = read_decline_reason(view, person.language)
    if isinstance(reason, FieldErrors):
        return Wrong(reason.fields)
    now = reception.clock()

    def explain(work: Work) -> None:
        if work.inbox.first("submission", form, now):
            explain_decline(work, escalation_id, person, reason, reception.desk, now)

    await reception.database.run(explain)
    return DONE


LISTENER = Listener(Kind.SUBMISSION, names.DECLINE_REASON, handle)
