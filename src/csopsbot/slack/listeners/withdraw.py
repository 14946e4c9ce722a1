"""The form to withdraw, sent: support needs nothing of engineering any more."""

from csopsbot.app.ports import Work
from csopsbot.app.steering import OnEscalation, withdraw
from csopsbot.slack import names
from csopsbot.slack.forms import FieldErrors, submission
from csopsbot.slack.modals import read_escalation_id
from csopsbot.slack.payload import Payload, branch, required
from csopsbot.slack.reception import DONE, Answer, Kind, Listener, Reception, Wrong
from csopsbot.slack.steering_forms import read_withdraw


async def handle(payload: Payload, reception: Reception) -> Answer:
    """Withdraw it, or say at the field what is wrong; sent twice, it counts once."""
    view = branch(payload, "view")
    sent = submission(view)
    person = await reception.people.find(required(payload, "user", "id"))
    command = OnEscalation(person, read_escalation_id(view))
    reason = read_withdraw(view, person.language)
    if isinstance(reason, FieldErrors):
        return Wrong(reason.fields)
    now = reception.clock()

    def close(work: Work) -> None:
        if work.inbox.first("submission", sent, now):
            withdraw(work, command, reason, reception.desk, now)

    await reception.database.run(close)
    return DONE


LISTENER = Listener(Kind.SUBMISSION, names.WITHDRAW, handle)
