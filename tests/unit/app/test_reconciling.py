from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from csopsbot.app import effects as fx
from csopsbot.app.abilities import Capabilities
from csopsbot.app.failures import AuthError, NotFound, Unavailable
from csopsbot.app.ports import EVERYTHING, Kept, Reconciliation, Work
from csopsbot.app.receipts import ChangesSeen, IssueMade, IssueRead, IssuesSighted
from csopsbot.app.reconciling import (
    Often,
    changes_seen,
    is_newer,
    issues_sighted,
    look_failed,
    reconcile,
    routines,
)
from csopsbot.app.tracker import Gone, Hidden, Sighting
from csopsbot.app.tracking import issue_made, issue_read, receive_hint
from csopsbot.app.webhooks import Hint
from csopsbot.domain import events as e
from csopsbot.domain.issue import Category, Issue, Version
from tests.unit.app.house import ADA, DESK, NOON, happened, issue, opened, owed, reacts, state

MINUTE = timedelta(minutes=1)
CHANGES, ISSUES = Often(10 * MINUTE, 2 * MINUTE), Often(15 * MINUTE, 5 * MINUTE)
CAN = Capabilities(webhooks="signed", min_poll_s=60)


@pytest.fixture(autouse=True)
def _linked(work: Work) -> None:
    opened(work)
    issue_made(work, "E1", IssueMade(issue()), DESK, NOON)
    owed(work)
    work.reconciliations.arrange(routines(DESK, {"local": CAN}, CHANGES, ISSUES), NOON)


def looks(work: Work, at: datetime) -> list[fx.Effect]:
    """Return the looks that are owed then, taken out."""
    reconcile(work, at)
    return [effect for effect in owed(work) if isinstance(effect, fx.Look)]


def of(work: Work, project: str) -> Reconciliation:
    (found,) = (one for one in work.reconciliations.all() if one.routine.project == project)
    return found


def saw(work: Work, *seen: Sighting, complete: bool = True, at: datetime = NOON) -> None:
    changes_seen(work, ChangesSeen("local", "PAY", seen, complete), at)


def changed(minutes: float, issue_id: str = "17") -> Sighting:
    return Sighting(issue_id, NOON + minutes * MINUTE)


def sighted(work: Work, seen: Sighting | Gone | Hidden, ids: Sequence[str] = ("17",)) -> None:
    issues_sighted(work, IssuesSighted("local", tuple(ids), {"17": seen}), DESK, NOON)


READ = fx.ReadIssue("local", "17")
LOST = e.IssueLost(reason="gone")


def test_a_project_is_asked_for_what_changed_and_its_tracker_for_every_issue(work: Work) -> None:
    assert set(looks(work, NOON)) == {
        fx.LookForChanges("local", "PAY", NOON - 5 * MINUTE),
        fx.SightIssues("local", ("17",)),
    }


def test_nothing_is_asked_twice_though_many_ask_what_is_due(work: Work, another: Work) -> None:
    assert reconcile(work, NOON) == 2
    assert reconcile(another, NOON) == 0


@pytest.mark.parametrize(("heard", "minutes"), [(False, 2), (True, 10)])
def test_who_is_heard_from_by_webhook_is_asked_less_often(
    work: Work, heard: bool, minutes: int
) -> None:
    if heard:
        receive_hint(work, "local", Hint("d1", ("17",)), NOON)
    reconcile(work, NOON)
    assert of(work, "PAY").due_at == NOON + minutes * MINUTE


def test_a_webhook_that_came_a_day_ago_says_nothing_of_today(work: Work) -> None:
    receive_hint(work, "local", Hint("d1", ("17",)), NOON)
    tomorrow = NOON + timedelta(days=1, minutes=1)
    reconcile(work, tomorrow)
    assert of(work, "PAY").due_at == tomorrow + 2 * MINUTE


@pytest.mark.parametrize(
    ("can", "every", "unheard"),
    [
        (CAN, 10, 2),
        (replace(CAN, webhooks="none"), 2, 2),
        (replace(CAN, min_poll_s=600), 10, 10),
        (replace(CAN, min_poll_s=1_200), 20, 20),
    ],
)
def test_no_tracker_is_asked_more_often_than_it_can_bear(
    can: Capabilities, every: int, unheard: int
) -> None:
    project = routines(DESK, {"local": can}, CHANGES, ISSUES)[0]
    assert (project.every, project.unheard) == (every * MINUTE, unheard * MINUTE)


