"""What may lie between an issue and where it is to be brought."""

import pytest

from csopsbot.domain.issue import Category
from csopsbot.trackers.redmine.meanings import Meanings
from csopsbot.trackers.redmine.moving import Goal
from csopsbot.trackers.redmine.shapes import StatusShape

NEW = StatusShape(id="1", name="New")


@pytest.mark.parametrize(
    ("target", "ways"),
    [
        (Category.IN_PROGRESS, (Category.IN_PROGRESS,)),
        (Category.DONE, (Category.IN_PROGRESS, Category.DONE)),
    ],
)
def test_the_way_to_a_status_by_its_name_may_lead_through_one_that_means_the_same(
    target: Category, ways: tuple[Category, ...]
) -> None:
    assert Goal(Meanings(), target, "Verified").ways(NEW) == ways


def test_a_status_of_the_meaning_that_is_wanted_is_better_than_any_on_the_way() -> None:
    assert Goal(Meanings(), Category.DONE).ways(NEW) == (Category.DONE, Category.IN_PROGRESS)
