"""What becomes of the cards of open escalations when promises are changed, and nothing else is."""

from dataclasses import replace

import pytest

from csopsbot.app import effects as fx
from csopsbot.app.agreeing import adopt
from csopsbot.app.deadlines import fire_due
from csopsbot.app.effects import Effect
from csopsbot.app.ports import Work
from csopsbot.domain.sla.policy import Policy
from tests.unit.app.agreed import desk
from tests.unit.app.clocked import OLA, later, opened
from tests.unit.app.house import NOON, owed

CARDS: list[Effect] = [fx.ShowSupportCard(), fx.ShowTeamCard()]


def edits(work: Work, *policies: Policy) -> None:
    """Let the desk file say so a minute after the opening, and do what that asks for."""
    adopted = adopt(work, desk(*policies), later(1))
    fire_due(work, adopted, later(1))


@pytest.fixture
def work(work: Work) -> Work:
    opened(work, adopt(work, desk(OLA), NOON))
    return work


def test_the_cards_follow_a_promise_that_was_changed(work: Work) -> None:
    edits(work, replace(OLA, targets=tuple(replace(one, seconds=9000) for one in OLA.targets)))
    assert owed(work) == CARDS


def test_the_cards_show_no_promise_that_is_gone(work: Work) -> None:
    edits(work)
    assert owed(work) == CARDS


def test_the_cards_are_left_alone_where_nothing_on_them_changes(work: Work) -> None:
    edits(work, replace(OLA, ladder=()))
    assert owed(work) == []
