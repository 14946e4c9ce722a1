"""What is due next and who owes it, on a card: counted down by the reader's own client.

Nothing here changes while time only passes, so that a card that waits costs no call.
"""

from collections.abc import Iterable, Iterator

from csopsbot.domain.escalation import Escalation
from csopsbot.domain.people import Side
from csopsbot.domain.sla.run import Status
from csopsbot.domain.standing import ClockView, Level, next_due
from csopsbot.slack import blocks as b
from csopsbot.slack.moments import distance, distance_and_moment, moment
from csopsbot.words import say
from csopsbot.words.clocks import metric_name, waits_for
from csopsbot.words.durations import duration, open_time

SYMBOLS: dict[Level, str] = {"calm": "⏳", "warned": "⚠️", "breached": "🔴"}
_SHOWN = frozenset({Status.RUNNING, Status.PAUSED, Status.MET, Status.MISSED})


def countdown(escalation: Escalation, language: str) -> list[b.Json]:
    """Return what is due next, and the other clocks and turns in small print; nothing without."""
    shown = [clock for clock in escalation.clocks if clock.status in _SHOWN]
    first = next_due(shown) or _least_left(shown)
    head = [b.section(standing(first, language))] if first else []
    others = " · ".join(_small(one, language) for one in shown if one is not first)
    lines = [others, _waits(escalation, language), _turns(escalation, language)]
    small = "\n".join(filter(None, lines))
    return [*head, *([b.context(small)] if small else [])]


def whose_turn(escalation: Escalation, language: str) -> str:
    """Return whose turn it is and, where that is known, since when."""
    turn = say(f"turn.{escalation.turn}", language)
    if escalation.turns is None:
        return turn
    began = distance(escalation.turns.since)
    return say("countdown.turn", language, turn=turn, began=began)


def clock_name(clock: str, language: str) -> str:
    """Return what the clock called CLOCK measures, marked where the customer was promised nothing."""
    name = metric_name(clock, language)
    internal = say("countdown.internal", language)
    return f"{name} ({internal})" if clock.startswith("ola/") else name


def overrun(clock: ClockView, language: str) -> str:
    """Return by how much a clock is over; empty while it is not."""
    return open_time(-clock.left_s, language) if clock.left_s < 0 else ""


def _least_left(clocks: Iterable[ClockView]) -> ClockView | None:
    paused = (clock for clock in clocks if clock.status is Status.PAUSED)
    return min(paused, key=lambda clock: (clock.left_s, clock.name), default=None)


def standing(clock: ClockView, language: str) -> str:
    """Return what is left of a live clock and who owes it, or what it waits for."""
    name = f"*{clock_name(clock.name, language)}*"
    if clock.due_at is None:
        return _paused(clock, name, language)
    return say(
        "countdown.next",
        language,
        symbol=SYMBOLS[clock.level],
        clock=name,
        when=distance_and_moment(clock.due_at),
        side=say(f"turn.{clock.owed_by}", language),
    )


def _small(clock: ClockView, language: str) -> str:
    name = clock_name(clock.name, language)
    match clock.status:
        case Status.MET:
            return f"✔ {name}"
        case Status.MISSED:
            return _missed(clock, name, language)
        case Status.RUNNING if clock.due_at:
            return f"{SYMBOLS[clock.level]} {name}: {moment(clock.due_at)}"
        case _:
            return _paused(clock, name, language)


def _missed(clock: ClockView, name: str, language: str) -> str:
    late = overrun(clock, language)
    return f"✖ {say('countdown.missed', language, clock=name, late=late)}" if late else f"✖ {name}"


def _paused(clock: ClockView, name: str, language: str) -> str:
    """Return what is left of a clock that stands still, and what it waits for."""
    late = overrun(clock, language)
    left = late or open_time(clock.left_s, language)
    key = "countdown.over" if late else "countdown.left"
    known = say(key, language, clock=name, time=left)
    return ", ".join(filter(None, [f"⏸ {known}", waits_for(clock.reasons, language)]))


def _waits(escalation: Escalation, language: str) -> str:
    """Return what it waits for that no paused clock tells of, and since when."""
    told = {reason for clock in escalation.clocks for reason in clock.reasons}
    waits = (wait for wait in escalation.waits if wait.reason not in told)
    return " · ".join(
        say(
            "countdown.waits",
            language,
            what=waits_for([wait.reason], language),
            since=distance(wait.since),
        )
        for wait in waits
    )


def _turns(escalation: Escalation, language: str) -> str:
    """Return how much time each party's turns took before the present one, if there were any."""
    totals = list(_totals(escalation))
    if not any(seconds for _, seconds in totals):
        return ""
    told = (
        f"{say(f'turn.{side}', language)} {duration(seconds, language)}" for side, seconds in totals
    )
    return say("countdown.turns", language, turns=" · ".join(told))


def _totals(escalation: Escalation) -> Iterator[tuple[Side, int]]:
    if turns := escalation.turns:
        yield Side.SUPPORT, turns.support_s
        yield Side.ENGINEERING, turns.engineering_s
        yield Side.CUSTOMER, turns.customer_s
