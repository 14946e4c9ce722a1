"""The button "Say why" below a missed clock: opens the form, with what was said so far."""

from collections.abc import Sequence

from csopsbot.app.ports import Work
from csopsbot.domain.desk import why_not_member
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import BreachExplained, ClockMissed, Recorded
from csopsbot.domain.steps import NotPossible
from csopsbot.slack import names, steering_forms
from csopsbot.slack.payload import Payload
from csopsbot.slack.pressed import Pressed, pressed
from csopsbot.slack.reception import DONE, Answer, Kind, Listener, Reception
from csopsbot.slack.showing import show


async def handle(payload: Payload, reception: Reception) -> Answer:
    """Show the form, or say why not."""
    button = pressed(payload)
    person = await reception.people.find(button.user)
    if why := why_not_member(person):
        raise NotPossible(why)
    escalation, missed, given = await reception.database.read(lambda work: _found(work, button))
    form = steering_forms.breach_reason(escalation, missed, given, reception.desk, person.language)
    await show(form, payload, reception)
    return DONE


def _found(work: Work, button: Pressed) -> tuple[Escalation, ClockMissed, BreachExplained | None]:
    escalation = work.escalations.get(button.escalation_id)
    history = work.escalations.history(button.escalation_id)
    events = {record.seq: record.event for record in history}
    missed = events.get(button.number)
    if not isinstance(missed, ClockMissed):
        raise NotPossible("not_missed")
    return escalation, missed, last_word(history, missed)


def last_word(history: Sequence[Recorded], missed: ClockMissed) -> BreachExplained | None:
    """Return what was said last of why the clock was MISSED, None if nobody did."""
    said = (record.event for record in reversed(history))
    reasons = (event for event in said if isinstance(event, BreachExplained))
    mine = (missed.clock, missed.cycle)
    return next((one for one in reasons if (one.clock, one.cycle) == mine), None)


LISTENER = Listener(Kind.ACTION, names.SAY_WHY, handle)
