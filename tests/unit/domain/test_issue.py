"""What changed between two sightings of an issue."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from csopsbot.domain.document import plain
from csopsbot.domain.issue import (
    Assigned,
    Category,
    Commented,
    Issue,
    IssueComment,
    IssueRef,
    Moved,
    Renamed,
    Status,
    TrackerUser,
    changes,
    is_ours,
)

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
DANA = TrackerUser("d", "Dana")
BOT = TrackerUser("b", "csopsbot", is_self=True)
ISSUE = Issue(
    IssueRef("jira", "1", "PAY-1", "https://x.test/PAY-1"),
    "It burns",
    Status("To Do", Category.OPEN),
    None,
    NOON,
)


def comment(comment_id: str, author: TrackerUser = DANA, op: str | None = None) -> IssueComment:
    return IssueComment(comment_id, author, plain("Hello"), NOON, NOON, op)


def test_nothing_changed_between_two_equal_sightings() -> None:
    assert changes(ISSUE, ISSUE) == ()


def test_another_status_is_a_move() -> None:
    status = Status("Doing", Category.IN_PROGRESS)
    assert changes(ISSUE, replace(ISSUE, status=status)) == (Moved(status),)


def test_the_same_status_under_another_meaning_is_a_move() -> None:
    before = replace(ISSUE, status=Status("Done", Category.DONE))
    after = replace(ISSUE, status=Status("Done", Category.REJECTED))
    assert changes(before, after) == (Moved(after.status),)


def test_somebody_new_is_an_assignment() -> None:
    assert changes(ISSUE, replace(ISSUE, assignee=DANA)) == (Assigned(DANA),)


def test_nobody_any_more_is_an_assignment() -> None:
    assert changes(replace(ISSUE, assignee=DANA), ISSUE) == (Assigned(None),)


def test_the_same_person_under_another_name_is_no_assignment() -> None:
    before = replace(ISSUE, assignee=DANA)
    assert changes(before, replace(ISSUE, assignee=replace(DANA, name="Dana D."))) == ()


def test_another_key_is_a_renaming() -> None:
    ref = replace(ISSUE.ref, key="OPS-1")
    assert changes(ISSUE, replace(ISSUE, ref=ref)) == (Renamed(ref),)


def test_a_persons_new_comment_is_told_once() -> None:
    before = replace(ISSUE, comments=(comment("1"),))
    after = replace(ISSUE, comments=(comment("1"), comment("2")))
    assert changes(before, after) == (Commented(comment("2")),)


def test_our_own_comment_is_not_told() -> None:
    after = replace(ISSUE, comments=(comment("1", BOT), comment("2", DANA, op="op")))
    assert changes(ISSUE, after) == ()


def test_a_comment_that_vanished_is_no_change() -> None:
    assert changes(replace(ISSUE, comments=(comment("1"),)), ISSUE) == ()


@pytest.mark.parametrize(
    ("one", "ours"),
    [(comment("1"), False), (comment("1", BOT), True), (comment("1", DANA, "op"), True)],
)
def test_a_comment_is_ours_by_its_key_or_its_author(one: IssueComment, ours: bool) -> None:
    assert is_ours(one) is ours


@pytest.mark.parametrize("category", list(Category))
def test_an_issue_is_closed_when_nobody_works_on_it(category: Category) -> None:
    assert category.closed is (category not in (Category.OPEN, Category.IN_PROGRESS))
