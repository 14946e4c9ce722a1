"""Reading all that happened, a batch at a time, so that a report needs no more room in a year."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime

from csopsbot.app.ports import Database, Work
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import Recorded
from csopsbot.domain.heard import signals_of
from csopsbot.reports.outcomes import Case

BATCH = 200

_Batch = list[tuple[Escalation, list[Recorded]]]


async def cases(
    database: Database, since: datetime | None, customer: str = ""
) -> AsyncIterator[Case]:
    """Yield every escalation that was not over by SINCE, the oldest first; of CUSTOMER, if given."""
    wanted = customer.strip().casefold()
    after = 0
    while batch := await database.read(_next(after, since)):
        for escalation, history in batch:
            name = escalation.intake.customer.strip().casefold()
            if not wanted or name == wanted:
                yield Case(escalation, history, signals_of(history))
        after = batch[-1][0].number


def _next(after: int, since: datetime | None) -> Callable[[Work], _Batch]:
    return lambda work: work.escalations.histories(after, BATCH, since)
