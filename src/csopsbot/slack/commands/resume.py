"""/csops resume: nobody needs to wait for that any more."""

from csopsbot.app.ports import Work
from csopsbot.app.steering import OnEscalation, end_waiting
from csopsbot.domain.events import WaitReason
from csopsbot.domain.steps import NotPossible
from csopsbot.slack.commands.command import Asked, Command
from csopsbot.slack.reception import Reception
from csopsbot.slack.steering import steer
from csopsbot.slack.typed import read_escalation, read_reason
from csopsbot.words import say

EXAMPLE = "/csops resume ESC-12"


async def run(asked: Asked, reception: Reception) -> str:
    """End the waiting for one reason, or for all there are."""
    number, rest = read_escalation(asked.words, EXAMPLE)
    reason = read_reason(rest, EXAMPLE)[0] if rest else None
    now = reception.clock()

    def resume(work: Work, command: OnEscalation) -> None:
        for each in _ended(work, command, reason):
            end_waiting(work, command, each, reception.desk, now)

    escalation = await steer(number, asked.person, resume, reception)
    return say("noted.resumed", asked.person.language, name=escalation.name)


def _ended(work: Work, command: OnEscalation, reason: WaitReason | None) -> list[WaitReason]:
    if reason is not None:
        return [reason]
    waits = work.escalations.get(command.escalation_id).waits
    if not waits:
        raise NotPossible("not_waiting")
    return [wait.reason for wait in waits]


COMMAND = Command("resume", run, EXAMPLE)
