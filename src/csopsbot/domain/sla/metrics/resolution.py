"""Resolution: from the opening until the case is resolved."""

from csopsbot.domain.sla.metrics.rule import Metric, Move, Word, by_word
from csopsbot.domain.sla.signals import WAITING_FOR_CUSTOMER, WAITING_FOR_SUPPORT

RESOLUTION = Metric(
    key="resolution",
    rule=by_word(
        {
            Word.OPENED: Move.START,
            Word.RESOLVED: Move.STOP,
            Word.REOPENED: Move.REOPEN,
            Word.HANDED_OVER: Move.RENEW,
            Word.CANCELLED: Move.CANCEL,
        }
    ),
    pauses={
        "sla": frozenset({WAITING_FOR_CUSTOMER}),
        "ola": frozenset({WAITING_FOR_CUSTOMER, WAITING_FOR_SUPPORT}),
    },
)
