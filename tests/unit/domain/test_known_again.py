from dataclasses import replace
from datetime import UTC, datetime

from csopsbot.domain.changes import Commented, CommentRemoved, changes
from csopsbot.domain.document import plain
from csopsbot.domain.issue import Category, Issue, IssueComment, IssueRef, Status, TrackerUser
from csopsbot.domain.known_again import known_again

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
KIM = TrackerUser("kim", "Kim")
FIRST = IssueComment("noon", KIM, plain("One"), NOON, NOON, native_id="7")
SECOND = IssueComment("noon#2", KIM, plain("Two"), NOON, NOON, native_id="8")


def issue(*comments: IssueComment, id: str = "17") -> Issue:
    ref = IssueRef("local", id, "PAY-17", "")
    return Issue(ref, "T", Status("To do", Category.OPEN), None, NOON, comments=comments)


def test_the_second_of_two_stays_what_it_was_when_the_first_is_deleted() -> None:
    before = issue(FIRST, SECOND)
    now = known_again(before, issue(replace(SECOND, id="noon")))
    assert changes(before, now) == (CommentRemoved(FIRST),)
    assert known_again(now, issue(replace(SECOND, id="noon"))) == now


def test_a_new_one_takes_the_name_of_none_that_was_there() -> None:
    third = replace(SECOND, native_id="9", body=plain("Three"))
    before = issue(SECOND)
    now = known_again(before, issue(replace(SECOND, id="noon"), third))
    (news,) = changes(before, now)
    assert isinstance(news, Commented)
    assert news.comment.body == third.body


def test_what_was_kept_without_the_trackers_own_ids_goes_by_its_name() -> None:
    before = issue(replace(FIRST, native_id=""))
    assert known_again(before, issue(FIRST)) == issue(FIRST)


def test_a_moved_issue_has_its_comments_made_anew_and_they_go_by_their_names() -> None:
    anew = issue(replace(FIRST, native_id="70"), id="18")
    assert known_again(issue(FIRST), anew) == anew
