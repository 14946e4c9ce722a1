"""Words for the customer, as they are offered to the agent and become something else."""

from dataclasses import replace
from typing import Any, Literal

from csopsbot.domain import events as e
from csopsbot.domain.escalation import Draft, Escalation


def offer(
    state: Escalation,
    record: e.Recorded,
    about: Literal["progress", "resolved", "declined", "reopened", "released"],
) -> Escalation:
    """Offer a draft ABOUT what RECORD says; one of progress is enough."""
    if about == "progress" and any(draft.about == "progress" for draft in state.drafts):
        return state
    older = (
        replace(draft, state="replaced") if draft.state == "open" else draft
        for draft in state.drafts
    )
    return replace(state, drafts=(*older, Draft(record.seq, about)))


def settle(escalation: Escalation, number: int, /, **changes: Any) -> Escalation:
    """Return the escalation with the draft of that NUMBER changed."""
    drafts = (
        replace(draft, **changes) if draft.number == number else draft
        for draft in escalation.drafts
    )
    return replace(escalation, drafts=tuple(drafts))
