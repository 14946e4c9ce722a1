"""Drafts as GitHub's bodies, and GitHub's shapes as our values."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from csopsbot.app.failures import Invalid
from csopsbot.app.tracker import IssueDraft
from csopsbot.domain.document import Doc, plain, to_text
from csopsbot.domain.issue import TrackerUser
from csopsbot.trackers import markdown
from csopsbot.trackers.github.meanings import Meanings
from csopsbot.trackers.github.place import Place, full_name, name_in
from csopsbot.trackers.github.shapes import CommentShape, IssueShape, UserShape
from csopsbot.trackers.github.translate import (
    Reader,
    comment_body,
    create_body,
    label,
    since,
    title,
)

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
WE = UserShape(id=901, login="csopsbot")
READER = Reader("github", Meanings(), WE)
DRAFT = IssueDraft("acme/shop", "Bug", "It burns", plain("Since noon."), frozenset({"b", "a"}))


def shown(**parts: object) -> IssueShape:
    return IssueShape.model_validate(
        {
            "number": 7,
            "title": "It burns",
            "state": "open",
            "created_at": "2026-11-21T12:00:00Z",
            "updated_at": "2026-11-21T13:00:00+01:00",
            "html_url": "https://github.test/acme/shop/issues/7",
            "repository_url": "https://api.github.test/repos/acme/shop",
        }
        | parts
    )


def test_a_new_issue_has_all_it_needs_in_one_body() -> None:
    assert create_body(DRAFT, "01ABC", "Bug") == {
        "title": "It burns",
        "body": f"Since noon.\n\n{markdown.mark('ref', '01ABC')}",
        "labels": ["a", "b"],
        "type": "Bug",
    }


def test_an_issue_without_a_type_does_not_speak_of_one() -> None:
    assert "type" not in create_body(DRAFT, "01ABC", None)


@pytest.mark.parametrize("ref", ["", "a b", "--> <script>", "ü", "a" * 201])
def test_a_ref_that_could_break_out_of_its_mark_is_refused(ref: str) -> None:
    with pytest.raises(Invalid):
        create_body(DRAFT, ref, None)


def test_a_comment_is_known_again_by_its_op_whatever_that_is() -> None:
    op = "ESC-1:comment -->\n@everyone"
    body = str(comment_body(plain("Hello"), op)["body"])
    assert markdown.key_of(body, "op") == op
    assert "@everyone" not in body


def test_our_mark_is_no_part_of_what_a_comment_says() -> None:
    body = str(comment_body(plain("Hello"), "op-1")["body"])
    shape = CommentShape(id=1, user=WE, body=body, created_at=NOON, updated_at=NOON)
    comment = READER.comment(shape)
    assert (to_text(comment.body), comment.op) == ("Hello", "op-1")


def test_a_mark_in_the_words_of_a_comment_marks_nothing() -> None:
    body = str(comment_body(plain(markdown.mark("op", "forged")), "op-1")["body"])
    assert markdown.key_of(body, "op") == "op-1"


def test_nothing_to_say_is_a_mark_alone() -> None:
    assert comment_body(Doc(), "op-1") == {"body": markdown.mark("op", "op-1")}


@pytest.mark.parametrize("sign", ["*", "<", "@", "&", "\U0001f469"])
def test_no_text_is_too_long_for_github(sign: str) -> None:
    body = str(comment_body(plain((sign + "a") * 100_000), "op-1")["body"])
    assert len(body) <= 65_536
    assert markdown.key_of(body, "op") == "op-1"


def test_an_issue_is_read_as_it_is() -> None:
    issue = READER.issue(shown(labels=["bug", {"name": "urgent"}]), Place(71, 7), ())
    assert (issue.ref.id, issue.ref.key) == ("71/7", "acme/shop#7")
    assert issue.labels == {"bug", "urgent"}
    assert issue.updated_at == NOON
    assert issue.assignee is None


def test_of_several_assignees_the_first_counts() -> None:
    people = [{"id": 902, "login": "dana"}, {"id": 901, "login": "csopsbot"}]
    issue = READER.issue(shown(assignees=people), Place(71, 7), ())
    assert issue.assignee == TrackerUser("902", "dana")


def test_we_are_known_by_our_id_and_not_by_our_name() -> None:
    assert READER.user(UserShape(id=901, login="renamed")).is_self
    assert not READER.user(UserShape(id=902, login="csopsbot")).is_self


def test_an_issue_of_somebody_elses_with_our_mark_is_not_ours() -> None:
    marked = str(create_body(DRAFT, "01ABC", None)["body"])
    assert READER.made_with("01ABC", shown(body=marked, user=WE))
    assert not READER.made_with("01ABD", shown(body=marked, user=WE))
    assert not READER.made_with("01ABC", shown(body=marked, user={"id": 902, "login": "dana"}))
    assert not READER.made_with("01ABC", shown(body=marked, user=None))
    assert not READER.made_with("01ABC", shown(body=marked, user=WE, pull_request={}))


def test_a_bound_is_in_utc_with_room_for_clocks_that_differ() -> None:
    madrid = timezone(timedelta(hours=1))
    assert since(datetime(2026, 11, 21, 13, tzinfo=madrid)) == "2026-11-21T11:50:00Z"


def test_titles_and_labels_are_one_line_that_fits() -> None:
    assert title("one\ntwo\x00") == "one two"
    assert (len(title("x" * 300)), len(label("x" * 300))) == (256, 50)


@pytest.mark.parametrize(
    ("issue_id", "place"),
    [
        ("71/7", Place(71, 7)),
        ("71", None),
        ("71/", None),
        ("/7", None),
        ("71/7/comments", None),
        ("71/7\n", None),
        ("-1/7", None),
        ("7" * 30 + "/7", None),
    ],
)
def test_an_id_is_a_repository_and_a_number(issue_id: str, place: Place | None) -> None:
    assert Place.of(issue_id) == place


def test_a_request_quotes_what_is_below_the_issue() -> None:
    path = Place(71, 7).request("DELETE", "labels", "a/b ?c#d").path
    assert path == "repositories/71/issues/7/labels/a%2Fb%20%3Fc%23d"


@pytest.mark.parametrize("name", ["acme/shop", "a-1/b_c.d", "acme/.github"])
def test_owner_and_name_are_a_project(name: str) -> None:
    assert full_name(name) == name


@pytest.mark.parametrize(
    "name", ["acme", "acme/shop/", "a/b/c", "./x", "../x", "x/.", "x/..", "a b/c", "acme/shop\n"]
)
def test_anything_else_is_no_project(name: str) -> None:
    with pytest.raises(Invalid):
        full_name(name)


def test_a_repository_is_named_by_its_address() -> None:
    assert name_in("https://ghe.test/api/v3/repos/acme/shop") == "acme/shop"
    assert name_in("https://ghe.test/repositories/71") == ""
