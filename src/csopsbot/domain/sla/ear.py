"""How the clocks of one audience hear a signal."""

from csopsbot.domain.sla import signals as s
from csopsbot.domain.sla.case import Case
from csopsbot.domain.sla.choice import Terms
from csopsbot.domain.sla.metrics.rule import Heard, Word
from csopsbot.domain.sla.policy import Audience

_EVERYONE: dict[type, Word] = {
    s.Resolved: Word.RESOLVED,
    s.Reopened: Word.REOPENED,
    s.Cancelled: Word.CANCELLED,
}
_WORDS: dict[Audience, dict[type, Word]] = {
    "sla": _EVERYONE | {s.CustomerWrote: Word.ASKED, s.CustomerTold: Word.UPDATED},
    "ola": _EVERYONE | {s.SupportWrote: Word.ASKED},
}


def heard(
    signal: s.Signal, audience: Audience, before: Case, after: Case, terms: Terms | None
) -> Heard | None:
    """Return what AUDIENCE's clocks hear in SIGNAL, which made the case AFTER of BEFORE."""
    word = _word(signal.what, audience, before, after, terms)
    if word is None or after.facts is None:
        return None
    return Heard(
        word=word,
        at=signal.at,
        is_open=after.is_open,
        first=not before.counterpart(audience).responded,
        waits_since=after.counterpart(audience).waits_since,
        mode=terms.target.mode if terms else "reply",
    )


def _word(
    what: s.What, audience: Audience, before: Case, after: Case, terms: Terms | None
) -> Word | None:
    if isinstance(what, s.Opened):
        return Word.OPENED if _begins(what, audience, before) else None
    if isinstance(what, s.EngineeringSpoke) and audience == "ola":
        return Word.UPDATED if what.reached_support else Word.RESPONDED
    if isinstance(what, s.TeamChanged):
        anew = after.is_open and terms and terms.policy.starts_on == "assigned"
        return Word.HANDED_OVER if anew else None
    if isinstance(what, s.SeverityChanged | s.PolicyChanged):
        return Word.RETARGETED if terms else None
    return _WORDS[audience].get(type(what))


def _begins(what: s.Opened, audience: Audience, before: Case) -> bool:
    """Return whether time begins to count: a customer's at once, ours when we hear of it."""
    if audience == "sla":
        return before.facts is None
    return what.handed_over and not before.handed_over
