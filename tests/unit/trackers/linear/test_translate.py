"""Drafts as Linear's inputs, and Linear's shapes as our values."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from csopsbot.app.failures import Invalid
from csopsbot.app.tracker import IssueDraft, Patch
from csopsbot.domain.document import plain
from csopsbot.domain.issue import IssueRef
from csopsbot.trackers.linear import translate
from csopsbot.trackers.linear.identifiers import is_ours
from csopsbot.trackers.linear.meanings import Meanings
from csopsbot.trackers.linear.shapes import CommentShape, UserShape, WholeIssueShape

DRAFT = IssueDraft("PAY", "Bug", "It burns", plain("Really."))
REF = IssueRef("linear", "539068e2-ae88-4d09-bd75-22eb4a59612f", "PAY-12", "https://linear.test")
WE = UserShape(id="u1", name="csopsbot")
READER = translate.Reader("linear", Meanings(), WE)
COMMENT = {
    "id": "2174add1-f7c8-44e3-bbf3-2d60b5ea8bc9",
    "body": "On *it*",
    "createdAt": "2026-11-20T10:40:00.084+01:00",
    "updatedAt": "2026-11-20T09:40:00.051Z",
}
ISSUE = {
    "id": REF.id,
    "identifier": "PAY-12",
    "title": "It burns",
    "url": "https://linear.test",
    "updatedAt": "2026-11-20T10:40:00.084+01:00",
    "state": {"id": "s1", "name": "Doing", "type": "started", "position": 1},
    "labels": {"nodes": [{"id": "l1", "name": "urgent"}]},
    "comments": {"nodes": []},
}


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


def test_times_are_read_in_utc_whatever_their_zone() -> None:
    issue = READER.issue(WholeIssueShape.model_validate(ISSUE), ())
    assert issue.updated_at == datetime(2026, 11, 20, 9, 40, 0, 84_000, UTC)
    assert issue.updated_at.tzinfo is UTC


@pytest.mark.parametrize(
    ("more", "gone"),
    [
        ({}, False),
        ({"trashed": False, "archivedAt": None}, False),
        ({"trashed": True}, True),
        ({"archivedAt": "2026-11-20T09:40:00Z"}, True),
    ],
)
def test_trash_and_archive_are_gone(more: dict[str, object], gone: bool) -> None:
    assert WholeIssueShape.model_validate(ISSUE | more).gone is gone


def test_a_comment_comes_once_though_two_pages_showed_it() -> None:
    shape = CommentShape.model_validate(COMMENT)
    issue = READER.issue(WholeIssueShape.model_validate(ISSUE), [shape, shape])
    assert len(issue.comments) == 1


@pytest.mark.parametrize(
    ("more", "author"),
    [
        ({"user": {"id": "u2", "name": "Dana", "displayName": "dana"}}, ("u2", "Dana")),
        ({"user": {"id": "u2", "name": "", "displayName": "dana"}}, ("u2", "dana")),
        ({"botActor": {"id": None, "name": "Workflow"}}, ("", "Workflow")),
        ({"externalUser": {"id": "e1", "name": "Sam"}, "botActor": {"name": "X"}}, ("e1", "Sam")),
        ({"user": None}, ("", "")),
    ],
)
def test_a_comment_bears_the_name_of_whoever_wrote_it(
    more: dict[str, object], author: tuple[str, str]
) -> None:
    comment = READER.comment(CommentShape.model_validate(COMMENT | more))
    assert (comment.author.id, comment.author.name, comment.op) == (*author, None)
    assert not comment.author.is_self


def test_a_comment_under_an_id_of_ours_was_made_with_some_op() -> None:
    ours = COMMENT | {"id": translate.comment_id(REF, "op-1")}
    shape = CommentShape.model_validate(ours)
    assert READER.comment(shape).op == shape.id
    assert READER.comment(shape, "op-1").op == "op-1"
