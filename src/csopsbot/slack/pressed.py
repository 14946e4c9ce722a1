"""A button of ours that somebody pressed."""

from dataclasses import dataclass

from csopsbot.app.drafts import OnDraft
from csopsbot.domain.people import Person
from csopsbot.slack.names import read_button_value
from csopsbot.slack.payload import Malformed, Payload, items, required, text


@dataclass(frozen=True, slots=True)
class Pressed:
    """Who pressed it, and which escalation and which of its events or drafts it stands for.

    SEEN is the edition of the draft that stood above it; of a menu, it is what was chosen.
    """

    user: str
    escalation_id: str
    number: int
    seen: str = ""

    def on_draft(self, person: Person) -> OnDraft:
        """Return the command about the button's draft."""
        return OnDraft(person, self.escalation_id, self.number, self.seen)


def pressed(payload: Payload) -> Pressed:
    """Return what was pressed; raises `Malformed`."""
    actions = items(payload, "actions")
    value = _value(actions[0]) if actions else ""
    try:
        escalation_id, number, seen = read_button_value(value)
    except ValueError as error:
        raise Malformed("the button carries nothing of ours") from error
    return Pressed(required(payload, "user", "id"), escalation_id, number, seen)


def _value(action: Payload) -> str:
    """Return what a button, or the choice in a menu, carries; raises `Malformed`."""
    return text(action, "selected_option", "value") or required(action, "value")
