"""Changes as the bodies that Redmine takes, and addresses as issues' numbers."""

import pytest

from csopsbot.app.failures import Invalid
from csopsbot.app.tracker import Patch
from csopsbot.trackers.redmine.access import RedmineAccess
from csopsbot.trackers.redmine.markup import MARKUPS
from csopsbot.trackers.redmine.shapes import IssueShape, VersionShape
from csopsbot.trackers.redmine.translate import Choices, undone, update_body

VERSIONS = Choices(versions=(VersionShape(id="4", name="1.0"), VersionShape(id="5", name="1.1")))
ISSUE = IssueShape.model_validate(
    {
        "id": 12,
        "subject": "It burns",
        "project": {"id": 3, "name": "Payments"},
        "category": {"id": 7, "name": "Cards"},
        "parent": {"id": 11},
        "fixed_version": {"id": 4, "name": "1.0"},
        "estimated_hours": 2.0,
        "is_private": False,
        "custom_fields": [
            {"id": 1, "name": "Customer", "value": "Acme"},
            {"id": 2, "name": "Areas", "multiple": True, "value": ["a", "b"]},
        ],
    }
)


def body(patch: Patch) -> dict[str, object]:
    return update_body(patch, ISSUE, VERSIONS, MARKUPS["textile"])


@pytest.mark.parametrize(
    "fields",
    [
        {"category_id": 7, "parent_issue_id": "11"},
        {"estimated_hours": 2, "is_private": False},
        {"Customer": "Acme", "cf_2": ["a", "b"]},
        {"due_date": ""},
    ],
)
def test_what_is_as_it_should_be_is_not_sent(fields: dict[str, object]) -> None:
    assert body(Patch(fields=fields)) == {}


def test_what_differs_is_sent_and_nothing_else() -> None:
    sent = body(Patch("It burned", fields={"category_id": 7, "customer": "Umbrella"}))
    assert sent == {"subject": "It burned", "custom_fields": [{"id": 1, "value": "Umbrella"}]}


@pytest.mark.parametrize("name", ["Colour", "status_id", "project_id", "uploads"])
def test_what_is_no_field_to_edit_is_refused(name: str) -> None:
    with pytest.raises(Invalid, match=name):
        body(Patch(fields={name: "1"}))


@pytest.mark.parametrize(
    ("patch", "version"),
    [
        (Patch(versions_add=frozenset({"1.0"})), None),
        (Patch(versions_add=frozenset({"1.1"}), versions_remove=frozenset({"1.0"})), "5"),
        (Patch(versions_remove=frozenset({"1.0"})), ""),
        (Patch(versions_remove=frozenset({"1.1"})), None),
    ],
)
def test_an_issue_has_one_version(patch: Patch, version: str | None) -> None:
    assert body(patch).get("fixed_version_id") == version


def test_a_second_version_is_refused_while_the_first_is_not_taken_away() -> None:
    with pytest.raises(Invalid, match=r"one version: only one of 1\.0, 1\.1"):
        body(Patch(versions_add=frozenset({"1.1"})))


def test_what_redmine_does_not_show_is_not_said_to_be_left_undone() -> None:
    assert undone({"subject": "x", "done_ratio": 5, "custom_fields": []}, ISSUE) == [
        "subject",
        "custom_fields",
    ]


@pytest.mark.parametrize(
    "address",
    [
        "#12",
        " #12 ",
        "https://acme.test/redmine/issues/12",
        "http://acme.test/redmine/issues/12#note-3",
        "https://acme.test/redmine/issues/12?tab=history",
        "https://acme.test/redmine/issues/12.json",
    ],
)
def test_an_address_tells_the_number(address: str) -> None:
    assert RedmineAccess("https://acme.test/redmine/", "key").number(address) == "12"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "12",
        "#",
        "#0",
        "#12x",
        "https://acme.test/issues/12",
        "https://acme.test/redmine/issues/new",
        "https://acme.test.evil.test/redmine/issues/12",
        "https://acme.test@evil.test/redmine/issues/12",
        "https://evil.test/?https://acme.test/redmine/issues/12",
        "ftp://acme.test/redmine/issues/12",
    ],
)
def test_what_is_no_address_of_an_issue_tells_nothing(address: str) -> None:
    assert RedmineAccess("https://acme.test/redmine", "key").number(address) == ""
