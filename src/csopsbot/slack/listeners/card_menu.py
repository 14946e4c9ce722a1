"""The menu on the support card: opens the form for what was chosen."""

from collections.abc import Callable

from csopsbot.domain.desk import Desk, why_not_member
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.steps import NotPossible
from csopsbot.slack import names, steering_forms
from csopsbot.slack.blocks import Json
from csopsbot.slack.card_actions import SEVERITY, WITHDRAW
from csopsbot.slack.payload import Malformed, Payload
from csopsbot.slack.pressed import pressed
from csopsbot.slack.reception import DONE, Answer, Kind, Listener, Reception
from csopsbot.slack.showing import show

_FORMS: dict[str, Callable[[Escalation, Desk, str], Json]] = {
    SEVERITY: steering_forms.change_severity,
    WITHDRAW: lambda escalation, _desk, language: steering_forms.withdraw(escalation, language),
}


async def handle(payload: Payload, reception: Reception) -> Answer:
    """Show the form, or say why not."""
    chosen = pressed(payload)
    form = _FORMS.get(chosen.seen)
    if form is None:
        raise Malformed("the menu has no such choice")
    person = await reception.people.find(chosen.user)
    if why := why_not_member(person):
        raise NotPossible(why)
    escalation = await reception.database.read(
        lambda work: work.escalations.get(chosen.escalation_id)
    )
    if escalation.stage.closed:
        raise NotPossible("closed")
    await show(form(escalation, reception.desk, person.language), payload, reception)
    return DONE


LISTENER = Listener(Kind.ACTION, names.CARD_MENU, handle)
