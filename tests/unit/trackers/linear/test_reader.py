"""Linear's shapes as our values."""

from datetime import UTC, datetime

import pytest

from csopsbot.domain.issue import Issue, IssueRef
from csopsbot.trackers.linear import translate
from csopsbot.trackers.linear.access import LinearAccess
from csopsbot.trackers.linear.meanings import Meanings
from csopsbot.trackers.linear.reader import Reader
from csopsbot.trackers.linear.shapes import CommentShape, UserShape, WholeIssueShape

REF = IssueRef("linear", "539068e2-ae88-4d09-bd75-22eb4a59612f", "PAY-12", "https://linear.test")
KEPT = "https://uploads.linear.app/acme/"
WE = UserShape(id="u1", name="csopsbot")
READER = Reader("linear", LinearAccess("https://api.linear.app", "lin_api_x"), Meanings(), WE)
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
    "createdAt": "2026-11-20T09:00:00Z",
    "priority": 2,
    "priorityLabel": "High",
    "attachments": {"nodes": []},
    "state": {"id": "s1", "name": "Doing", "type": "started", "position": 1},
    "labels": {"nodes": [{"id": "l1", "name": "urgent"}]},
    "comments": {"nodes": []},
}


def shown(**more: object) -> Issue:
    lists = {name: {"nodes": one} for name, one in more.items() if isinstance(one, list)}
    return READER.issue(WholeIssueShape.model_validate(ISSUE | more | lists))


def test_times_are_read_in_utc_whatever_their_zone() -> None:
    issue = READER.issue(WholeIssueShape.model_validate(ISSUE))
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
    assert len(shown(comments=[COMMENT, COMMENT]).comments) == 1


def test_a_comment_that_was_edited_counts_as_a_change_of_the_issue() -> None:
    edited = COMMENT | {"updatedAt": "2026-11-21T09:00:00Z"}
    assert shown(comments=[edited]).updated_at == datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.mark.parametrize(("number", "label", "told"), [(1, "Urgent", "Urgent"), (0, "None", "")])
def test_no_priority_is_none(number: int, label: str, told: str) -> None:
    assert shown(priority=number, priorityLabel=label).priority == told


def test_a_link_to_linears_storage_is_a_file_and_another_is_none() -> None:
    made = {"createdAt": "2026-11-20T09:00:00Z", "creator": {"id": "u1", "name": "csopsbot"}}
    noted = {"csops_size": 8, "csops_type": "text/plain"}
    file = {"id": "a1", "url": f"{KEPT}1", "title": "log.txt", "metadata": noted, **made}
    other = {"id": "a2", "url": "https://chat.test/1", "title": "Thread", "metadata": {}, **made}
    (found,) = shown(attachments=[file, other]).attachments
    assert (found.id, found.name, found.size, found.media_type) == (
        "a1",
        "log.txt",
        8,
        "text/plain",
    )
    assert found.author.is_self


@pytest.mark.parametrize(
    "text",
    [
        f"See ![trace.log]({KEPT}1)",
        f"See [trace.log](<{KEPT}1>) and [docs](https://docs.test/a.png)",
        f'[trace.log]({KEPT}1 "title") twice: [again]({KEPT}1)',
    ],
)
def test_a_file_that_stands_in_a_comment_is_its_authors(text: str) -> None:
    said = COMMENT | {"body": text, "user": {"id": "u2", "name": "Dana"}}
    (found,) = shown(comments=[said]).attachments
    assert (found.name, found.url, found.author.name) == ("trace.log", f"{KEPT}1", "Dana")


def test_who_put_a_file_into_the_description_is_not_known() -> None:
    (found,) = shown(description=f"[trace.log]({KEPT}1)").attachments
    assert found.author.id == ""
    assert not found.author.is_self


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
