"""Between Jira's shapes and our values."""

from datetime import UTC, datetime, timedelta

import pytest

from csopsbot.app.failures import Invalid
from csopsbot.app.tracker import IssueDraft, Patch
from csopsbot.domain.document import Doc, plain
from csopsbot.domain.issue import Category, TrackerUser
from csopsbot.trackers.jira import bodies, translate
from csopsbot.trackers.jira.access import JiraAccess
from csopsbot.trackers.jira.account import Account
from csopsbot.trackers.jira.bodies import Writer
from csopsbot.trackers.jira.cloud import Cloud
from csopsbot.trackers.jira.meanings import Meanings
from csopsbot.trackers.jira.shapes import NEVER, CommentShape, IssueShape

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
ACCESS = JiraAccess("https://api.test/ex/jira/1/", "bot@x.test", "token")
US = Account("bot@x.test", frozenset({"me"}))
READER = translate.Reader("jira", ACCESS, Meanings(), US, Cloud())
DRAFT = IssueDraft("PAY", "Bug", "It burns", plain("Help"))


def fields_of(draft: IssueDraft) -> dict[str, object]:
    fields = Writer(Cloud()).create(draft, "01ABC")["fields"]
    assert isinstance(fields, dict)
    return fields


def test_an_issue_with_nothing_but_an_id_and_a_key_is_read() -> None:
    issue = READER.issue(IssueShape.model_validate({"id": 7, "key": "PAY-1"}), ())
    assert (issue.ref.id, issue.ref.key) == ("7", "PAY-1")
    assert issue.status.category is Category.OPEN
    assert issue.updated_at == NEVER


def test_null_says_no_more_than_a_name_that_is_left_out() -> None:
    fields = dict.fromkeys(("summary", "status", "updated", "labels", "assignee", "resolution"))
    nulls = IssueShape.model_validate({"id": "7", "key": "PAY-1", "fields": fields})
    assert nulls == IssueShape.model_validate({"id": "7", "key": "PAY-1"})


@pytest.mark.parametrize(
    "stamp",
    [
        "2026-11-21T12:00:00.000+0000",
        "2026-11-21T13:00:00.000+0100",
        "2026-11-21T12:00:00Z",
        "2026-11-21T12:00:00.000",
        "2026-11-21 12:00:00",
    ],
)
def test_jiras_stamps_are_read_as_utc(stamp: str) -> None:
    shape = IssueShape.model_validate({"id": "1", "key": "A-1", "fields": {"updated": stamp}})
    assert READER.issue(shape, ()).updated_at == NOON
    assert READER.issue(shape, ()).updated_at.utcoffset() == timedelta(0)


def test_people_open_an_issue_at_the_site_and_not_at_the_gateway() -> None:
    access = JiraAccess("https://api.test/ex/jira/1", "b", "t", site="https://x.atlassian.test/")
    reader = translate.Reader("jira", access, Meanings(), US, Cloud())
    assert reader.ref("1", "PAY-1").url == "https://x.atlassian.test/browse/PAY-1"
    assert READER.ref("1", "PAY-1").url == "https://api.test/ex/jira/1/browse/PAY-1"


@pytest.mark.parametrize(
    ("author", "user"),
    [
        ({"accountId": "d", "displayName": "Dana"}, TrackerUser("d", "Dana")),
        ({"accountId": "d", "displayName": None}, TrackerUser("d", "d")),
        ({"accountId": "me", "displayName": "Bot"}, TrackerUser("me", "Bot", is_self=True)),
        ({"accountId": "x", "emailAddress": "Bot@x.test"}, TrackerUser("x", "x", is_self=True)),
        ({"accountId": "x", "emailAddress": None, "active": None}, TrackerUser("x", "x")),
        (None, TrackerUser("", "")),
        ({}, TrackerUser("", "")),
    ],
)
def test_an_author_is_read_as_far_as_they_show_themselves(
    author: object, user: TrackerUser
) -> None:
    shape = CommentShape.model_validate({"id": "1", "author": author})
    assert READER.comment(shape).author == user


