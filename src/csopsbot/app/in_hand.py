"""Reading lists of escalations: what is open, and what one person has in hand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain

from csopsbot.app.ports import Surface, Work
from csopsbot.app.reactions import TEAM_CARD
from csopsbot.domain.calling import calls_for, teams_calling
from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.people import Person, Side
from csopsbot.domain.standing import next_due

SUPPORT_CARD = "support"
MOST_READ = 200
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Listed:
    """An escalation in a list, and where the card that it leads to is."""

    escalation: Escalation
    card: Surface | None = None


@dataclass(frozen=True, slots=True)
class InHand:
    """What concerns one person, each list by what is due soonest.

    OPENED is what they opened, without what of it is WAITING for them; TAKEN is what they took,
    without what of it is CALLING them.
    """

    waiting: tuple[Listed, ...] = ()
    calling: tuple[Listed, ...] = ()
    opened: tuple[Listed, ...] = ()
    taken: tuple[Listed, ...] = ()


def read_open(work: Work, limit: int) -> list[Listed]:
    """Return what is open, oldest first."""
    return _with_cards(work, work.escalations.open(limit), SUPPORT_CARD)


def read_in_hand(work: Work, person: Person, desk: Desk) -> InHand:
    """Return what concerns PERSON, by the same few queries however much it is."""
    awaited = _with_cards(work, work.escalations.awaited_by(person.id, MOST_READ), SUPPORT_CARD)
    taken = [one for one in work.escalations.taken_by(person.id, MOST_READ) if _is_of_the_chat(one)]
    teams = teams_calling(person.id, desk)
    called = work.escalations.calling(teams, MOST_READ) if teams else []
    engineering = _with_cards(work, _once(taken, called), TEAM_CARD)
    calling = [one for one in engineering if calls_for(one.escalation, person.id, desk)]
    mine = {one.id for one in taken} - {one.escalation.id for one in calling}
    return InHand(
        waiting=_by_due(one for one in awaited if awaits_support(one.escalation)),
        opened=_by_due(one for one in awaited if not awaits_support(one.escalation)),
        calling=_by_due(calling),
        taken=_by_due(one for one in engineering if one.escalation.id in mine),
    )


def awaits_support(escalation: Escalation) -> bool:
    """Return whether support has to answer engineering, or to tell the customer."""
    return is_asked(escalation) or awaits_words(escalation)


def awaits_words(escalation: Escalation) -> bool:
    """Return whether the customer is to be told something: it is ready, or was promised by now."""
    return escalation.has_words or escalation.rings_for(Side.SUPPORT)


def is_asked(escalation: Escalation) -> bool:
    """Return whether engineering asked something, and it is support's turn to answer."""
    asked = escalation.unanswered and escalation.turn is Side.SUPPORT
    return asked and not escalation.stage.closed


def _with_cards(work: Work, escalations: Sequence[Escalation], card: str) -> list[Listed]:
    cards = work.surfaces.named(card, [one.id for one in escalations])
    return [Listed(one, cards.get(one.id)) for one in escalations]


def _once(*found: Iterable[Escalation]) -> list[Escalation]:
    """Return all of FOUND, each escalation once."""
    return list({one.id: one for one in chain.from_iterable(found)}.values())


def _is_of_the_chat(escalation: Escalation) -> bool:
    """Return whether whoever took it did so in the chat: trackers' ids may look like the chat's."""
    return escalation.assignee is not None and escalation.assignee.system == "slack"


def _by_due(found: Iterable[Listed]) -> tuple[Listed, ...]:
    return tuple(sorted(found, key=lambda one: _when(one.escalation)))


def _when(escalation: Escalation) -> tuple[datetime, int]:
    """Return what sorts by when the next promise is due; what has none comes last, oldest first."""
    clock = next_due(escalation.clocks)
    due = clock.due_at if clock and clock.due_at else _NEVER
    return due, escalation.number
