"""Drafts as Linear's inputs."""

from dataclasses import replace

import pytest

from csopsbot.app.failures import Invalid, Unsupported
from csopsbot.app.tracker import File, IssueDraft, Patch
from csopsbot.domain.document import plain
from csopsbot.domain.issue import IssueRef
from csopsbot.trackers.linear import translate
from csopsbot.trackers.linear.identifiers import is_ours

DRAFT = IssueDraft("PAY", "Bug", "It burns", plain("Really."))
REF = IssueRef("linear", "539068e2-ae88-4d09-bd75-22eb4a59612f", "PAY-12", "https://linear.test")


def created(draft: IssueDraft, *labels: str) -> dict[str, object]:
    return translate.create_input(draft, "01ABC", "t1", labels)


def test_an_issue_is_made_under_an_id_of_ours_in_its_team() -> None:
    assert created(DRAFT, "b", "a") == {
        "id": translate.issue_id("01ABC"),
        "teamId": "t1",
        "title": "It burns",
        "description": "Really.",
        "labelIds": ["a", "b"],
    }
    assert is_ours(translate.issue_id("01ABC"))


def test_labels_of_the_desk_file_go_with_the_others() -> None:
    assert created(replace(DRAFT, fields={"labelIds": ["z", "a"]}), "a")["labelIds"] == ["a", "z"]


def test_a_field_of_the_desk_file_is_never_over_ours_but_a_priority_of_the_draft_is() -> None:
    fields = {"teamId": "t2", "id": "1", "description": "x", "priority": 4, "projectId": "p1"}
    made = created(replace(DRAFT, fields=fields, priority="Urgent"))
    assert (made["teamId"], made["description"], made["priority"]) == ("t1", "Really.", 1)
    assert made["projectId"] == "p1"
    assert created(replace(DRAFT, fields=fields))["priority"] == 4


@pytest.mark.parametrize("name", ["Highest", "", "5", "-1", "urgent!"])
def test_a_priority_that_linear_does_not_have_is_refused_at_its_field(name: str) -> None:
    with pytest.raises(Invalid) as caught:
        translate.priority(name)
    assert list(caught.value.fields) == ["priority"]


def test_a_change_names_nothing_that_its_patch_leaves_alone() -> None:
    assert translate.update_input(Patch()) == {}
    assert translate.update_input(Patch(title="a\n b")) == {"title": "a b"}
    assert translate.update_input(Patch(assignee_id="")) == {"assigneeId": None}


def test_a_link_without_a_title_shows_its_address() -> None:
    assert translate.link_input(REF, "https://chat.test", " ", "k")["title"] == "https://chat.test"


def test_a_text_with_much_to_escape_is_still_of_a_size_that_linear_takes() -> None:
    body = translate.comment_input(REF, plain("*" * 40_000), "op-1")["body"]
    assert isinstance(body, str)
    assert 30_000 < len(body) <= 65_536


def test_what_linear_calls_its_own_goes_as_it_is() -> None:
    assert translate.update_input(Patch(fields={"estimate": 3})) == {"estimate": 3}


def test_versions_are_nothing_that_linear_is_asked_for() -> None:
    with pytest.raises(Unsupported):
        translate.update_input(Patch(versions_add=frozenset({"1.0"})))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("text/plain", "text/plain"),
        ("image/svg+xml", "image/svg+xml"),
        ("", "application/octet-stream"),
        ("text/plain; charset=utf-8", "application/octet-stream"),
        ("a\r\nX-Evil: 1", "application/octet-stream"),
    ],
)
def test_a_kind_of_file_that_no_header_takes_is_just_bytes(given: str, told: str) -> None:
    assert translate.media_type(File("a", given, b"")) == told