def test_a_comment_without_a_date_of_change_was_never_changed() -> None:
    shape = CommentShape.model_validate({"id": "1", "created": "2026-11-21T12:00:00.000+0000"})
    assert READER.comment(shape).updated_at == NOON


@pytest.mark.parametrize(
    ("value", "op"), [({"op": "op-1"}, "op-1"), ({"op": 1}, None), ("op-1", None), (None, None)]
)
def test_only_our_own_mark_is_an_op(value: object, op: str | None) -> None:
    mark = {"key": "csops.op", "value": value}
    shape = CommentShape.model_validate({"id": "1", "properties": [{"key": "x"}, mark]})
    assert READER.comment(shape).op == op


def test_comments_of_one_instant_keep_the_order_of_their_ids() -> None:
    stamp = "2026-11-21T12:00:00.000+0000"
    shapes = [CommentShape.model_validate({"id": one, "created": stamp}) for one in ("10", "9")]
    assert [one.id for one in READER.comments(shapes)] == ["9", "10"]


def test_a_comment_listed_on_two_pages_is_one() -> None:
    shape = CommentShape.model_validate({"id": "1"})
    assert len(READER.comments([shape, shape])) == 1


@pytest.mark.parametrize("ref", ["", 'x" OR 1=1', "a b", "a_b", "é", "x" * 201])
def test_a_ref_that_could_change_a_search_is_refused(ref: str) -> None:
    with pytest.raises(Invalid):
        bodies.search_for(ref, NOON, NOON)


def test_a_search_looks_back_as_far_as_asked_and_a_little_further() -> None:
    jql = bodies.search_for("01ABC", NOON - timedelta(hours=1), NOON)
    assert jql == 'labels = "csops-01ABC" AND created >= -70m ORDER BY created ASC'


def test_a_search_from_the_future_still_looks_back() -> None:
    assert "created >= -1m" in bodies.search_for("01ABC", NOON + timedelta(hours=1), NOON)


def test_what_the_desk_says_never_replaces_what_the_draft_says() -> None:
    fields = fields_of(IssueDraft("PAY", "Bug", "T", Doc(), fields={"summary": "other", "x": 1}))
    assert (fields["summary"], fields["x"]) == ("T", 1)


def test_an_empty_body_is_left_out() -> None:
    assert "description" not in fields_of(IssueDraft("PAY", "Bug", "T", Doc()))


def test_a_priority_goes_by_its_name() -> None:
    fields = fields_of(IssueDraft("PAY", "Bug", "T", Doc(), priority="High"))
    assert fields["priority"] == {"name": "High"}


@pytest.mark.parametrize(
    ("patch", "body"),
    [
        (Patch(), None),
        (Patch(assignee_id="d"), None),
        (Patch(assignee_id=""), {"fields": {"assignee": None}}),
        (Patch(title="a\nb"), {"fields": {"summary": "a b"}}),
        (Patch(priority="Low"), {"fields": {"priority": {"name": "Low"}}}),
        (
            Patch(labels_add=frozenset({"a b"}), labels_remove=frozenset({"c"})),
            {"update": {"labels": [{"add": "a-b"}, {"remove": "c"}]}},
        ),
    ],
)
def test_a_patch_asks_for_what_it_names_alone(patch: Patch, body: dict[str, object] | None) -> None:
    assert Writer(Cloud()).update(patch) == body


def test_secrets_come_one_a_line() -> None:
    access = JiraAccess("u", "e", "t", "It's a secret\n\n  second \n")
    assert access.webhook_secrets == ("It's a secret", "second")


def test_access_never_shows_its_secrets() -> None:
    shown = repr(JiraAccess("u", "e", "t0ken", "s3cret"))
    assert "t0ken" not in shown
    assert "s3cret" not in shown
