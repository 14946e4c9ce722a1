"""What the page on issues shows and names is what the desk file takes."""

import re
from pathlib import Path

from csopsbot.desk.file import TrackerPart
from csopsbot.desk.loading import review
from csopsbot.domain.issue import Category
from tests.unit.desk.promises import TODAY

PAGE = (Path(__file__).parents[3] / "docs" / "issues.md").read_text()
(TEAMS,) = re.findall("```yaml\n(.*?)```", PAGE, re.DOTALL)


def test_the_page_s_example_is_sound() -> None:
    found = review(TEAMS, "page", TODAY)
    project = found.desk.teams[0].project
    assert project.statuses[Category.DONE] == "Released"
    assert project.reopen_within_s == 14 * 24 * 3600
    assert found.doubts == ()


def test_the_page_names_every_key() -> None:
    assert [key for key in TrackerPart.model_fields if f"`{key}`" not in PAGE] == []
