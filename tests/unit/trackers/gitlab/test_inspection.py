"""What is said of a project in GitLab."""

from typing import Any

import pytest

from csopsbot.trackers.gitlab.inspection import of_project
from csopsbot.trackers.gitlab.shapes import ProjectShape
from csopsbot.trackers.gitlab.ways import Ways


def level(**shown: Any) -> list[str]:
    shape = {"id": 7, "path_with_namespace": "acme/shop", "visibility": "internal", **shown}
    return [one.level for one in of_project(ProjectShape.model_validate(shape), Ways())]


GUEST = {"project_access": {"access_level": 10}, "group_access": None}
UNTOLD = {"project_access": None, "group_access": None}


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ({"permissions": GUEST}, ["fault"]),
        ({"permissions": GUEST, "visibility": "private"}, ["fault"]),
        ({"permissions": UNTOLD}, ["fault"]),
        ({"permissions": UNTOLD, "visibility": "private"}, ["doubt"]),
    ],
)
def test_who_sees_a_private_project_is_a_member_though_gitlab_may_not_tell_of_what_kind(
    shown: dict[str, Any], said: list[str]
) -> None:
    assert level(**shown) == said
