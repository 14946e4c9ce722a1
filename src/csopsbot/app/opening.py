"""Handing a customer's problem to engineering."""

from dataclasses import dataclass, replace
from datetime import datetime

from csopsbot.app.ports import Work
from csopsbot.app.record import record_opening
from csopsbot.domain.desk import Desk, why_not_agent
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import Intake, Opened, Place
from csopsbot.domain.people import Person
from csopsbot.domain.steps import NotPossible


@dataclass(frozen=True, slots=True)
class OpenEscalation:
    """A form an agent sent: ID is new, SUBMISSION is the form's, the same if sent twice.

    SINCE is when the customer first wrote of it, where the agent said so.
    """

    id: str
    submission: str
    person: Person
    intake: Intake
    support: Place
    since: datetime | None = None


def open_escalation(
    work: Work, command: OpenEscalation, desk: Desk, now: datetime
) -> Escalation | None:
    """Open the escalation, once for a submission; raises `NotPossible` with the reason."""
    if why := why_not_agent(command.person, desk):
        raise NotPossible(why)
    if not work.inbox.first("submission", command.submission, now):
        return None
    opened = Opened(
        by=command.person.actor,
        intake=replace(command.intake, tier=desk.tier(command.intake.customer)),
        team=desk.route(command.intake).key,
        support=command.support,
        language=command.person.language,
        since=command.since,
    )
    return record_opening(work, command.id, work.escalations.next_number(), opened, desk, now)
