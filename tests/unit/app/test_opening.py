from dataclasses import replace

import pytest

from csopsbot.app import effects as fx
from csopsbot.app.opening import OpenEscalation, open_escalation
from csopsbot.app.ports import Work
from csopsbot.domain.events import Place
from csopsbot.domain.steps import NotPossible
from tests.unit.app.house import DESK, GUEST, INTAKE, MIA, NOON, opened, owed

COMMAND = OpenEscalation("E1", "V1", MIA, INTAKE, Place("C_SUP"))


def test_opening_owes_both_cards_and_the_issue(work: Work) -> None:
    open_escalation(work, COMMAND, DESK, NOON)
    assert owed(work) == [fx.ShowSupportCard(), fx.ShowTeamCard(), fx.CreateIssue()]


def test_opening_from_a_thread_takes_the_conversation_along(work: Work) -> None:
    place = Place("C_SUP", "9.9")
    open_escalation(work, replace(COMMAND, support=place), DESK, NOON)
    assert fx.GatherContext(place) in owed(work)


def test_a_form_sent_twice_opens_once(work: Work) -> None:
    assert open_escalation(work, COMMAND, DESK, NOON) is not None
    assert open_escalation(work, replace(COMMAND, id="E2"), DESK, NOON) is None


def test_escalations_are_numbered_in_turn(work: Work) -> None:
    first = open_escalation(work, COMMAND, DESK, NOON)
    second = open_escalation(work, replace(COMMAND, id="E2", submission="V2"), DESK, NOON)
    assert first is not None
    assert second is not None
    assert (first.name, second.name) == ("ESC-1", "ESC-2")


def test_a_guest_is_told_that_they_may_not(work: Work) -> None:
    with pytest.raises(NotPossible, match="guest"):
        open_escalation(work, replace(COMMAND, person=GUEST), DESK, NOON)
    assert owed(work) == []


def test_secrets_are_cut_before_anything_is_kept(work: Work) -> None:
    leaky = replace(INTAKE, details="card 4111 1111 1111 1111", title="password: hunter2")
    escalation = open_escalation(work, replace(COMMAND, intake=leaky), DESK, NOON)
    assert escalation is not None
    assert escalation.intake.details == "card [card number removed]"
    assert escalation.intake.title == "[password removed]"


def test_what_was_opened_can_be_found_by_its_number_and_its_threads(work: Work) -> None:
    escalation = opened(work, thread="9.9")
    assert work.escalations.numbered(1) == escalation
    thread = work.escalations.in_thread("C_SUP", "9.9")
    assert thread is not None
    assert thread.escalation_id == "E1"
