"""Who somebody is in a tracker, where their address does not tell: asked once, and remembered."""

from datetime import datetime

from csopsbot.app.ports import Work
from csopsbot.app.receipts import NotGiven, PeopleFound
from csopsbot.app.record import record
from csopsbot.app.steering import OnEscalation, of_member
from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk
from csopsbot.domain.sla.instants import EPOCH
from csopsbot.domain.steps import NotPossible


def ask_once(
    work: Work, escalation_id: str, tracker: str, stranger: str, desk: Desk, now: datetime
) -> None:
    """Ask the person STRANGER who they are in TRACKER, unless they were asked before."""
    person = work.people.get(stranger, EPOCH)
    if person is None or person.id in work.accounts.of(tracker, [person.id]):
        return
    work.accounts.put(tracker, person.id, "", now)
    asked = e.AccountAsked(by=person.actor, tracker=tracker, language=person.language)
    record(work, work.escalations.get(escalation_id), [asked], desk, now)


def tell_once(
    work: Work, escalation_id: str, tracker: str, refused: NotGiven, desk: Desk, now: datetime
) -> None:
    """Tell the person that TRACKER gives them no issue, once, and whenever they say who they are."""
    person, escalation = work.people.get(refused.person, EPOCH), work.escalations.get(escalation_id)
    if person is None:
        return
    said = _last_said(work, escalation_id, person.id)
    if work.inbox.first("not_given", f"{tracker}:{person.id}:{said}", now):
        told = e.AssignmentRefused(
            by=person.actor, tracker=tracker, reason=refused.reason, language=person.language
        )
        record(work, escalation, [told], desk, now)


def _last_said(work: Work, escalation_id: str, person: str) -> str:
    """Return what tells apart the times at which the person said on it who they are."""
    history = work.escalations.history(escalation_id)
    seq = max((one.seq for one in history if _names(one.event, person)), default=0)
    return f"{escalation_id}:{seq}" if seq else ""


def _names(event: e.Event, person: str) -> bool:
    return isinstance(event, e.AccountLookedUp) and event.by.id == person


def name_account(work: Work, command: OnEscalation, words: str, desk: Desk, now: datetime) -> None:
    """Let WORDS be looked up where the escalation's issue is, as what the person is called there.

    Raises `NotPossible`.
    """
    escalation, person = of_member(work, command), command.person
    if escalation.issue is None:
        raise NotPossible("no_issue")
    named = e.AccountNamed(by=person.actor, words=words, language=person.language)
    record(work, escalation, [named], desk, now)


def people_found(
    work: Work, escalation_id: str, found: PeopleFound, desk: Desk, now: datetime
) -> None:
    """Remember who the person is if it is one alone, and tell them either way."""
    named = work.escalations.record(escalation_id, found.asked).event
    if not isinstance(named, e.AccountNamed):
        return
    people = found.people
    if len(people) == 1:
        work.accounts.put(found.tracker, named.by.id, people[0].id, now)
    looked_up = e.AccountLookedUp(
        by=named.by,
        tracker=found.tracker,
        words=named.words,
        found="one" if len(people) == 1 else "several" if people else "none",
        language=named.language,
        name=people[0].name if len(people) == 1 else "",
    )
    record(work, work.escalations.get(escalation_id), [looked_up], desk, now)
