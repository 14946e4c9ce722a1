"""First response: from the opening until a person has answered; reopening changes nothing."""

from csopsbot.domain.sla.metrics.rule import Metric, Move, Word, by_word

FIRST_RESPONSE = Metric(
    key="first_response",
    rule=by_word(
        {
            Word.OPENED: Move.START,
            Word.RESPONDED: Move.STOP,
            Word.UPDATED: Move.STOP,
            Word.HANDED_OVER: Move.RENEW,
            Word.CANCELLED: Move.CANCEL,
        }
    ),
    pauses={"sla": frozenset(), "ola": frozenset()},
)
