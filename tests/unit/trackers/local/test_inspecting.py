"""What is wrong with the built-in tracker is said, and what to do about it."""

import pytest

from csopsbot.trackers.local.inspecting import Hooked, findings

HERE = "https://bot.acme.test/in/local"
WELL = Hooked(HERE, signed=True)


def faults(project: str, hook_url: str, hooked: Hooked) -> list[str]:
    found = findings(project, hook_url, hooked)
    return [f"{one.says} {one.remedy}" for one in found if one.level != "fine"]


def test_where_all_is_well_nothing_is_wrong() -> None:
    assert faults("PAY", HERE, WELL) == []


@pytest.mark.parametrize(
    ("project", "hook_url", "hooked", "says"),
    [
        ("no board", "", WELL, "desk file"),
        ("PAY", HERE, Hooked(HERE, signed=False), "secret"),
        ("PAY", "https://else.test/in/local", WELL, f"{HERE}, not to https://else.test"),
        ("PAY", HERE, Hooked("", signed=True), "CSOPSBOT_PUBLIC_URL"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(
    project: str, hook_url: str, hooked: Hooked, says: str
) -> None:
    (told,) = faults(project, hook_url, hooked)
    assert says in told


def test_deliveries_that_nobody_asks_about_are_not_spoken_of() -> None:
    assert faults("PAY", "", Hooked("", signed=False)) == []
