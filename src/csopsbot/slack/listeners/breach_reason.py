"""The form for why a clock was missed, sent: the reason is kept, and counts in reports."""

from csopsbot.app.ports import Work
from csopsbot.app.steering import OnEscalation, explain_breach
from csopsbot.slack import names
from csopsbot.slack.forms import FieldErrors, submission
from csopsbot.slack.modals import read_escalation_id
from csopsbot.slack.payload import Payload, branch, required
from csopsbot.slack.reception import DONE, Answer, Kind, Listener, Reception, Wrong
from csopsbot.slack.steering_forms import read_breach_reason, read_cycle


async def handle(payload: Payload, reception: Reception) -> Answer:
    """Keep the reason, or say at the field what is wrong; sent twice, it counts once."""
    view = branch(payload, "view")
    sent, (clock, cycle) = submission(view), read_cycle(view)
    person = await reception.people.find(required(payload, "user", "id"))
    command = OnEscalation(person, read_escalation_id(view))
    why = read_breach_reason(view, reception.desk, person.language)
    if isinstance(why, FieldErrors):
        return Wrong(why.fields)
    desk, now = reception.desk, reception.clock()

    def explain(work: Work) -> None:
        if work.inbox.first("submission", sent, now):
            explain_breach(work, command, clock, cycle, why.reason, why.note, desk, now)

    await reception.database.run(explain)
    return DONE


LISTENER = Listener(Kind.SUBMISSION, names.BREACH_REASON, handle)
