"""The form to escalate, sent: the escalation is open once the form closes."""

from csopsbot.app.opening import OpenEscalation, open_escalation
from csopsbot.domain.events import Place
from csopsbot.domain.people import Person
from csopsbot.slack import names
from csopsbot.slack.forms import FieldErrors, submission
from csopsbot.slack.modals import read_channel, read_escalate, read_place
from csopsbot.slack.payload import Payload, branch, required
from csopsbot.slack.publishing import publish_home
from csopsbot.slack.reception import DONE, Answer, Kind, Listener, Reception, Wrong
from csopsbot.slack.showing import check_channel, check_inside, check_open


async def handle(payload: Payload, reception: Reception) -> Answer:
    """Open the escalation, or say at the fields what is wrong; sent twice, it opens once."""
    view = branch(payload, "view")
    person = await reception.people.find(required(payload, "user", "id"))
    now = reception.clock()
    filled = read_escalate(view, reception.desk, person.language, now)
    if isinstance(filled, FieldErrors):
        return Wrong(filled.fields)
    begun_at = read_place(view)
    place = begun_at or await _chosen(view, person, reception)
    if isinstance(place, FieldErrors):
        return Wrong(place.fields)
    command = OpenEscalation(
        id=reception.new_id(),
        submission=submission(view),
        person=person,
        intake=filled.intake,
        support=place,
        since=filled.since,
    )
    await reception.database.run(lambda work: open_escalation(work, command, reception.desk, now))
    if begun_at is None:
        await publish_home(person, reception)
    return DONE


async def _chosen(view: Payload, person: Person, reception: Reception) -> Place | FieldErrors:
    """Return the channel that was chosen, if one can escalate from there; raises `NotPossible`."""
    place = read_channel(view, person.language)
    if isinstance(place, Place):
        check_channel(place.channel, "")
        await check_open(place.channel, reception)
        await check_inside(place.channel, person, reception)
    return place


LISTENER = Listener(Kind.SUBMISSION, names.ESCALATE, handle)