def test_what_is_newer_than_we_know_is_read_and_nothing_else(work: Work) -> None:
    saw(work, changed(-1, "99"), changed(1))
    assert owed(work) == [READ]


def test_what_we_know_already_is_not_read_again(work: Work) -> None:
    read_later = replace(issue(), updated_at=NOON + MINUTE)
    issue_read(work, IssueRead("local", "17", read_later), DESK, NOON + 2 * MINUTE)
    saw(work, changed(1))
    assert owed(work) == []


KEPT = Kept(NOON, NOON + timedelta(seconds=9))


@pytest.mark.parametrize(
    ("kept", "seen", "newer"),
    [
        (KEPT, NOON + MINUTE, True),
        (KEPT, NOON, False),
        (KEPT, NOON - MINUTE, False),
        (replace(KEPT, updated_at=None), NOON, True),
        (replace(KEPT, lost="hidden"), NOON, True),
        (replace(KEPT, read_at=NOON + timedelta(seconds=1)), NOON, True),
        (replace(KEPT, updated_at=NOON.replace(microsecond=1)), NOON.replace(microsecond=1), False),
    ],
)
def test_an_issue_may_be_other_than_it_was_read(kept: Kept, seen: datetime, newer: bool) -> None:
    assert is_newer(Sighting("17", seen), kept) is newer


@pytest.mark.parametrize(("seconds", "newer"), [(9, True), (59, True), (61, False)])
def test_where_a_time_stays_as_it_is_for_a_while_what_was_read_then_may_be_other(
    seconds: int, newer: bool
) -> None:
    exact = NOON.replace(microsecond=1_000)
    kept = Kept(exact, exact + timedelta(seconds=seconds))
    assert is_newer(Sighting("17", exact, as_it_is=MINUTE), kept) is newer


@pytest.mark.parametrize(
    ("known", "counted", "read"),
    [(3, 2, True), (3, 4, True), (3, 3, False), (None, 3, True), (3, None, False)],
)
def test_an_issue_with_more_or_fewer_comments_than_it_had_is_read(
    work: Work, known: int | None, counted: int | None, read: bool
) -> None:
    seen = replace(issue(), counted=known)
    issue_read(work, IssueRead("local", "17", seen), DESK, NOON + MINUTE)
    sighted(work, Sighting("17", NOON, comments=counted))
    assert (READ in owed(work)) is read


def test_the_next_look_begins_a_little_before_the_newest_change_that_was_seen(work: Work) -> None:
    looks(work, NOON)
    saw(work, changed(3), changed(7))
    later = NOON + 30 * MINUTE
    assert fx.LookForChanges("local", "PAY", NOON + 2 * MINUTE) in looks(work, later)
    assert of(work, "PAY").checked_at == NOON


def test_where_more_changed_than_was_told_the_look_goes_on_from_there(work: Work) -> None:
    saw(work, changed(3, "98"), changed(7, "99"), complete=False)
    assert owed(work) == [fx.LookForChanges("local", "PAY", NOON + 7 * MINUTE)]
    assert of(work, "PAY").checked_at is None


def test_while_a_look_is_still_owed_none_is_added(work: Work) -> None:
    reconcile(work, NOON)
    assert reconcile(work, NOON + 60 * MINUTE) == 2
    assert len([one for one in owed(work) if isinstance(one, fx.LookForChanges)]) == 1


def test_issues_are_sighted_a_hundred_at_a_time_until_all_are_in_step(work: Work) -> None:
    sighted(work, changed(0))
    assert of(work, EVERYTHING).checked_at == NOON


def test_an_issue_whose_time_went_back_is_read_when_it_is_looked_at_itself(work: Work) -> None:
    saw(work, changed(-1))
    assert owed(work) == []
    sighted(work, changed(-1))
    assert READ in owed(work)


def test_an_issue_that_was_deleted_is_told_without_reading_it(work: Work) -> None:
    sighted(work, Gone())
    sighted(work, Gone())
    assert READ not in owed(work)
    assert [event for event in happened(work) if event == LOST] == [LOST]


