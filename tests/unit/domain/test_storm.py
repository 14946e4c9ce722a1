from datetime import UTC, datetime, timedelta

import pytest

from csopsbot.domain.changes import Commented, changes
from csopsbot.domain.document import plain
from csopsbot.domain.issue import Category, Issue, IssueComment, IssueRef, Status, TrackerUser
from csopsbot.domain.storm import calm_at, too_many

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
KIM, US = TrackerUser("kim", "Kim"), TrackerUser("bot", "csopsbot", is_self=True)
BEFORE = Issue(IssueRef("jira", "17", "PAY-1", ""), "x", Status("Open", Category.OPEN), None, NOON)


def comment(
    number: int, seconds: float, author: TrackerUser = KIM, text: str = "Found it"
) -> IssueComment:
    at = NOON + timedelta(seconds=seconds)
    return IssueComment(f"c{number}", author, plain(text), at, at)


@pytest.mark.parametrize(("apart", "beyond"), [(2.9, ["c20", "c21", "c22"]), (3.1, []), (120, [])])
def test_more_than_twenty_comments_within_a_minute_are_too_many(
    apart: float, beyond: list[str]
) -> None:
    written = [comment(number, number * apart) for number in range(23)]
    assert sorted(too_many(written)) == beyond


def test_what_we_say_ourselves_is_no_storm() -> None:
    assert not too_many([comment(number, 0, US) for number in range(50)])


def test_it_is_calm_ten_minutes_after_the_last_comment() -> None:
    written = [comment(1, 30), comment(2, 90), comment(3, 300, US)]
    assert calm_at(written, NOON) == NOON + timedelta(seconds=690)
    assert calm_at([], NOON) == NOON + timedelta(minutes=10)


@pytest.mark.parametrize(
    ("text", "passed"),
    [
        ("Mia (support): the card is a Visa", False),
        ("  Mia (support): the card is a Visa\n", False),
        ("Mia (support): the card is a Visa\n\nNo, a Mastercard.", True),
    ],
)
def test_a_copy_of_what_we_said_is_passed_on_by_nobody(text: str, passed: bool) -> None:
    ours = comment(1, 0, US, "Mia (support): the card is a Visa")
    copy = comment(2, 1, KIM, text)
    after = Issue(BEFORE.ref, "x", BEFORE.status, None, NOON, comments=(ours, copy))
    assert (Commented(copy) in changes(BEFORE, after)) is passed


def test_two_people_may_say_the_same_few_words() -> None:
    ours, theirs = comment(1, 0, US, "Fixed."), comment(2, 1, KIM, "Fixed.")
    after = Issue(BEFORE.ref, "x", BEFORE.status, None, NOON, comments=(ours, theirs))
    assert changes(BEFORE, after) == (Commented(theirs),)
