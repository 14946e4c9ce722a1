"""An escalation's state is a fold over its history; what each event makes of it is in `folding`."""

from collections.abc import Iterable
from dataclasses import replace

from csopsbot.domain import events as e
from csopsbot.domain.answers import answer
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.folding import after


def begin(id: str, number: int, first: e.Recorded) -> Escalation:
    """Return the escalation that FIRST, an `Opened`, brings about."""
    opened = first.event
    if not isinstance(opened, e.Opened):
        raise TypeError(f"A history begins with Opened, not {opened.kind}")
    return Escalation(
        id=id,
        number=number,
        opened_at=first.at,
        requester=opened.by,
        intake=opened.intake,
        team=opened.team,
        support=opened.support,
        language=opened.language,
        changed_at=first.at,
    )


def fold(id: str, number: int, history: Iterable[e.Recorded]) -> Escalation:
    """Return the state that HISTORY leads to, leaving out the steps that were undone."""
    records = sorted(history, key=lambda record: record.seq)
    undone = {record.event.seq for record in records if isinstance(record.event, e.Undone)}
    state = begin(id, number, records[0])
    for record in records[1:]:
        if record.seq not in undone:
            state = evolve(state, record)
    return replace(state, version=records[-1].seq)


def evolve(state: Escalation, record: e.Recorded) -> Escalation:
    """Return STATE after RECORD; an `Undone` needs `fold` instead."""
    changed = answer(after(record.event, state, record), record)
    moved = changed.stage is not state.stage
    if changed.stage.category is not state.stage.category:
        changed = replace(changed, nearest=None)
    return replace(changed, version=record.seq, changed_at=record.at if moved else state.changed_at)
