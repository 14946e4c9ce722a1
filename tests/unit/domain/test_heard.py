"""What clocks hear of an escalation's history."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csopsbot.domain import events as e
from csopsbot.domain import heard as hearing
from csopsbot.domain.document import NOTHING
from csopsbot.domain.fold import fold
from csopsbot.domain.heard import signals_of
from csopsbot.domain.people import OURSELVES, Side
from csopsbot.domain.sla import signals as s
from csopsbot.domain.sla.clock import evaluate
from csopsbot.domain.sla.run import Status
from csopsbot.domain.sla.state import Clock
from csopsbot.domain.sla.turns import turns
from csopsbot.domain.stage import Step
from tests.unit.domain.builders import ADA, BEN, MIA, NOON, history
from tests.unit.sla.clocks import CALENDARS, HOUR, policy, target

SPOKE, AT_HOME = s.EngineeringSpoke(), s.EngineeringSpoke(reached_support=False)


def reply(side: Side) -> e.Replied:
    return e.Replied(by=BEN, side=side, body=NOTHING, channel="C1", ts="1.1")


def heard(*events: e.Event) -> list[s.What]:
    """Return what is heard after the opening."""
    return [one.what for one in signals_of(history(*events))][1:]


def test_the_opening_tells_what_a_policy_may_ask_for() -> None:
    first, *_ = history()
    assert isinstance(first.event, e.Opened)
    intake = replace(first.event.intake, tier="gold", case_kind="bug")
    (opened,) = signals_of([replace(first, event=replace(first.event, intake=intake))])
    facts = s.Facts(severity="s1", customer="Acme", tier="gold", kind="bug", team="payments")
    assert opened == s.Signal(int(NOON.timestamp()), s.Opened(facts), "Mia")


@pytest.mark.parametrize(
    ("event", "signals"),
    [
        (e.Taken(by=ADA), [SPOKE]),
        (e.Started(by=ADA), [SPOKE]),
        (e.Asked(by=ADA), [SPOKE, s.Paused(s.WAITING_FOR_SUPPORT)]),
        (reply(Side.ENGINEERING), [AT_HOME]),
        (reply(Side.SUPPORT), [s.SupportWrote()]),
        (e.IssueCommented(by=ADA, body=NOTHING), [AT_HOME]),
        (e.Shared(by=ADA, author=ADA, body=NOTHING), [SPOKE]),
        (e.Explained(by=ADA, reason="As designed."), [SPOKE]),
        (e.Resolved(by=ADA), [SPOKE, s.Resolved()]),
        (e.Declined(by=ADA), [SPOKE, s.Resolved(declined=True)]),
        (e.Reopened(by=ADA), [s.Resumed(s.WAITING_FOR_SUPPORT)]),
        (e.CustomerTold(by=MIA, draft=1, text="Mended."), [s.CustomerTold()]),
        (e.DraftDismissed(by=MIA, draft=1), []),
    ],
)
def test_each_event_is_heard_as_what_it_means(event: e.Event, signals: list[s.What]) -> None:
    assert heard(event) == signals


def test_of_every_kind_of_event_it_was_said_what_it_means() -> None:
    meant = set(hearing._meaning.registry) - {object} | hearing.SILENT | {e.Opened}
    assert meant - {e.Event} >= set(get_args(e.Event))


@pytest.mark.parametrize("again", [e.Reopened(by=ADA), e.Started(by=ADA)])
def test_work_on_what_was_closed_opens_it_again(again: e.Event) -> None:
    assert s.Reopened() in heard(e.Resolved(by=ADA), again)


def test_a_step_that_was_undone_is_as_if_it_had_not_been() -> None:
    undone = e.Undone(by=ADA, seq=2, step=Step.TAKE)
    assert heard(e.Taken(by=ADA), undone) == []


def test_what_the_bot_does_is_no_sign_of_life() -> None:
    assert heard(e.Resolved(by=OURSELVES)) == [s.Resolved()]


def test_an_event_that_comes_in_late_stands_where_it_happened() -> None:
    first, taken, asked = history(e.Taken(by=ADA), e.Asked(by=ADA))
    late = replace(asked, at=first.at + timedelta(seconds=30.9))
    found = signals_of((first, taken, late))
    assert [one.at - found[0].at for one in found] == [0, 30, 30, 60]


def test_who_took_it_stopped_the_clock_of_engineerings_first_response() -> None:
    promise = policy(target(HOUR, "always", "first_response"), audience="ola")
    signals = signals_of(history(e.Taken(by=ADA)))
    clock = Clock("first_response", "ola")
    (state,) = evaluate(clock, signals, (promise,), CALENDARS, signals[-1].at)
    assert (state.status, state.spent) == (Status.MET, 60)


steps: st.SearchStrategy[e.Event] = st.sampled_from(
    [
        e.Taken(by=ADA),
        e.Started(by=ADA),
        e.Resolved(by=ADA),
        e.Declined(by=ADA),
        e.Reopened(by=ADA),
        e.CustomerTold(by=MIA, draft=1, text="News."),
        reply(Side.SUPPORT),
        reply(Side.ENGINEERING),
        e.Asked(by=ADA),
        e.WaitStarted(by=MIA, reason="waiting_for_customer"),
        e.WaitEnded(by=MIA, reason="waiting_for_customer"),
        e.WaitStarted(by=MIA, reason="on_hold"),
        e.CustomerWrote(by=MIA),
        e.SeverityChanged(by=MIA, severity="s3"),
        e.HandedOver(by=ADA, team="cards"),
        e.Withdrawn(by=MIA),
    ]
)


OF_OPEN_ONES = (
    e.Asked
    | e.WaitStarted
    | e.WaitEnded
    | e.CustomerWrote
    | e.SeverityChanged
    | e.HandedOver
    | e.Withdrawn
)


def possible(events: Iterable[e.Event]) -> list[e.Event]:
    """Return the events without those that nobody may bring about once it is closed."""
    kept: list[e.Event] = []
    for event in events:
        if not (isinstance(event, OF_OPEN_ONES) and fold("E1", 1, history(*kept)).stage.closed):
            kept.append(event)
    return kept


@example([e.CustomerTold(by=MIA, draft=1, text="News."), e.Withdrawn(by=MIA)])
@example(
    [
        e.Asked(by=ADA),
        e.Withdrawn(by=MIA),
        e.Started(by=ADA),
        e.WaitEnded(by=MIA, reason="waiting_for_customer"),
    ]
)
@given(st.lists(steps, max_size=10).map(possible))
def test_the_turn_is_the_one_that_the_card_shows(events: list[e.Event]) -> None:
    records = history(*events)
    end = int(records[-1].at.timestamp()) + 60
    assert turns(signals_of(records), end)[-1].party == fold("E1", 1, records).turn.value
