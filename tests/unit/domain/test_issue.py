"""What changed between two sightings of an issue."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from csopsbot.domain.changes import (
    Assigned,
    Attached,
    Change,
    Commented,
    CommentRemoved,
    Moved,
    Planned,
    Prioritised,
    Released,
    Renamed,
    Retitled,
    Reworded,
    changes,
)
from csopsbot.domain.document import plain
from csopsbot.domain.issue import (
    Attachment,
    Category,
    Issue,
    IssueComment,
    IssueRef,
    Status,
    TrackerUser,
    Version,
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
NEXT, OUT = Version("2.4"), Version("2.4", released=True)


def comment(comment_id: str, author: TrackerUser = DANA, op: str | None = None) -> IssueComment:
    return IssueComment(comment_id, author, plain("Hello"), NOON, NOON, op)


def file(file_id: str, author: TrackerUser = DANA) -> Attachment:
    return Attachment(file_id, "log.txt", f"https://x.test/{file_id}", author, NOON)


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


def test_a_persons_comment_that_vanished_was_removed() -> None:
    before = replace(ISSUE, comments=(comment("1"), comment("2")))
    after = replace(ISSUE, comments=(comment("2"),))
    assert changes(before, after) == (CommentRemoved(comment("1")),)


def test_our_own_comment_that_vanished_is_not_told() -> None:
    assert changes(replace(ISSUE, comments=(comment("1", op="op"),)), ISSUE) == ()


def test_other_words_in_a_persons_comment_are_told() -> None:
    edited = replace(comment("1"), body=plain("Bye"), updated_at=NOON + timedelta(minutes=1))
    before, after = replace(ISSUE, comments=(comment("1"),)), replace(ISSUE, comments=(edited,))
    assert changes(before, after) == (Reworded(edited),)
    assert changes(after, after) == ()


def test_other_words_are_told_where_the_tracker_keeps_no_time_of_an_edit() -> None:
    edited = replace(comment("1"), body=plain("Bye"))
    before, after = replace(ISSUE, comments=(comment("1"),)), replace(ISSUE, comments=(edited,))
    assert changes(before, after) == (Reworded(edited),)


def test_other_words_that_were_not_edited_since_are_only_read_differently() -> None:
    edited = replace(comment("1"), updated_at=NOON + timedelta(minutes=1))
    before = replace(ISSUE, comments=(edited,))
    after = replace(ISSUE, comments=(replace(edited, body=plain("Hello!")),))
    assert changes(before, after) == ()


def test_an_edit_that_left_the_words_as_they_were_is_no_change() -> None:
    edited = replace(comment("1"), updated_at=NOON + timedelta(minutes=1))
    before, after = replace(ISSUE, comments=(comment("1"),)), replace(ISSUE, comments=(edited,))
    assert changes(before, after) == ()


def test_our_own_edit_is_not_told() -> None:
    edited = replace(comment("1", op="op"), body=plain("Bye"), updated_at=NOON + timedelta(1))
    before = replace(ISSUE, comments=(comment("1", op="op"),))
    assert changes(before, replace(ISSUE, comments=(edited,))) == ()


def test_a_persons_new_file_is_told_once() -> None:
    before = replace(ISSUE, attachments=(file("1"),))
    after = replace(ISSUE, attachments=(file("1"), file("2")))
    assert changes(before, after) == (Attached(file("2")),)


def test_our_own_file_and_one_that_vanished_are_not_told() -> None:
    before = replace(ISSUE, attachments=(file("1"),))
    assert changes(before, replace(ISSUE, attachments=(file("2", BOT),))) == ()


@pytest.mark.parametrize("priority", ["High", ""])
def test_another_priority_is_told_and_so_is_none(priority: str) -> None:
    after = replace(ISSUE, priority=priority)
    assert changes(replace(ISSUE, priority="Low"), after) == (Prioritised(priority),)


def test_another_title_is_told() -> None:
    assert changes(ISSUE, replace(ISSUE, title="It burned")) == (Retitled("It burned"),)


def test_a_version_more_or_less_is_another_plan() -> None:
    planned = replace(ISSUE, versions=frozenset({NEXT}))
    assert changes(ISSUE, planned) == (Planned(frozenset({NEXT})),)
    assert changes(planned, ISSUE) == (Planned(frozenset()),)


def test_a_version_that_comes_out_is_released_and_no_other_plan() -> None:
    before = replace(ISSUE, versions=frozenset({NEXT}))
    after = replace(ISSUE, versions=frozenset({OUT}))
    assert changes(before, after) == (Released(OUT),)
    assert changes(after, before) == ()


def test_who_plans_an_issue_for_what_is_out_already_says_both() -> None:
    after = replace(ISSUE, versions=frozenset({OUT}))
    assert changes(ISSUE, after) == (Planned(frozenset({OUT})), Released(OUT))


@pytest.mark.parametrize(
    "told_only_later",
    [
        {"priority": "High"},
        {"versions": frozenset({OUT})},
        {"attachments": (file("1"),)},
        {"comments": (comment("1"),)},
    ],
)
def test_what_an_older_sighting_does_not_tell_did_not_change(
    told_only_later: dict[str, Any],
) -> None:
    said = replace(comment("1"), body=plain("Hello, read otherwise"))
    before = replace(ISSUE, comments=(said,), form=1)
    after = replace(ISSUE, **{"comments": (said,)} | told_only_later)
    assert changes(before, after) == ()


def test_what_an_older_sighting_does_tell_may_have_changed() -> None:
    before = replace(ISSUE, comments=(comment("1"),), form=1)
    after = replace(ISSUE, title="It burned", comments=(comment("2"),))
    expected: tuple[Change, ...] = (
        Retitled("It burned"),
        Commented(comment("2")),
        CommentRemoved(comment("1")),
    )
    assert changes(before, after) == expected


@pytest.mark.parametrize(
    ("one", "ours"),
    [(comment("1"), False), (comment("1", BOT), True), (comment("1", DANA, "op"), True)],
)
def test_a_comment_is_ours_by_its_key_or_its_author(one: IssueComment, ours: bool) -> None:
    assert is_ours(one) is ours


@pytest.mark.parametrize("category", list(Category))
def test_an_issue_is_closed_when_nobody_works_on_it(category: Category) -> None:
    assert category.closed is (category not in (Category.OPEN, Category.IN_PROGRESS))
