"""Next update: an answer to each message, or news every so often, once there was a response."""

from csopsbot.domain.sla.metrics.rule import Heard, Metric, Move, Ordered, Word
from csopsbot.domain.sla.signals import WAITING_FOR_CUSTOMER, WAITING_FOR_SUPPORT

_CLOSING = frozenset({Word.RESOLVED, Word.CANCELLED})
_BEGINNING = frozenset({Word.REOPENED, Word.RETARGETED})
_ASKING = frozenset({Word.ASKED, Word.RESPONDED, Word.REOPENED})


def _rule(heard: Heard) -> Ordered | None:
    if heard.word in _CLOSING:
        return Ordered(Move.CANCEL, heard.at)
    if not heard.is_open:
        return None
    return _periodic(heard) if heard.mode == "periodic" else _reply(heard)


def _periodic(heard: Heard) -> Ordered | None:
    if heard.word is Word.UPDATED:
        return Ordered(Move.CYCLE, heard.at)
    begins = heard.word in _BEGINNING and not heard.first
    return Ordered(Move.START, heard.at) if begins else None


def _reply(heard: Heard) -> Ordered | None:
    if heard.word is Word.UPDATED:
        return Ordered(Move.STOP, heard.at)
    if heard.word is Word.RETARGETED and heard.waits_since is None:
        return Ordered(Move.CANCEL, heard.at)  # news was due every so often, and nobody has asked
    if heard.word not in _ASKING or heard.waits_since is None:
        return None
    return _answer_due(heard, heard.waits_since)


def _answer_due(heard: Heard, waits_since: int) -> Ordered | None:
    """Start from the oldest unanswered message, but not before the first response."""
    if heard.word is Word.RESPONDED:
        return Ordered(Move.START, heard.at) if heard.first else None
    return None if heard.first else Ordered(Move.START, waits_since)


NEXT_UPDATE = Metric(
    key="next_update",
    rule=_rule,
    pauses={
        "sla": frozenset({WAITING_FOR_CUSTOMER}),
        "ola": frozenset({WAITING_FOR_CUSTOMER, WAITING_FOR_SUPPORT}),
    },
)
