"""Which alerts are answered by what somebody does."""

import pytest

from csopsbot.domain import events as e
from csopsbot.domain.document import NOTHING, plain
from csopsbot.domain.fold import fold
from csopsbot.domain.people import Side
from csopsbot.domain.sla.thresholds import Key
from csopsbot.domain.stage import Step
from tests.unit.domain.builders import ADA, MIA, NOON, after, history

ENGINEERING, SUPPORT = "ola/first_response", "sla/next_update"


def passed(clock: str) -> e.ThresholdPassed:
    key = Key(clock, 1, 0, "breach")
    return e.ThresholdPassed(key=key, at=NOON, policy="p v1", severity="s1", target_s=60)


def reply(side: Side) -> e.Replied:
    return e.Replied(by=MIA, side=side, body=NOTHING, channel="C1", ts="1.1")


@pytest.mark.parametrize(
    ("clock", "act"),
    [
        (ENGINEERING, e.Taken(by=ADA)),
        (ENGINEERING, e.Started(by=ADA)),
        (ENGINEERING, e.Asked(by=ADA)),
        (ENGINEERING, e.Resolved(by=ADA)),
        (ENGINEERING, e.Declined(by=ADA)),
        (ENGINEERING, e.IssueCommented(by=ADA, body=plain("On it."))),
        (ENGINEERING, reply(Side.ENGINEERING)),
        (ENGINEERING, e.Acknowledged(by=MIA)),
        (ENGINEERING, e.WaitStarted(by=MIA, reason="waiting_for_customer")),
        (SUPPORT, e.CustomerTold(by=MIA, draft=1, text="Soon.")),
        (SUPPORT, reply(Side.SUPPORT)),
        (SUPPORT, e.Acknowledged(by=ADA)),
    ],
)
def test_an_act_of_those_who_owe_it_answers(clock: str, act: e.Event) -> None:
    (alert,) = after(passed(clock), act).alerts
    assert alert.by == getattr(act, "by", None)


@pytest.mark.parametrize(
    ("clock", "act"),
    [
        (ENGINEERING, reply(Side.SUPPORT)),
        (ENGINEERING, e.CustomerTold(by=MIA, draft=1, text="Soon.")),
        (ENGINEERING, e.SeverityChanged(by=MIA, severity="s2")),
        (SUPPORT, e.Taken(by=ADA)),
        (SUPPORT, reply(Side.ENGINEERING)),
    ],
)
def test_what_others_do_answers_nothing(clock: str, act: e.Event) -> None:
    (alert,) = after(passed(clock), act).alerts
    assert alert.by is None


def test_the_first_answer_is_kept() -> None:
    (alert,) = after(passed(ENGINEERING), e.Acknowledged(by=MIA), e.Acknowledged(by=ADA)).alerts
    assert alert.by == MIA


def test_an_answer_is_for_what_was_passed_before_it() -> None:
    _, alert = after(passed(ENGINEERING), e.Acknowledged(by=MIA), passed(ENGINEERING)).alerts
    assert alert.by is None


def test_taking_back_the_step_takes_back_the_answer() -> None:
    undone = e.Undone(by=ADA, seq=3, step=Step.TAKE)
    (alert,) = fold("E1", 1, history(passed(ENGINEERING), e.Taken(by=ADA), undone)).alerts
    assert alert.by is None
