"""The form to escalate, sent: the escalation is open once the form closes."""

from csopsbot.app.opening import OpenEscalation, open_escalation
from csopsbot.slack import names
from csopsbot.slack.forms import FieldErrors, submission
from csopsbot.slack.modals import read_escalate, read_place
from csopsbot.slack.payload import Payload, branch, required
from csopsbot.slack.reception import DONE, Answer, Kind, Listener, Reception, Wrong


async def handle(payload: Payload, reception: Reception) -> Answer:
    """Open the escalation, or say at the fields what is wrong; sent twice, it opens once."""
    view = branch(payload, "view")
    person = await reception.people.find(required(payload, "user", "id"))
    now = reception.clock()
    filled = read_escalate(view, reception.desk, person.language, now)
    if isinstance(filled, FieldErrors):
        return Wrong(filled.fields)
    command = OpenEscalation(
        id=reception.new_id(),
        submission=submission(view),
        person=person,
        intake=filled.intake,
        support=read_place(view),
        since=filled.since,
    )
    await reception.database.run(lambda work: open_escalation(work, command, reception.desk, now))
    return DONE


LISTENER = Listener(Kind.SUBMISSION, names.ESCALATE, handle)
