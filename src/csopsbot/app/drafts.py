"""Words for the customer: an agent edits them, tells them, or sees no need to."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from csopsbot.app.ports import Deadline, Work
from csopsbot.app.record import record
from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk, why_not_agent, why_not_engineer
from csopsbot.domain.escalation import Draft, Escalation
from csopsbot.domain.people import Person
from csopsbot.domain.stage import Stage
from csopsbot.domain.steps import NotPossible


@dataclass(frozen=True, slots=True)
class OnDraft:
    """What a person does with a draft; SEEN is the edition they saw, empty where nobody knows."""

    person: Person
    escalation_id: str
    draft: int
    seen: str = ""


def edition(draft: Draft) -> str:
    """Return the same for two states of a draft only if they say the same."""
    return sha256((draft.text or "").encode()).hexdigest()[:12]


def tell_customer(work: Work, command: OnDraft, text: str, desk: Desk, now: datetime) -> None:
    """Record that the customer was told TEXT; raises `NotPossible` if that was done already."""
    escalation = _open_draft(work, command, desk)
    told = e.CustomerTold(by=command.person.actor, draft=command.draft, text=text)
    record(work, escalation, [told], desk, now)


def edit_draft(work: Work, command: OnDraft, text: str, desk: Desk, now: datetime) -> None:
    """Keep an agent's own words in the draft; raises `NotPossible`."""
    escalation = _open_draft(work, command, desk)
    edited = e.DraftEdited(by=command.person.actor, draft=command.draft, text=text)
    record(work, escalation, [edited], desk, now)


def dismiss_draft(work: Work, command: OnDraft, desk: Desk, now: datetime) -> None:
    """Record that the customer need not be told this; raises `NotPossible`."""
    escalation = _open_draft(work, command, desk)
    dismissed = e.DraftDismissed(by=command.person.actor, draft=command.draft)
    record(work, escalation, [dismissed], desk, now)


def explain_decline(
    work: Work, escalation_id: str, person: Person, reason: str, desk: Desk, now: datetime
) -> None:
    """Record why engineering declined; raises `NotPossible`."""
    escalation = explainable(work, escalation_id, person, desk)
    record(work, escalation, [e.Explained(by=person.actor, reason=reason)], desk, now)


def explainable(work: Work, escalation_id: str, person: Person, desk: Desk) -> Escalation:
    """Return the escalation if PERSON may say why it was declined; raises `NotPossible`."""
    escalation = work.escalations.get(escalation_id)
    if why := why_not_engineer(person, desk.team(escalation.team)):
        raise NotPossible(why)
    if escalation.stage is not Stage.DECLINED:
        raise NotPossible("not_declined")
    return escalation


def remind(work: Work, deadline: Deadline, desk: Desk, now: datetime) -> None:
    """Remind the agent of a draft that still waits."""
    escalation = work.escalations.get(deadline.escalation_id)
    draft = escalation.draft(deadline.subject)
    if draft is not None and draft.state == "open":
        record(work, escalation, [e.ReminderDue(draft=draft.number)], desk, now)


def readable_draft(work: Work, command: OnDraft, desk: Desk) -> tuple[Escalation, Draft]:
    """Return the draft and its escalation for editing; raises `NotPossible`."""
    escalation = _open_draft(work, command, desk)
    draft = escalation.draft(command.draft)
    if draft is None:
        raise NotPossible("draft_withdrawn")
    return escalation, draft


def _open_draft(work: Work, command: OnDraft, desk: Desk) -> Escalation:
    if why := why_not_agent(command.person, desk):
        raise NotPossible(why)
    escalation = work.escalations.get(command.escalation_id)
    draft = escalation.draft(command.draft)
    if draft is None or draft.state == "replaced":
        raise NotPossible("draft_withdrawn")
    if draft.state != "open":
        raise NotPossible(f"draft_{draft.state}", name=draft.by.name if draft.by else "")
    _check_seen(command, draft)
    return escalation


def _check_seen(command: OnDraft, draft: Draft) -> None:
    """Check that nobody else has changed the words since; raises `NotPossible`."""
    by_another = draft.by is not None and draft.by.id != command.person.id
    if draft.by and by_another and command.seen not in ("", edition(draft)):
        raise NotPossible("draft_changed", name=draft.by.name)
