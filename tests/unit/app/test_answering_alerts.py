"""👀 on an alert is an answer to it."""

import pytest

from csopsbot.app.ports import Surface, Work
from csopsbot.app.reactions import concerns_us
from csopsbot.domain import events as e
from csopsbot.domain.people import Person
from tests.unit.app.clocked import PROMISED, later, opened, passes
from tests.unit.app.house import ADA, BEN, GUEST, happened, reacts, state

ALERT = "102.1"
STRANGER = Person("U_ELSE", "Else", is_outsider=True)


@pytest.fixture
def rung(work: Work) -> Work:
    """Let the half of the first promise go by, and show the alert about it."""
    opened(work)
    passes(work, 15)
    (alert,) = state(work).alerts
    work.surfaces.put(Surface("E1", f"alert:{alert.calls[0]}", "C_ENG", ALERT, "h"))
    return work


def answers(work: Work, person: Person, emoji: str = "eyes", *, added: bool = True) -> None:
    reacts(work, person, emoji, ts=ALERT, added=added, at=later(16), desk=PROMISED)


def test_eyes_on_an_alert_answer_it(rung: Work) -> None:
    answers(rung, BEN)
    assert happened(rung)[-1] == e.Acknowledged(by=BEN.actor)
    assert not state(rung).rings(state(rung).alerts[0])


def test_eyes_on_an_alert_take_nothing(rung: Work) -> None:
    answers(rung, BEN)
    assert state(rung).assignee is None


def test_eyes_taken_off_take_nothing_back(rung: Work) -> None:
    answers(rung, BEN)
    answers(rung, BEN, added=False)
    assert happened(rung)[-1] == e.Acknowledged(by=BEN.actor)


def test_whoever_comes_second_answers_nothing_more(rung: Work) -> None:
    answers(rung, BEN)
    answers(rung, ADA)
    assert [event for event in happened(rung) if isinstance(event, e.Acknowledged)] == [
        e.Acknowledged(by=BEN.actor)
    ]


@pytest.mark.parametrize("person", [GUEST, STRANGER], ids=lambda person: person.name)
def test_only_full_members_answer(rung: Work, person: Person) -> None:
    answers(rung, person)
    assert state(rung).rings(state(rung).alerts[0])


@pytest.mark.parametrize("emoji", ["x", "white_check_mark", "mega"])
def test_other_reactions_on_an_alert_mean_nothing(rung: Work, emoji: str) -> None:
    before = len(happened(rung))
    answers(rung, ADA, emoji)
    assert len(happened(rung)) == before


def test_an_alert_concerns_us_and_a_card_of_a_former_team_does_not(rung: Work) -> None:
    rung.surfaces.put(Surface("E1", "team:nube", "C_NUBE", "103.1", "h"))
    assert concerns_us(rung, "C_ENG", ALERT)
    assert not concerns_us(rung, "C_NUBE", "103.1")