def test_an_issue_that_can_be_seen_again_is_read_though_it_did_not_change(work: Work) -> None:
    sighted(work, Hidden())
    assert state(work).issue_trouble == "hidden"
    owed(work)
    sighted(work, changed(0))
    assert READ in owed(work)


def test_an_issue_that_is_seen_elsewhere_is_read_by_the_id_we_know(work: Work) -> None:
    sighted(work, changed(-1, "34"))
    assert READ in owed(work)


def test_where_a_moved_issue_is_known_already_it_is_asked_for_no_more(work: Work) -> None:
    moved = replace(issue(), ref=replace(issue().ref, id="34"))
    issue_read(work, IssueRead("local", "17", moved), DESK, NOON)
    owed(work)
    sighted(work, changed(-1, "34"))
    assert READ not in owed(work)
    assert fx.SightIssues("local", ("34",)) in looks(work, NOON + MINUTE)


def kept_closed(work: Work, seen: Issue) -> None:
    issue_read(work, IssueRead("local", "17", seen), DESK, NOON)
    owed(work)


@pytest.mark.parametrize(("days", "followed"), [(13, True), (15, False)])
def test_what_is_closed_is_followed_for_a_fortnight(work: Work, days: int, followed: bool) -> None:
    reacts(work, ADA, "white_check_mark")
    kept_closed(work, issue(Category.DONE, "Done"))
    asked = looks(work, NOON + timedelta(days=days))
    assert (fx.SightIssues("local", ("17",)) in asked) is followed


def test_what_is_open_is_followed_however_long_nothing_happens(work: Work) -> None:
    assert fx.SightIssues("local", ("17",)) in looks(work, NOON + timedelta(days=300))


@pytest.mark.parametrize("failure", [Unavailable("down"), AuthError("no"), NotFound("no project")])
def test_why_a_project_cannot_be_looked_at_is_kept_since_when(
    work: Work, failure: Exception
) -> None:
    look = fx.LookForChanges("local", "PAY", NOON)
    look_failed(work, look, str(failure), NOON)
    look_failed(work, look, str(failure), NOON + MINUTE)
    assert (of(work, "PAY").failed_since, of(work, "PAY").problem) == (NOON, str(failure))
    saw(work)
    assert (of(work, "PAY").failed_since, of(work, "PAY").problem) == (None, "")


def test_a_project_that_no_team_has_any_more_is_forgotten(work: Work) -> None:
    work.reconciliations.arrange([], NOON)
    assert work.reconciliations.all() == []


def test_a_project_goes_on_where_it_was_after_a_restart(work: Work) -> None:
    saw(work, changed(7))
    later = NOON + 60 * MINUTE
    work.reconciliations.arrange(routines(DESK, {"local": CAN}, CHANGES, ISSUES), later)
    assert of(work, "PAY").cursor == NOON + 7 * MINUTE


def planned(*versions: Version) -> Issue:
    return replace(issue(), versions=frozenset(versions), updated_at=NOON + MINUTE)


def test_a_project_is_asked_for_its_versions_while_an_issue_waits_for_one(work: Work) -> None:
    issue_read(work, IssueRead("local", "17", planned(Version("2.0"))), DESK, NOON)
    owed(work)
    asked = [one for one in looks(work, NOON) if isinstance(one, fx.LookForChanges)]
    assert [one.versions for one in asked] == [True]


def test_when_a_version_is_out_what_waited_for_it_is_read_and_nothing_else(work: Work) -> None:
    issue_read(work, IssueRead("local", "17", planned(Version("2.0"))), DESK, NOON)
    owed(work)
    for released in ("1.0", "2.0"):
        seen = ChangesSeen("local", "PAY", (), complete=True, released=frozenset({released}))
        changes_seen(work, seen, NOON)
        assert (READ in owed(work)) is (released == "2.0")


def test_a_version_that_is_out_is_waited_for_no_more(work: Work) -> None:
    out = planned(Version("2.0", released=True))
    issue_read(work, IssueRead("local", "17", out), DESK, NOON)
    assert work.issues.awaiting("local") == {}
