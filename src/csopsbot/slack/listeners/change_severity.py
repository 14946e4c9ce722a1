"""The form for the severity, sent: it is worse, or less bad, than was thought."""

from csopsbot.app.ports import Work
from csopsbot.app.steering import OnEscalation, change_severity
from csopsbot.slack import names
from csopsbot.slack.forms import FieldErrors, submission
from csopsbot.slack.modals import read_escalation_id
from csopsbot.slack.payload import Payload, branch, required
from csopsbot.slack.reception import DONE, Answer, Kind, Listener, Reception, Wrong
from csopsbot.slack.steering_forms import read_change_severity


async def handle(payload: Payload, reception: Reception) -> Answer:
    """Change the severity, or say at the field what is wrong; sent twice, it counts once."""
    view = branch(payload, "view")
    sent = submission(view)
    person = await reception.people.find(required(payload, "user", "id"))
    command = OnEscalation(person, read_escalation_id(view))
    severity = read_change_severity(view, reception.desk, person.language)
    if isinstance(severity, FieldErrors):
        return Wrong(severity.fields)
    now = reception.clock()

    def change(work: Work) -> None:
        if work.inbox.first("submission", sent, now):
            change_severity(work, command, severity, reception.desk, now)

    await reception.database.run(change)
    return DONE


LISTENER = Listener(Kind.SUBMISSION, names.CHANGE_SEVERITY, handle)
