"""Who hears of a threshold, and when."""

from csopsbot.domain.sla.ladder import Call, calls
from csopsbot.domain.sla.policy import Rung
from csopsbot.domain.sla.thresholds import Key, Threshold
from tests.unit.sla.clocks import HOUR, MINUTE, OFFICE, at, said

ON_CALL = Rung(threshold="breach", who=("on_call",), every=30 * MINUTE, times=3)
LEAD = Rung(threshold="breach", who=("lead",), after=HOUR)
AT_NIGHT = Rung(threshold="breach", who=("on_call",), after=HOUR, always=True)


def breach(when: str) -> Threshold:
    return Threshold(Key("sla/resolution", 1, 0, "breach"), at(when), 0)


def told(when: str, *ladder: Rung) -> list[tuple[str | None, int]]:
    return [(said(one.at), one.rung) for one in calls(breach(when), ladder, OFFICE)]


def test_it_goes_up_the_ladder_and_repeats_up_to_the_cap() -> None:
    assert told("mon 12:00", ON_CALL, LEAD) == [
        ("mon 12:00", 0),
        ("mon 12:30", 0),
        ("mon 13:00", 0),
        ("mon 13:00", 1),
    ]


def test_a_warning_is_not_told_to_those_who_hear_of_breaches() -> None:
    warned = Threshold(Key("sla/resolution", 1, 0, "75%"), at("mon 12:00"), 0)
    assert calls(warned, (ON_CALL,), OFFICE) == ()


def test_outside_of_opening_hours_it_is_quiet() -> None:
    assert told("mon 16:30", LEAD) == [("tue 09:30", 0)]
    assert told("mon 20:00", ON_CALL)[0] == ("tue 09:00", 0)


def test_some_are_woken_up() -> None:
    assert told("mon 16:30", AT_NIGHT) == [("mon 17:30", 0)]


def test_repeats_are_counted() -> None:
    assert calls(breach("mon 12:00"), (ON_CALL,), OFFICE)[-1] == Call(at("mon 13:00"), 0, 3)
