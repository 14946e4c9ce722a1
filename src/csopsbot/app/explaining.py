"""Explaining an escalation's clocks to whoever asks."""

import re
from datetime import datetime

from csopsbot.app.ports import Work
from csopsbot.domain.desk import Desk
from csopsbot.domain.explanation import Explanation, explained
from csopsbot.domain.sla.instants import seconds

_NAME = re.compile(r"(?:ESC-?|#)?0*([1-9][0-9]{0,8})", re.I | re.ASCII)


def number_in(words: str) -> int | None:
    """Return the number of the escalation called so, as in ESC-12 or 12; None if it is none."""
    found = _NAME.fullmatch(words.strip())
    return int(found[1]) if found else None


def explanation(work: Work, number: int, desk: Desk, now: datetime) -> Explanation:
    """Return why the clocks of ESC-number stand where they do; raises `NoSuchEscalation`."""
    escalation = work.escalations.numbered(number)
    history = work.escalations.history(escalation.id)
    return explained(escalation, history, desk.agreements, seconds(now))
