"""What became known later than it happened: clocks go by when it happened."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from csopsbot.domain import events as e
from csopsbot.domain.document import NOTHING
from csopsbot.domain.heard import signals_of
from csopsbot.domain.people import Side
from csopsbot.domain.sla import signals as s
from csopsbot.domain.sla.clock import evaluate
from csopsbot.domain.sla.ledger import explain
from csopsbot.domain.sla.metrics import METRICS
from csopsbot.domain.sla.policy import Policy
from csopsbot.domain.sla.run import Status
from csopsbot.domain.sla.state import Clock, ClockState
from csopsbot.domain.sla.turns import Totals, totals
from tests.unit.domain.builders import ADA, BEN, MIA, NOON, OPENED
from tests.unit.sla.clocks import CALENDARS, HOUR, MINUTE, policy, target

WAITING: e.WaitReason = "waiting_for_customer"


def at(minutes: float) -> datetime:
    """Return the instant so many minutes after the hand-over."""
    return NOON + timedelta(minutes=minutes)


def told(*happened: tuple[float, e.Event], since: float | None = None) -> tuple[s.Signal, ...]:
    """Return what is heard if the customer first wrote at SINCE, and things HAPPENED later."""
    opened = replace(OPENED, since=None if since is None else at(since))
    events = ((0, opened), *happened)
    records = (e.Recorded(seq, at(when), what) for seq, (when, what) in enumerate(events, start=1))
    return signals_of(records)


def promise(audience: str, metric: str = "first_response", seconds: int = HOUR) -> Policy:
    return policy(target(seconds, "always", metric), key=audience, audience=audience)


def last(signals: Sequence[s.Signal], now: float, clock: Clock, seconds: int = HOUR) -> ClockState:
    book = (promise(clock.audience, clock.metric, seconds),)
    return evaluate(clock, signals, book, CALENDARS, int(at(now).timestamp()))[-1]


TOLD_CUSTOMERS, TOLD_OURSELVES = Clock("first_response", "sla"), Clock("first_response", "ola")
RESOLUTION = Clock("resolution", "sla")


def test_a_customers_clock_counts_from_their_first_message() -> None:
    signals = told(since=-45)
    found = last(signals, 0, TOLD_CUSTOMERS)
    assert (found.spent, found.left) == (45 * MINUTE, 15 * MINUTE)


def test_our_own_clock_counts_from_the_hand_over() -> None:
    found = last(told(since=-45), 10, TOLD_OURSELVES)
    assert (found.spent, found.left) == (10 * MINUTE, 50 * MINUTE)


def test_what_was_late_before_anybody_heard_of_it_is_late_since_then() -> None:
    found = last(told(since=-90), 0, TOLD_CUSTOMERS)
    assert found.breached_at == int(at(-30).timestamp()) + 1


def test_until_the_hand_over_it_was_supports_turn() -> None:
    now = int(at(20).timestamp())
    assert totals(told(since=-45), now) == Totals(support=45 * MINUTE, engineering=20 * MINUTE)


def test_a_first_message_after_the_hand_over_is_none() -> None:
    assert told(since=5) == told()


def test_a_wait_from_before_the_escalation_holds_its_clocks_from_the_start() -> None:
    wait = e.WaitStarted(by=MIA, reason=WAITING, since=at(-120))
    found = last(told((30, wait)), 40, RESOLUTION)
    assert (found.status, found.spent) == (Status.PAUSED, 0)


def test_a_wait_from_before_the_hand_over_leaves_the_time_before_it() -> None:
    wait = e.WaitStarted(by=MIA, reason=WAITING, since=at(-30))
    found = last(told((30, wait), since=-45), 40, RESOLUTION)
    assert (found.status, found.spent) == (Status.PAUSED, 15 * MINUTE)


def test_an_answer_ends_the_wait_before_it_whichever_was_noted_first() -> None:
    wait = e.WaitStarted(by=MIA, reason=WAITING, since=at(-120))
    wrote = e.CustomerWrote(by=MIA, at=at(-60))
    for first, second in ((wait, wrote), (wrote, wait)):
        assert last(told((30, first), (31, second)), 40, RESOLUTION).status is Status.RUNNING


def test_the_ledger_keeps_when_a_wait_was_noted() -> None:
    wait = e.WaitStarted(by=MIA, reason=WAITING, since=at(10))
    book = (promise("sla", "resolution"),)
    entries = explain(RESOLUTION, told((30, wait)), book, CALENDARS, int(at(40).timestamp()))
    (held,) = (one for one in entries if one.at == int(at(10).timestamp()))
    assert getattr(held, "noted_at", None) == int(at(30).timestamp())


def test_a_pause_that_is_noted_late_can_take_a_breach_back() -> None:
    wait = e.WaitStarted(by=MIA, reason=WAITING, since=at(50))
    before, after = told(), told((70, wait))
    assert last(before, 69, RESOLUTION).breached_at is not None
    assert last(after, 71, RESOLUTION).breached_at is None


_said = e.Replied(by=BEN, side=Side.SUPPORT, body=NOTHING, channel="C1", ts="1.1")
_happenings: st.SearchStrategy[e.Event] = st.sampled_from(
    [
        *(e.WaitStarted(by=MIA, reason=one) for one in ("waiting_for_customer", "on_hold")),
        *(e.WaitEnded(by=MIA, reason=one) for one in ("waiting_for_customer", "on_hold")),
        e.CustomerWrote(by=MIA),
        e.CustomerTold(by=MIA, draft=1, text="News."),
        e.SeverityChanged(by=MIA, severity="s3"),
        e.SeverityChanged(by=MIA, severity="s1"),
        e.HandedOver(by=ADA, team="cards"),
        e.Taken(by=ADA),
        e.Asked(by=ADA),
        _said,
        replace(_said, side=Side.ENGINEERING),
        e.Resolved(by=ADA),
        e.Started(by=ADA),
        e.Withdrawn(by=MIA),
    ]
)
END = 120
_minutes = st.lists(st.integers(1, END), min_size=1, max_size=9, unique=True)
EVERYTHING = tuple(
    policy(
        *(target(20 * MINUTE, "always", metric) for metric in METRICS),
        target(10 * MINUTE, "always", severity="s3"),
        key=audience,
        audience=audience,
        starts_on=starts_on,
    )
    for audience, starts_on in (("sla", "opened"), ("ola", "assigned"))
)
CLOCKS = [Clock(metric, one.audience) for metric in METRICS for one in EVERYTHING]


@st.composite
def _facts(draw: st.DrawFn) -> list[tuple[float, e.Event]]:
    """Draw what happened and when, some of it before the hand-over."""
    minutes = draw(_minutes)
    happened = [(minute, draw(_happenings)) for minute in minutes]
    return [(one - 30.5 if _can_be_older(what) else one, what) for one, what in happened]


def _can_be_older(event: e.Event) -> bool:
    return isinstance(event, e.WaitStarted | e.CustomerWrote)


def _noted(seq: int, minute: float, event: e.Event) -> e.Recorded:
    """Return EVENT as it is kept if it comes in after all was over, as number SEQ."""
    match event:
        case e.WaitStarted():
            return e.Recorded(seq, at(END + seq), replace(event, since=at(minute)))
        case e.CustomerWrote():
            return e.Recorded(seq, at(END + seq), replace(event, at=at(minute)))
        case _:
            return e.Recorded(seq, at(minute), event)


@given(st.data(), _facts(), st.sampled_from([None, -10, -40]))
def test_the_order_in_which_events_come_in_changes_no_clock_and_no_turn(
    data: st.DataObject, facts: list[tuple[float, e.Event]], since: int | None
) -> None:
    first = e.Recorded(1, NOON, replace(OPENED, since=None if since is None else at(since)))
    found = []
    for arrival in (sorted(facts, key=lambda one: one[0]), data.draw(st.permutations(facts))):
        records = [_noted(seq, *one) for seq, one in enumerate(arrival, start=2)]
        signals = signals_of([first, *records])
        now = int(at(2 * END).timestamp())
        clocks = [evaluate(one, signals, EVERYTHING, CALENDARS, now) for one in CLOCKS]
        found.append((clocks, totals(signals, now)))
    assert found[0] == found[1]
