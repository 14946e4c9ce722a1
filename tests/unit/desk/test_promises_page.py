"""What the page on promises shows is what the desk file takes."""

import re
from pathlib import Path

import pytest

from csopsbot.desk.loading import review
from tests.unit.desk.promises import TODAY

PAGE = (Path(__file__).parents[3] / "docs" / "promises.md").read_text()
TEAM = (
    "teams: [{key: pay, name: Pay, channel: C1, on_call: U1, tracker: {name: local, project: P}}]\n"
)
CALENDARS, WHO, PROMISES, PATIENT = re.findall("```yaml\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("policies", [PROMISES, PATIENT], ids=["promised", "patient"])
def test_the_page_s_examples_are_sound(policies: str) -> None:
    found = review(TEAM + CALENDARS + WHO + policies, "page", TODAY)
    assert found.desk.agreements.policies
    assert found.doubts == ()
