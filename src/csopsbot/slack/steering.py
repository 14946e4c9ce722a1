"""Doing with an escalation what somebody typed, and answering them."""

from collections.abc import Callable

from csopsbot.app.ports import NoSuchEscalation, Work
from csopsbot.app.steering import OnEscalation
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.people import Person
from csopsbot.domain.steps import NotPossible
from csopsbot.slack.reception import Reception
from csopsbot.slack.typed import Since
from csopsbot.words import say

Act = Callable[[Work, OnEscalation], None]


async def steer(number: int, person: Person, act: Act, reception: Reception) -> Escalation:
    """Let PERSON do ACT with the escalation of that NUMBER, and return it as it stands then.

    Raises `NotPossible`.
    """

    def do(work: Work) -> Escalation:
        escalation = numbered(work, number)
        act(work, OnEscalation(person, escalation.id))
        return work.escalations.get(escalation.id)

    return await reception.database.run(do)


def numbered(work: Work, number: int) -> Escalation:
    """Return the escalation of that NUMBER; raises `NotPossible`."""
    try:
        return work.escalations.numbered(number)
    except NoSuchEscalation:
        raise NotPossible("no_such_escalation", name=f"ESC-{number}") from None


def with_zone(answer: str, since: Since, language: str) -> str:
    """Return ANSWER, with a note where a time was read in a zone that need not be the person's."""
    return f"{answer} {say('noted.utc', language)}" if since.in_utc else answer
