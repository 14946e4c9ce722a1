"""What a status means is told by the settings, then by its name, then by whether it is closed."""

import pytest

from csopsbot.domain.issue import Category
from csopsbot.trackers.redmine.meanings import Meanings
from csopsbot.trackers.redmine.shapes import StatusShape


@pytest.mark.parametrize(
    ("name", "closed", "meant"),
    [
        ("New", False, Category.OPEN),
        ("Feedback", False, Category.OPEN),
        ("In Progress", False, Category.IN_PROGRESS),
        ("Resolved", False, Category.DONE),
        ("Resuelta", False, Category.DONE),
        ("Closed", True, Category.DONE),
        ("Archived", True, Category.DONE),
        ("Rejected", True, Category.REJECTED),
        ("Won\N{RIGHT SINGLE QUOTATION MARK}t  Fix", True, Category.REJECTED),
        ("Duplicate", True, Category.DUPLICATE),
        ("In Progress", True, Category.DONE),
    ],
)
def test_a_name_tells(name: str, closed: bool, meant: Category) -> None:
    assert Meanings().of(StatusShape(id="1", name=name, is_closed=closed)) is meant


def test_the_settings_know_better() -> None:
    meanings = Meanings({"resolved": Category.IN_PROGRESS, "on ice": Category.REJECTED})
    assert meanings.of(StatusShape(id="1", name="Resolved")) is Category.IN_PROGRESS
    assert meanings.of(StatusShape(id="2", name="On Ice")) is Category.REJECTED
