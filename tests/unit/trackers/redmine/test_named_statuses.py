"""The statuses that the settings name, as far as Redmine has them."""

from csopsbot.domain.issue import Category
from csopsbot.trackers.redmine.inspection import named_statuses
from csopsbot.trackers.redmine.meanings import Meanings
from csopsbot.trackers.redmine.shapes import StatusShape

STATUSES = [StatusShape(id="1", name="New"), StatusShape(id="3", name="Resolved")]


def test_a_status_that_there_is_not_is_doubted() -> None:
    meanings = Meanings({"reslved": Category.DONE, "new": Category.OPEN, "limbo": Category.OPEN})
    found = [(one.level, one.remedy) for one in named_statuses(STATUSES, meanings)]
    assert found == [
        ("doubt", "did you mean Resolved?"),
        ("doubt", "mend it there, or take it out"),
    ]
