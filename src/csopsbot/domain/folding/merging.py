"""What becomes of an escalation that goes on for another, or follows one."""

from dataclasses import replace

from csopsbot.domain import events as e
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.folding.dispatch import after
from csopsbot.domain.merged import duplicates_after
from csopsbot.domain.offered import offer


@after.register(e.DuplicateJoined | e.DuplicateLeft)
def _(
    event: e.DuplicateJoined | e.DuplicateLeft, state: Escalation, record: e.Recorded
) -> Escalation:
    return replace(state, merged=duplicates_after(state, event))


@after.register
def _(event: e.Followed, state: Escalation, record: e.Recorded) -> Escalation:
    return offer(state, record, event.about) if event.about else state
