"""How often people are called about a threshold before somebody answers or the clock stops."""

from collections.abc import Iterator
from dataclasses import replace

from csopsbot.domain.answers import answer
from csopsbot.domain.calling import ladder_of
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import Recorded
from csopsbot.domain.sla.instants import moment
from csopsbot.domain.sla.ladder import calls
from csopsbot.domain.sla.run import Calendars
from csopsbot.domain.standing import Alert
from csopsbot.reports.replay import Cycle, Raised


def called(
    raised: Raised,
    cycle: Cycle,
    escalation: Escalation,
    history: list[Recorded],
    calendars: Calendars,
) -> Iterator[int]:
    """Yield when people are called about RAISED: at once, and up the ladder.

    Calls that go to one channel at once are one, and so are those that were late from the beginning.
    """
    terms = raised.terms
    ladder = ladder_of(terms.policy, raised.threshold.key)
    plan = calls(raised.threshold, ladder, calendars[terms.target.calendar])
    yield from (
        raised.at for _ in {ladder[one.rung].channel for one in plan if one.at <= raised.at}
    )
    at_once = {(one.at, ladder[one.rung].channel) for one in plan if one.at > raised.at}
    ahead = sorted(at for at, _ in at_once)
    if ahead:
        ends = _quiet_from(raised, cycle, escalation, history)
        yield from (at for at in ahead if at <= cycle.state.now and (ends is None or at <= ends))


def _quiet_from(
    raised: Raised, cycle: Cycle, escalation: Escalation, history: list[Recorded]
) -> int | None:
    """Return when somebody had answered or the clock had stopped, None if neither happened."""
    answers = _answers(raised, escalation, history)
    ends = (cycle.stopped_after(raised.at), next(answers, None))
    return min((at for at in ends if at is not None), default=None)


def _answers(raised: Raised, escalation: Escalation, history: list[Recorded]) -> Iterator[int]:
    """Yield when those who owe it did something, or somebody said that they saw the alert."""
    state = replace(escalation, alerts=(_alert(raised),))
    for record in history:
        at = int(record.at.timestamp())
        if at >= raised.answerable_from and answer(state, record).alerts[0].by is not None:
            yield at


def _alert(raised: Raised) -> Alert:
    return Alert(
        number=0,
        key=raised.threshold.key,
        at=moment(raised.at),
        policy=raised.terms.policy.name,
        severity=raised.terms.severity,
        target_s=raised.terms.target.seconds,
    )
