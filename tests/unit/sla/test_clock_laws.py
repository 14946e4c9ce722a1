"""What holds for every clock, whatever happens to it."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from csopsbot.domain.sla import signals as s
from csopsbot.domain.sla.arithmetic import Arithmetic
from csopsbot.domain.sla.clock import evaluate
from csopsbot.domain.sla.entries import Began, Breached
from csopsbot.domain.sla.ledger import explain
from csopsbot.domain.sla.metrics import METRICS
from csopsbot.domain.sla.policy import Reopen, Retarget
from csopsbot.domain.sla.run import Status
from csopsbot.domain.sla.state import Clock, ClockState
from csopsbot.domain.sla.thresholds import outlook
from csopsbot.domain.sla.turns import totals, turns
from tests.unit.sla.clocks import FOREVER, RESOLUTION, Intervals, policy, target

END = 120
SHIFTS = Intervals((*((day, day + 7) for day in range(0, 2 * END, 12)), (2 * END, FOREVER)))
NONSTOP = Intervals(((-FOREVER, FOREVER),))
CALENDARS: dict[str, Arithmetic] = {"shifts": SHIFTS, "nonstop": NONSTOP}
TARGETS = {"s1": (20, "nonstop"), "s2": (40, "shifts"), "s3": (30, "shifts")}
REASONS = frozenset({s.WAITING_FOR_CUSTOMER, s.ON_HOLD})
STRICT = policy(
    *(target(seconds, calendar, severity=key) for key, (seconds, calendar) in TARGETS.items()),
    pauses={"resolution": REASONS},
    retarget=Retarget(rule="keep_no_floor"),
    reopen=Reopen(window=10 * END),
)
GENTLE = policy(
    *STRICT.targets, pauses=STRICT.pauses, retarget=Retarget(grace=3), reopen=STRICT.reopen
)
EVERYTHING = tuple(
    policy(
        *GENTLE.targets,
        target(9, "shifts", "first_response"),
        target(11, "nonstop", "next_update", mode=mode, severity=severity),
        audience=audience,
        pauses={"next_update": REASONS},
    )
    for audience, mode, severity in (("sla", "reply", None), ("ola", "periodic", "s3"))
)
EVERY_CLOCK = [
    Clock(metric, audience)
    for metric in METRICS
    for audience in (one.audience for one in EVERYTHING)
]
OPENED = s.Signal(0, s.Opened(s.Facts(severity="s3")), order=-1)

happenings: st.SearchStrategy[s.What] = st.one_of(
    st.builds(s.Paused, st.sampled_from(sorted(REASONS))),
    st.builds(s.Resumed, st.sampled_from(sorted(REASONS))),
    st.builds(s.SeverityChanged, st.sampled_from(sorted(TARGETS))),
    st.sampled_from([s.Resolved(), s.Reopened(), s.CustomerWrote(), s.CustomerTold()]),
    st.sampled_from([s.SupportWrote(), s.EngineeringSpoke(), s.EngineeringSpoke(False)]),
)
instants = st.lists(st.integers(1, END), min_size=2, max_size=16, unique=True).map(sorted)


@st.composite
def stories(draw: st.DrawFn) -> tuple[s.Signal, ...]:
    found = [s.Signal(at, draw(happenings), order=at) for at in draw(instants)]
    return (OPENED, *found)


def clock_at(signals: Sequence[s.Signal], now: int, rules: object = STRICT) -> ClockState:
    book = (GENTLE,) if rules is GENTLE else (STRICT,)
    (state,) = evaluate(RESOLUTION, signals, book, CALENDARS, now)
    return state


class Ticks:
    """The resolution clock second by second: slow, and without any arithmetic of open time."""

    def __init__(self, signals: Sequence[s.Signal], now: int) -> None:
        self.severity, self.is_open, self.reasons = "s3", True, frozenset[str]()
        self.spent = 0
        self.breached_at: int | None = None
        heard = {one.at: one.what for one in signals if one.at}
        for second in range(now):
            self._pass(second, heard)
            self._count(second)
        self._pass(now, heard)

    @property
    def runs(self) -> bool:
        return self.is_open and not self.reasons

    def _pass(self, second: int, heard: Mapping[int, s.What]) -> None:
        ends = self.is_open and isinstance(heard.get(second), s.Resolved)
        self._look(second, ends=ends)
        if second in heard:
            self._hear(heard[second])
            self._look(second)

    def _look(self, second: int, *, ends: bool = False) -> None:
        over = self.spent > TARGETS[self.severity][0]
        if self.breached_at is None and (self.runs or ends) and over:
            self.breached_at = second

    def _count(self, second: int) -> None:
        calendar = CALENDARS[TARGETS[self.severity][1]]
        if self.runs:
            self.spent += calendar.elapsed(second, second + 1)

    def _hear(self, what: s.What) -> None:
        match what:
            case s.Paused(reason) if self.is_open:
                self.reasons |= {reason}
            case s.Resumed(reason):
                self.reasons -= {reason}
            case s.CustomerWrote():
                self.reasons -= {s.WAITING_FOR_CUSTOMER}
            case s.SeverityChanged(severity):
                self.severity = severity
            case s.Resolved():
                self.is_open, self.reasons = False, frozenset()
            case s.Reopened():
                self.is_open = True


@given(stories(), st.integers(0, END + 30))
def test_a_clock_counts_what_a_walk_through_the_seconds_counts(
    signals: tuple[s.Signal, ...], now: int
) -> None:
    clock, ticks = clock_at(signals, now), Ticks(signals, now)
    assert (clock.spent, clock.breached_at) == (ticks.spent, ticks.breached_at)


@given(st.data(), stories(), st.integers(0, END))
def test_the_order_in_which_events_become_known_changes_nothing(
    data: st.DataObject, signals: tuple[s.Signal, ...], now: int
) -> None:
    shuffled = data.draw(st.permutations(signals))
    for clock in EVERY_CLOCK:
        known, late = (
            evaluate(clock, one, EVERYTHING, CALENDARS, now) for one in (signals, shuffled)
        )
        assert known == late


@given(stories(), st.integers(0, END), st.integers(1, END))
def test_a_look_in_between_changes_nothing(
    signals: tuple[s.Signal, ...], now: int, at: int
) -> None:
    """A version that says what the last one said is heard as a signal and means nothing."""
    nothing = s.Signal(at, s.PolicyChanged("standard", 2))
    with_look, without = clock_at((*signals, nothing), now), clock_at(signals, now)
    assert with_look == without


@given(stories(), st.integers(0, END))
def test_resolving_out_of_a_pause_is_resolving_after_it(
    signals: tuple[s.Signal, ...], now: int
) -> None:
    resumed = [s.Signal(now, s.Resumed(one), order=END + 1) for one in REASONS]
    end = s.Signal(now, s.Resolved(), order=END + 2)
    straight = clock_at((*signals, end), now)
    around = clock_at((*signals, *resumed, end), now)
    assert (straight.spent, straight.run.stopped_at) == (around.spent, around.run.stopped_at)
    assert straight.status is around.status


@given(stories(), st.integers(0, END))
def test_never_more_is_counted_than_the_wall_clock_showed(
    signals: tuple[s.Signal, ...], now: int
) -> None:
    assert 0 <= clock_at(signals, now).spent <= now


@given(stories(), st.integers(0, END), st.integers(0, END))
def test_a_breach_is_never_taken_back(signals: tuple[s.Signal, ...], one: int, other: int) -> None:
    for rules in (STRICT, GENTLE):
        earlier, later = (clock_at(signals, now, rules) for now in sorted((one, other)))
        assert later.breaches[: len(earlier.breaches)] == earlier.breaches


@given(stories(), st.integers(0, END))
def test_no_clock_breaks_while_it_is_paused(signals: tuple[s.Signal, ...], now: int) -> None:
    paused = clock_at(signals, now, GENTLE)
    if paused.status is Status.PAUSED:
        later = clock_at([one for one in signals if one.at <= now], now + END, GENTLE)
        assert later.breaches == paused.breaches
        assert (later.due_at, outlook(later, CALENDARS).ahead) == (None, ())


@given(stories(), st.integers(0, END), st.integers(1, END), st.integers(0, END))
def test_a_longer_target_is_not_due_earlier(
    signals: tuple[s.Signal, ...], now: int, seconds: int, more: int
) -> None:
    found = [
        evaluate(RESOLUTION, signals, (policy(target(each, "shifts")),), CALENDARS, now)[0]
        for each in (seconds, seconds + more)
    ]
    if found[0].due_at is not None and found[1].due_at is not None:
        assert found[0].due_at <= found[1].due_at
        assert all(one.due_at <= (one.breach_at or 0) for one in found if one.due_at)


@given(stories(), st.integers(0, END))
def test_what_is_watched_for_is_what_happens(signals: tuple[s.Signal, ...], now: int) -> None:
    known = [one for one in signals if one.at <= now]
    for rules in (STRICT, GENTLE):
        found = outlook(clock_at(known, now, rules), CALENDARS).ahead
        for one in found:
            assert len(clock_at(known, one.at - 1, rules).breaches) < len(
                clock_at(known, one.at, rules).breaches
            )


@given(stories(), st.integers(0, END))
def test_a_change_of_target_leaves_the_grace(signals: tuple[s.Signal, ...], now: int) -> None:
    changed = s.Signal(now, s.SeverityChanged("s1"), order=END + 1)
    known = [one for one in signals if one.at <= now]
    before, after = clock_at(known, now, GENTLE), clock_at((*known, changed), now, GENTLE)
    if after.run.epoch == now and now and not before.breaches and after.due_at:
        assert after.due_at >= now + GENTLE.retarget.grace


@given(stories(), st.integers(0, END))
def test_each_second_belongs_to_one_party(signals: tuple[s.Signal, ...], now: int) -> None:
    sums = totals(signals, now)
    assert sums.support + sums.engineering + sums.customer == now
    found = turns(signals, now)
    assert all(one.end == after.start for one, after in pairwise(found))


@given(stories(), st.sampled_from(["sla", "ola"]), st.integers(0, END))
def test_a_first_response_has_one_cycle_that_reopening_leaves_alone(
    signals: tuple[s.Signal, ...], audience: str, now: int
) -> None:
    promise = policy(target(20, "shifts", "first_response"), audience=audience)
    clock = Clock("first_response", "sla" if audience == "sla" else "ola")
    quiet = [one for one in signals if not isinstance(one.what, s.Reopened)]
    whole, without = (evaluate(clock, one, (promise,), CALENDARS, now) for one in (signals, quiet))
    assert whole == without
    assert len(whole) == 1


@given(stories(), st.integers(0, END))
def test_cycles_follow_each_other_and_only_the_last_one_lives(
    signals: tuple[s.Signal, ...], now: int
) -> None:
    for clock in EVERY_CLOCK:
        found = evaluate(clock, signals, EVERYTHING, CALENDARS, now)
        assert [one.cycle for one in found] == list(range(1, len(found) + 1))
        assert not any(one.run.status.live for one in found[:-1])


@given(stories(), st.integers(0, END))
def test_the_ledger_tells_of_each_breach_and_each_end(
    signals: tuple[s.Signal, ...], now: int
) -> None:
    for clock in EVERY_CLOCK:
        cycles = evaluate(clock, signals, EVERYTHING, CALENDARS, now)
        told = explain(clock, signals, EVERYTHING, CALENDARS, now)
        broken = [(one.cycle, each.at) for one in cycles for each in one.breaches]
        assert broken == [(one.cycle, one.at) for one in told if isinstance(one, Breached)]
        begun = [one.cycle for one in told if isinstance(one, Began)]
        assert begun == [one.cycle for one in cycles]
