"""GitLab's shapes as our values, and our drafts as GitLab's bodies."""

from datetime import UTC, datetime, timedelta

import pytest

from csopsbot.app.failures import Invalid
from csopsbot.app.tracker import IssueDraft, Patch
from csopsbot.domain.document import Code, Doc, plain, to_text
from csopsbot.trackers import markdown
from csopsbot.trackers.gitlab import translate
from csopsbot.trackers.gitlab.meanings import Meanings
from csopsbot.trackers.gitlab.shapes import IssueShape, NoteShape, UserShape

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
reader = translate.Reader("gitlab", Meanings(), UserShape(id=11, username="csopsbot"))


def note(number: int, at: datetime, body: str | None = "Hello") -> NoteShape:
    return NoteShape(
        id=number, body=body, author=UserShape(id=12), created_at=at, updated_at=at
    )  # fmt: skip


def draft(**more: object) -> IssueDraft:
    told: dict[str, object] = {"issue_type": "Bug", "title": "x", "body": Doc()} | more
    return IssueDraft("acme/shop", **told)  # type: ignore[arg-type] # each as the draft has it


def test_a_comment_is_known_again_under_another_id() -> None:
    first, copied = note(1, NOON), note(99, NOON)
    assert reader.comment(first).id == reader.comment(copied).id


def test_comments_of_one_moment_are_told_apart_and_keep_their_order() -> None:
    notes = [note(3, NOON, "b"), note(2, NOON, "a"), note(4, NOON + timedelta(seconds=1), "c")]
    comments = [one for one, _ in reader.comments(notes)]
    assert [to_text(one.body) for one in comments] == ["a", "b", "c"]
    assert len({one.id for one in comments}) == 3


def test_a_note_without_author_or_body_is_read() -> None:
    shape = NoteShape(id=1, body=None, author=None, created_at=NOON, updated_at=NOON)
    comment = reader.comment(shape)
    assert (comment.author.name, comment.author.is_self, comment.body) == ("ghost", False, Doc())


def test_an_old_server_that_tells_no_reference_still_names_the_issue() -> None:
    shape = IssueShape(
        id=1, iid=7, project_id=1, title="x", state="opened", created_at=NOON, updated_at=NOON,
        web_url="https://gitlab.example/acme/tools/ops/-/issues/7",
    )  # fmt: skip
    assert translate.key(shape) == "acme/tools/ops#7"


@pytest.mark.parametrize(
    ("asked", "kind"),
    [("Bug", "issue"), ("Incident", "incident"), ("Test case", "test_case"), ("", "issue")],
)
def test_what_gitlab_has_no_kind_for_is_an_issue(asked: str, kind: str) -> None:
    assert translate.create_body(draft(issue_type=asked), "01A", "bot")["issue_type"] == kind


def test_labels_come_from_everywhere_and_hold_no_comma() -> None:
    asked = draft(labels=frozenset({"a,b"}), fields={"labels": "c,d"}, priority="High")
    assert translate.create_body(asked, "01A", "bot")["labels"] == "a b,bot,c,d,priority::High"


@pytest.mark.parametrize("ref", ["", "a b", "-->", "a\n", "é"])
def test_a_ref_that_could_break_the_mark_is_refused(ref: str) -> None:
    with pytest.raises(Invalid):
        translate.create_body(draft(), ref, "bot")


def test_a_mark_stands_on_a_line_of_its_own_below_code() -> None:
    body = translate.note_body(Doc((Code("<!-- csops:op=2 -->"),)), "1", internal=True)
    assert markdown.key_of(str(body["body"]), "op") == "1"


def test_a_patch_of_nothing_is_nothing() -> None:
    assert translate.update_body(Patch(), ()) == {}


def test_nobody_is_an_empty_list() -> None:
    assert translate.update_body(Patch(assignee_id=""), ()) == {"assignee_ids": []}


@pytest.mark.parametrize(
    ("patch", "given"),
    [
        (Patch(relieved_id="1"), [2]),
        (Patch(assignee_id="3"), [3, 1, 2]),
        (Patch(assignee_id="3", relieved_id="1"), [3, 2]),
        (Patch(assignee_id="2", relieved_id="2"), [2, 1]),
    ],
)
def test_whoever_else_has_it_keeps_it(patch: Patch, given: list[int]) -> None:
    assert translate.update_body(patch, (), [1, 2]) == {"assignee_ids": given}


def test_a_priority_that_is_there_already_is_not_taken_off() -> None:
    body = translate.update_body(Patch(priority="High"), ("priority::High", "mine"))
    assert body == {"add_labels": "priority::High"}


def test_text_that_grows_by_its_backslashes_still_fits() -> None:
    body = translate.note_body(plain("*" * 200_000), "1", internal=False)
    assert len(str(body["body"])) <= 1_000_100
