"""What would have been said of a clock, had it been looked at in time."""

from csopsbot.domain import events as e
from csopsbot.domain.sla.policy import Policy, Rung, Warn
from csopsbot.reports.calls import called
from csopsbot.reports.outcomes import Case
from csopsbot.reports.replay import Cycle, replay
from tests.unit.reports.stories import ADA, EVER, GOES_ON, MIA, RESOLVED, TAKEN, WAITS, agreed, case
from tests.unit.sla.clocks import HOUR, MINUTE, RESOLUTION, policy, said, target

HALF, MOST = Warn(50), Warn(80)
WARNED = policy(target(warnings=(HALF, MOST)))


def only_cycle(story: Case, rules: Policy = WARNED) -> Cycle:
    (cycle,) = replay(RESOLUTION, story.signals, agreed(rules), EVER.now)
    return cycle


def raised(story: Case, rules: Policy = WARNED) -> list[tuple[str, str | None]]:
    """Return what was told of, and when."""
    found = replay(RESOLUTION, story.signals, agreed(rules), EVER.now)
    return [(one.threshold.key.threshold, said(one.at)) for cycle in found for one in cycle.raised]


def test_each_threshold_is_told_of_at_its_instant() -> None:
    assert raised(case()) == [
        ("50%", "mon 13:00"),
        ("80%", "mon 15:24"),
        ("breach", "tue 09:00:01"),
    ]


def test_nothing_is_told_after_the_end() -> None:
    assert raised(case(("mon 14:00", RESOLVED))) == [("50%", "mon 13:00")]


def test_a_pause_puts_off_what_is_still_ahead() -> None:
    paused = case(("mon 12:00", WAITS), ("mon 14:00", GOES_ON), ("mon 16:00", RESOLVED))
    assert raised(paused) == [("50%", "mon 15:00")]


def test_nothing_is_told_while_it_is_paused() -> None:
    assert raised(case(("mon 14:00", WAITS))) == [("50%", "mon 13:00")]


def test_a_raised_severity_tells_once_of_all_that_it_put_behind() -> None:
    both = policy(
        target(warnings=(HALF, MOST)),
        target(2 * HOUR, severity="s1", warnings=(HALF, MOST)),
    )
    worse = case(("mon 12:00", e.SeverityChanged(by=MIA, severity="s1")))
    assert raised(worse, both) == [("80%", "mon 12:00"), ("breach", "mon 12:15:01")]


def test_a_cycle_that_was_opened_again_is_told_of_no_threshold_twice() -> None:
    again = case(("mon 14:00", RESOLVED), ("mon 15:00", e.Reopened(by=MIA)))
    assert raised(again)[:2] == [("50%", "mon 13:00"), ("80%", "mon 16:24")]


LADDER = (
    Rung(threshold="50%", who=("on_call",), after=30 * MINUTE, every=30 * MINUTE, times=3),
    Rung(threshold="50%", channel="C_ALL", after=2 * HOUR),
)
CLIMBED = policy(target(warnings=(HALF,)), ladder=LADDER)


def calls(story: Case) -> list[str | None]:
    """Return when people were called about the first thing that was told of."""
    cycle = only_cycle(story, CLIMBED)
    escalation, history = story.escalation, story.history
    made = called(cycle.raised[0], cycle, escalation, history, agreed(CLIMBED).calendars)
    return [said(one) for one in made]


def test_people_are_called_at_once_and_up_the_ladder() -> None:
    assert calls(case()) == ["mon 13:00", "mon 13:30", "mon 14:00", "mon 14:30", "mon 15:00"]


def test_nobody_is_called_once_those_who_owe_it_have_acted() -> None:
    assert calls(case(("mon 13:45", TAKEN))) == ["mon 13:00", "mon 13:30"]


def test_what_was_done_before_the_alert_is_no_answer_to_it() -> None:
    assert len(calls(case(("mon 12:45", TAKEN)))) == 5


def test_an_acknowledgement_ends_the_calls() -> None:
    assert calls(case(("mon 14:10", e.Acknowledged(by=ADA))))[-1] == "mon 14:00"


def test_nobody_is_called_about_a_clock_that_has_stopped() -> None:
    withdrawn = e.Withdrawn(by=MIA)
    assert calls(case(("mon 13:15", withdrawn))) == ["mon 13:00"]


def test_a_rung_for_those_who_owe_it_takes_the_place_of_the_first_call() -> None:
    first = Rung(threshold="50%", who=("on_call",))
    rules = policy(target(warnings=(HALF,)), ladder=(first,))
    cycle = only_cycle(case(), rules)
    story = case()
    made = called(cycle.raised[0], cycle, story.escalation, story.history, agreed(rules).calendars)
    assert [said(one) for one in made] == ["mon 13:00"]
