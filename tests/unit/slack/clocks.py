"""Clocks, alerts and the escalations that have them, for tests of what is shown of them."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from csopsbot.domain import events as e
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.sla.run import Status
from csopsbot.domain.sla.thresholds import Key
from csopsbot.domain.standing import ClockView, TurnTotals
from tests.unit.slack.scenes import ADA, DESK, NOON, after, opened

HOUR, MINUTE = 3600, 60
ONE_O_CLOCK = "<!date^1772456400^\u200b{ago} ({date_short_pretty} {time})|2026-03-02 13:00 UTC>"
CALLING = replace(
    DESK,
    teams=tuple(replace(team, on_call=("U0ADA", "S0CALL")) for team in DESK.teams),
    breach_reasons=("Too few people", "Waited for others"),
)


def at(minutes: float) -> datetime:
    """Return the instant that many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def clock(name: str, status: Status = Status.RUNNING, **known: Any) -> ClockView:
    """Return a clock, which is due at one if it runs."""
    due = at(60) if status is Status.RUNNING else None
    usual: dict[str, Any] = {
        "cycle": 1,
        "level": "calm",
        "policy": "gold v1",
        "severity": "s1",
        "target_s": 4 * HOUR,
        "left_s": HOUR,
        "due_at": due,
    }
    return ClockView(name=name, status=status, **{**usual, **known})


def paused(name: str, left_s: int = HOUR, *reasons: str) -> ClockView:
    """Return a clock that stands still, for the customer if nothing else is said."""
    why = reasons or ("waiting_for_customer",)
    return clock(name, Status.PAUSED, left_s=left_s, reasons=why)


def with_clocks(
    *clocks: ClockView,
    turns: TurnTotals | None = None,
    state: Escalation | None = None,
    language: str = "en",
) -> Escalation:
    """Return an escalation with these clocks."""
    plain = state or after(first=opened(language=language))
    return replace(plain, clocks=clocks, turns=turns)


def passed(
    threshold: str = "75%", clock: str = "sla/resolution", **known: Any
) -> e.ThresholdPassed:
    """Return that a clock came to a threshold at noon."""
    key = Key(clock, 1, 0, threshold)
    usual: dict[str, Any] = {
        "at": NOON,
        "policy": "gold v1",
        "severity": "s1",
        "target_s": 4 * HOUR,
        "speaks_for": (key,),
    }
    return e.ThresholdPassed(key=key, **{**usual, **known})


def call(**known: Any) -> e.Alerted:
    """Return a call about the threshold that `ringing` begins with."""
    return e.Alerted(**{"alert": 2, "rung": 0, "nth": 1, **known})


def ringing(
    threshold: e.ThresholdPassed | None = None, *, thread: str | None = None, language: str = "en"
) -> Escalation:
    """Return an escalation of which event two is a threshold, and event three the call about it."""
    event = threshold or passed()
    state = after(event, call(), first=opened(thread=thread, language=language))
    level = "breached" if event.key.threshold == "breach" else "warned"
    return with_clocks(clock(event.key.clock, level=level), state=state)


def overtaken() -> Escalation:
    """Return an escalation of which event two is a warning, and event four the breach after it."""
    state = after(passed(), call(), passed("breach"), call(alert=4))
    return with_clocks(clock("sla/resolution", level="breached"), state=state)


def answered(state: Escalation) -> Escalation:
    """Return STATE after Ada has answered."""
    alerts = tuple(replace(one, by=ADA, answered_at=at(1)) for one in state.alerts)
    return replace(state, alerts=alerts)
