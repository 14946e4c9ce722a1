"""A desk, its people, and short ways to do what they do, for tests of the use cases."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from csopsbot.app.effects import Effect
from csopsbot.app.opening import OpenEscalation, open_escalation
from csopsbot.app.ports import Surface, Work
from csopsbot.app.reactions import Reaction, react
from csopsbot.domain.desk import Desk, Severity, Team, TrackerProject
from csopsbot.domain.document import plain
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import Event, Intake, Place
from csopsbot.domain.issue import Category, Issue, IssueRef, Status
from csopsbot.domain.people import Person
from csopsbot.domain.stage import Step

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MIA = Person("U_MIA", "Mia")
ADA = Person("U_ADA", "Ada", language="es")
BEN = Person("U_BEN", "Ben")
GUEST = Person("U_GUEST", "Gus", is_guest=True)

DESK = Desk(
    teams=(Team("payments", "Payments", "C_ENG", TrackerProject("local", "PAY"), ("billing",)),),
    severities=(Severity("s1", "S1", 1),),
    reactions={
        "eyes": Step.TAKE,
        "hammer_and_wrench": Step.START,
        "question": Step.ASK,
        "white_check_mark": Step.RESOLVE,
        "x": Step.DECLINE,
    },
    share_reactions=frozenset({"mega"}),
)
INTAKE = Intake("Acme", "Payments fail", "Since 9 today.", "s1", "billing")
REF = IssueRef("local", "17", "PAY-1", "http://board/PAY-1")
CARD = "100.1"


def issue(category: Category = Category.OPEN, name: str = "To do") -> Issue:
    """Return a reading of the issue in that status."""
    return Issue(REF, "Payments fail", Status(name, category), None, NOON)


def opened(work: Work, thread: str | None = None, language: str = "en") -> Escalation:
    """Open ESC-1 with both cards shown and nothing owed any more."""
    command = OpenEscalation("E1", "V1", MIA, INTAKE, Place("C_SUP", thread))
    escalation = open_escalation(work, command, DESK, NOON)
    assert escalation is not None
    work.surfaces.put(Surface("E1", "team", "C_ENG", CARD, "h"))
    work.surfaces.put(Surface("E1", "support", "C_SUP", "200.1", "h"))
    owed(work)
    return escalation


def owed(work: Work) -> list[Effect]:
    """Take out all effects that wait, lane by lane, and return them."""
    return list(_owed(work))


def _owed(work: Work) -> Iterator[Effect]:
    later = NOON + timedelta(days=400)
    for claim in work.outbox.claim(later, later + timedelta(days=1), 100, ("slack", "local")):
        while (entry := work.outbox.head(claim)) is not None:
            work.outbox.done(entry)
            yield entry.order.effect
        work.outbox.release(claim, later)


def happened(work: Work) -> list[Event]:
    """Return the events of the one escalation."""
    return [record.event for record in work.escalations.history("E1")]


_EVENTS = iter(range(1, 1_000_000))


def reacts(
    work: Work,
    person: Person,
    emoji: str,
    *,
    ts: str = CARD,
    added: bool = True,
    at: datetime = NOON,
    event_ts: str | None = None,
    delivery: str | None = None,
    desk: Desk = DESK,
) -> None:
    """Let PERSON react, each time as an event of its own unless an id is given."""
    number = next(_EVENTS)
    order = event_ts or f"{number:010}.0"
    reaction = Reaction(delivery or f"Ev{number}", person, emoji, "C_ENG", ts, order, added)
    react(work, reaction, desk, at)


def state(work: Work) -> Escalation:
    """Return the one escalation as it stands."""
    return work.escalations.get("E1")


BODY = plain("Which card?")
