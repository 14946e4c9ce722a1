from datetime import timedelta

import pytest

from csopsbot.domain import events as e
from csopsbot.domain.issue import Category
from csopsbot.domain.stage import Stage, Step, step_towards
from csopsbot.domain.steps import NotPossible, decide, undo
from tests.unit.domain.builders import ADA, BEN, NOON, after, history

TAKEN, RESOLVED = e.Taken(by=ADA), e.Resolved(by=ADA)


def test_the_second_to_take_is_told_who_was_first() -> None:
    with pytest.raises(NotPossible) as refusal:
        decide(after(TAKEN), Step.TAKE, BEN)
    assert (refusal.value.why, refusal.value.details) == ("taken_by_other", {"name": "Ada"})


@pytest.mark.parametrize(
    ("events", "step"),
    [
        ((TAKEN,), Step.TAKE),
        ((e.Started(by=ADA),), Step.START),
        ((RESOLVED,), Step.RESOLVE),
        ((e.Declined(by=ADA),), Step.DECLINE),
        ((), Step.REOPEN),
    ],
)
def test_a_step_that_already_holds_is_nothing_new(events: tuple[e.Event, ...], step: Step) -> None:
    assert decide(after(*events), step, ADA) is None


@pytest.mark.parametrize("step", [Step.TAKE, Step.ASK])
def test_what_is_closed_can_neither_be_taken_nor_asked_about(step: Step) -> None:
    with pytest.raises(NotPossible, match="closed"):
        decide(after(RESOLVED), step, BEN)


def test_undoing_finds_the_persons_own_last_step() -> None:
    found = undo(history(TAKEN, e.Resolved(by=BEN)), Step.TAKE, ADA, NOON)
    assert found == e.Undone(by=ADA, seq=2, step=Step.TAKE)


def test_nobody_undoes_what_another_did() -> None:
    assert undo(history(TAKEN), Step.TAKE, BEN, NOON) is None


def test_what_was_undone_is_not_undone_again() -> None:
    undone = e.Undone(by=ADA, seq=2, step=Step.TAKE)
    assert undo(history(TAKEN, undone), Step.TAKE, ADA, NOON) is None


def test_ten_minutes_is_still_in_time_and_a_second_more_is_not() -> None:
    taken_at = NOON + timedelta(minutes=1)
    assert undo(history(TAKEN), Step.TAKE, ADA, taken_at + timedelta(minutes=10))
    with pytest.raises(NotPossible, match="too_late_to_undo"):
        undo(history(TAKEN), Step.TAKE, ADA, taken_at + timedelta(minutes=10, seconds=1))


@pytest.mark.parametrize(
    ("category", "stage", "step"),
    [
        (Category.IN_PROGRESS, Stage.TAKEN, Step.START),
        (Category.DONE, Stage.IN_PROGRESS, Step.RESOLVE),
        (Category.REJECTED, Stage.NEW, Step.DECLINE),
        (Category.OPEN, Stage.RESOLVED, Step.REOPEN),
        (Category.OPEN, Stage.TAKEN, None),
        (Category.DUPLICATE, Stage.DECLINED, None),
        (Category.DUPLICATE, Stage.TAKEN, None),
        (Category.IN_PROGRESS, Stage.IN_PROGRESS, None),
    ],
)
def test_a_move_in_the_tracker_is_the_step_that_leads_there(
    category: Category, stage: Stage, step: Step | None
) -> None:
    assert step_towards(category, stage) is step
