"""What was merged: whose words still stand, and who waits by way of whom."""

from collections.abc import Sequence
from dataclasses import replace

from csopsbot.domain import events as e
from csopsbot.domain.escalation import ENDS, Draft, Duplicate, Escalation


def duplicates_after(
    state: Escalation, event: e.DuplicateJoined | e.DuplicateLeft
) -> tuple[Duplicate, ...]:
    """Return those that the escalation goes on for, after EVENT."""
    others = tuple(one for one in state.merged if one.id != event.id)
    if isinstance(event, e.DuplicateLeft):
        return others
    return (*others, Duplicate(event.id, event.name, event.customer))


def drafts_after(state: Escalation, event: e.Withdrawn) -> tuple[Draft, ...]:
    """Return the drafts after EVENT; the customer of what is merged waits on, and is told yet."""
    if event.into:
        return state.drafts
    return tuple(
        replace(one, state="replaced") if one.state == "open" else one for one in state.drafts
    )


def was_told_the_end(state: Escalation) -> bool:
    """Return whether the customer of what is closed knows so; of what is merged, whether one was told."""
    return not state.into or any(
        draft.about in ENDS and draft.state == "told" for draft in state.drafts
    )


def without_the_end(state: Escalation) -> tuple[Draft, ...]:
    """Return the drafts where it goes on; of what is merged, none says any more that it is over."""
    if not state.into:
        return state.drafts
    return tuple(
        replace(one, state="replaced") if one.state == "open" and one.about in ENDS else one
        for one in state.drafts
    )


def that_wait(escalations: Sequence[Escalation]) -> list[Escalation]:
    """Return those that are open, and those that one of them goes on for."""
    by_name = {one.name: one for one in escalations}
    return [one for one in escalations if not _heir(one, by_name).stage.closed]


def _heir(escalation: Escalation, by_name: dict[str, Escalation]) -> Escalation:
    """Return which of them goes on for it in the end, be it itself."""
    seen = {escalation.name}
    while escalation.into in by_name and escalation.into not in seen:
        seen.add(escalation.into)
        escalation = by_name[escalation.into]
    return escalation
