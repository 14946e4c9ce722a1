"""Recording what happened: history, state, effects and deadlines in one unit of work."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import chain

from csopsbot.app.cleaning import without_secrets
from csopsbot.app.consequences import orders
from csopsbot.app.ports import Deadline, Work
from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import Event, Opened, Recorded, Undone
from csopsbot.domain.fold import begin, evolve, fold


def record_opening(
    work: Work, id: str, number: int, event: Opened, desk: Desk, now: datetime
) -> Escalation:
    """Keep a new escalation, and owe what its opening brings with it."""
    first = Recorded(1, now, without_secrets(event))
    escalation = begin(id, number, first)
    work.escalations.add(escalation, [first])
    work.outbox.put_all(list(orders(first, None, escalation, desk)), now)
    return escalation


def record(
    work: Work, escalation: Escalation, happened: Iterable[Event], desk: Desk, now: datetime
) -> Escalation:
    """Append what HAPPENED to the history, keep the new state, and owe what follows from it."""
    steps: list[tuple[Recorded, Escalation, Escalation]] = []
    state = escalation
    for event in happened:
        entry = Recorded(state.version + 1, now, without_secrets(event))
        before, state = state, _next(work, state, [step[0] for step in steps], entry)
        steps.append((entry, before, state))
    if not steps:
        return escalation
    work.escalations.save(state, [step[0] for step in steps])
    owed = (orders(entry, before, after, desk) for entry, before, after in steps)
    work.outbox.put_all(list(chain.from_iterable(owed)), now)
    _watch_drafts(work, escalation, state, desk, now)
    return state


def _next(work: Work, state: Escalation, unsaved: list[Recorded], entry: Recorded) -> Escalation:
    if not isinstance(entry.event, Undone):
        return evolve(state, entry)
    history = [*work.escalations.history(state.id), *unsaved, entry]
    return fold(state.id, state.number, history)


def _watch_drafts(
    work: Work, before: Escalation, after: Escalation, desk: Desk, now: datetime
) -> None:
    """Remind the agent of drafts that newly wait, and no longer of those that do not."""
    waited, waits = _open_drafts(before), _open_drafts(after)
    due = now + timedelta(seconds=desk.acknowledge_draft_after_s)
    for number in waits - waited:
        key = _reminder(after, number)
        work.deadlines.set(Deadline(key, due, "draft_reminder", after.id, number))
    for number in waited - waits:
        work.deadlines.cancel(_reminder(after, number))


def _open_drafts(escalation: Escalation) -> set[int]:
    return {draft.number for draft in escalation.drafts if draft.state == "open"}


def _reminder(escalation: Escalation, draft: int) -> str:
    return f"draft:{escalation.id}:{draft}"
