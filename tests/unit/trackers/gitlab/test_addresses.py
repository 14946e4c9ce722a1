"""What people call an issue by, and what only looks like it."""

import pytest

from csopsbot.trackers.gitlab.addresses import named

HERE = "https://gitlab.acme.test/git"


@pytest.mark.parametrize(
    "address",
    [
        f"{HERE}/acme/tools/ops/-/issues/12",
        f"{HERE}/acme/tools/ops/-/issues/12#note_7",
        f"{HERE}/acme/tools/ops/-/work_items/12?x=1",
        f"{HERE}/acme/tools/ops/issues/12/",
        f"{HERE}/acme/tools/ops/-/issues/incident/12",
        " acme/tools/ops#12 ",
        "#12",
    ],
)
def test_an_issue_goes_by_its_page_or_its_key(address: str) -> None:
    assert named(address, f"{HERE}/", "acme/tools/ops") == ("acme/tools/ops", 12)


@pytest.mark.parametrize(
    "address",
    [
        f"{HERE}/acme/ops/-/merge_requests/12",
        f"{HERE}/groups/-/issues/12x",
        f"{HERE}x/acme/ops/-/issues/12",
        "https://gitlab.acme.test/acme/ops/-/issues/12",
        "https://gitlab.acme.test.evil.test/git/acme/ops/-/issues/12",
        "12",
        "ops#12",
    ],
)
def test_what_is_no_issue_is_none(address: str) -> None:
    assert named(address, HERE, "acme/tools/ops") is None
