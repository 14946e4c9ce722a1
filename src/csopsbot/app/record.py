"""Recording what happened: history, state, effects and deadlines in one unit of work."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import chain

from csopsbot.app import clocks
from csopsbot.app.cleaning import without_secrets
from csopsbot.app.consequences import CARDS, changed_alerts, changed_clocks, orders
from csopsbot.app.demand import changed_demand
from csopsbot.app.effects import Order
from csopsbot.app.following import told_to_others
from csopsbot.app.ordering import bring_back
from csopsbot.app.ports import Deadline, Work
from csopsbot.app.writing import Writing
from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import Event, Opened, Recorded
from csopsbot.domain.fold import begin
from csopsbot.domain.returning import left_for_good


def record_opening(
    work: Work, id: str, number: int, event: Opened, desk: Desk, now: datetime
) -> Escalation:
    """Keep a new escalation, and owe what its opening brings with it."""
    first = Recorded(1, now, without_secrets(event))
    escalation = clocks.begun(begin(id, number, first), first, desk, now)
    work.escalations.add(escalation, [first])
    work.outbox.put_all(list(orders(first, None, escalation, desk)), now)
    if escalation.look_at is not None:
        clocks.set_alarm(work, escalation, desk)
    return escalation


def record(
    work: Work, escalation: Escalation, happened: Iterable[Event], desk: Desk, now: datetime
) -> Escalation:
    """Append what HAPPENED to the history, keep the new state, and owe what follows from it."""
    writing = Writing(work, escalation, now)
    for event in happened:
        before = writing.state
        writing.write(event)
        for consequence in left_for_good(before, event, desk, now):
            writing.write(consequence)
    if not writing.steps:
        return escalation
    if clocks.are_concerned(writing, desk):
        clocks.follow(writing, desk)
    if writing.state.look_at != escalation.look_at:
        clocks.set_alarm(work, writing.state, desk)
    return _keep(writing, desk)


def look_again(work: Work, deadline: Deadline, desk: Desk, now: datetime) -> None:
    """Look at an escalation's clocks because time has passed, and keep what has become of them."""
    escalation = work.escalations.get(deadline.escalation_id)
    writing = Writing(work, escalation, now)
    clocks.follow(writing, desk)
    clocks.set_alarm(work, writing.state, desk)
    _keep(writing, desk)


def _keep(writing: Writing, desk: Desk) -> Escalation:
    writing.save()
    writing.work.outbox.put_all(list(_owed(writing, desk)), writing.now)
    if writing.before.has_no_issue and not writing.state.has_no_issue:
        bring_back(writing.work, writing.state, writing.now)
    _watch_drafts(writing, desk)
    for other, happened in told_to_others(writing):
        record(writing.work, other, happened, desk, writing.now)
    return writing.state


def _owed(writing: Writing, desk: Desk) -> Iterator[Order]:
    by_step = (orders(entry, before, after, desk) for entry, before, after in writing.steps)
    owed = list(chain.from_iterable(by_step))
    yield from owed
    yield from changed_alerts(writing.before, writing.state, desk)
    yield from changed_demand(writing.before, writing.state, desk, writing.now)
    if not any(order.effect in CARDS for order in owed):
        yield from changed_clocks(writing.before, writing.state, desk, writing.now)


def _watch_drafts(writing: Writing, desk: Desk) -> None:
    """Remind the agent of drafts that newly wait, and no longer of those that do not."""
    work, after = writing.work, writing.state
    waited, waits = _open_drafts(writing.before), _open_drafts(after)
    due = writing.now + timedelta(seconds=desk.acknowledge_draft_after_s)
    for number in waits - waited:
        key = _reminder(after, number)
        work.deadlines.set(Deadline(key, due, "draft_reminder", after.id, number))
    for number in waited - waits:
        work.deadlines.cancel(_reminder(after, number))


def _open_drafts(escalation: Escalation) -> set[int]:
    return {draft.number for draft in escalation.drafts if draft.state == "open"}


def _reminder(escalation: Escalation, draft: int) -> str:
    return f"draft:{escalation.id}:{draft}"
