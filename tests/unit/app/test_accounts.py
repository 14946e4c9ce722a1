"""Who somebody is in a tracker is asked once, and remembered."""

from dataclasses import replace
from typing import Literal

import pytest

from csopsbot.app import effects as fx
from csopsbot.app.accounts import name_account, people_found
from csopsbot.app.ports import Work
from csopsbot.app.receipts import IssueMade, IssueRead, NotGiven, PeopleFound
from csopsbot.app.receiving import receive
from csopsbot.app.steering import OnEscalation
from csopsbot.app.tracking import issue_made
from csopsbot.domain import events as e
from csopsbot.domain.issue import TrackerUser
from csopsbot.domain.steps import NotPossible
from tests.unit.app.house import ADA, DESK, GUEST, NOON, happened, issue, opened, owed, state

NOVAK = TrackerUser("a.novak", "Novak, A.")
OTHER = TrackerUser("a.novak2", "Novak, A.")
NOBODY_KNOWN = IssueRead("local", "17", issue(), stranger=ADA.id)


@pytest.fixture(autouse=True)
def _linked(work: Work) -> None:
    opened(work)
    issue_made(work, "E1", IssueMade(issue()), DESK, NOON)
    work.people.put(ADA, NOON)
    owed(work)


def say(work: Work, *people: TrackerUser) -> list[fx.Effect]:
    """Let Ada say who she is, and the tracker know PEOPLE of that name."""
    name_account(work, OnEscalation(ADA, "E1"), "novak", DESK, NOON)
    asked = state(work).version
    assert owed(work) == [fx.FindPerson(asked)]
    people_found(work, "E1", PeopleFound(asked, "local", people), DESK, NOON)
    return owed(work)


def test_whom_the_tracker_does_not_know_is_asked_alone_and_in_their_language(work: Work) -> None:
    receive(NOBODY_KNOWN, work, "E1", DESK, NOON)
    asked = e.AccountAsked(by=ADA.actor, tracker="local", language="es")
    assert happened(work)[-1] == asked
    assert owed(work) == [fx.Whisper(state(work).version)]


def test_they_are_asked_once_per_tracker(work: Work) -> None:
    for tracker in ("local", "local", "jira", "local"):
        receive(replace(NOBODY_KNOWN, tracker=tracker), work, "E1", DESK, NOON)
    asked = [one.tracker for one in happened(work) if isinstance(one, e.AccountAsked)]
    assert asked == ["local", "jira"]


def not_given(work: Work, tracker: str = "local") -> None:
    refused = NotGiven(ADA.id, "GitHub did not assign the issue as asked: eve")
    receive(IssueRead(tracker, "17", issue(), not_given=refused), work, "E1", DESK, NOON)


def test_whom_the_issue_is_not_given_to_is_told_alone_and_why(work: Work) -> None:
    not_given(work)
    why = "GitHub did not assign the issue as asked: eve"
    assert happened(work)[-1] == e.AssignmentRefused(
        by=ADA.actor, tracker="local", reason=why, language="es"
    )
    assert owed(work) == [fx.Whisper(state(work).version)]


def test_they_are_told_once_per_tracker_and_each_time_they_say_who_they_are(work: Work) -> None:
    for tracker in ("local", "local", "jira", "local"):
        not_given(work, tracker)
    owed(work)
    say(work, NOVAK)
    not_given(work)
    not_given(work)
    told = [one.tracker for one in happened(work) if isinstance(one, e.AssignmentRefused)]
    assert told == ["local", "jira", "local"]


def test_an_issue_that_is_with_whom_it_should_be_asks_nobody(work: Work) -> None:
    receive(replace(NOBODY_KNOWN, stranger=""), work, "E1", DESK, NOON)
    assert owed(work) == []


def test_what_somebody_says_of_themselves_is_remembered_and_the_issue_given_to_them(
    work: Work,
) -> None:
    told = say(work, NOVAK)
    assert work.accounts.of("local", [ADA.id]) == {ADA.id: "a.novak"}
    assert fx.SyncIssue() in told
    assert fx.Whisper(state(work).version) in told


@pytest.mark.parametrize(("people", "found"), [((), "none"), ((NOVAK, OTHER), "several")])
def test_nobody_and_several_are_told_and_never_guessed(
    work: Work, people: tuple[TrackerUser, ...], found: Literal["none", "several"]
) -> None:
    assert say(work, *people) == [fx.Whisper(state(work).version)]
    last = happened(work)[-1]
    assert isinstance(last, e.AccountLookedUp)
    assert (last.found, last.name) == (found, "")
    assert work.accounts.of("local", [ADA.id]) == {}


def test_who_has_said_it_is_not_asked_any_more(work: Work) -> None:
    say(work, NOVAK)
    receive(NOBODY_KNOWN, work, "E1", DESK, NOON)
    assert owed(work) == []


def test_who_is_somebody_else_by_now_says_so_again(work: Work) -> None:
    say(work, NOVAK)
    say(work, OTHER)
    assert work.accounts.of("local", [ADA.id]) == {ADA.id: "a.novak2"}


def test_guests_are_nobody_there(work: Work) -> None:
    with pytest.raises(NotPossible, match="guest"):
        name_account(work, OnEscalation(GUEST, "E1"), "novak", DESK, NOON)
