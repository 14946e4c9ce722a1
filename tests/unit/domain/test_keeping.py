from dataclasses import replace

import pytest

from csopsbot.domain import events as e
from csopsbot.domain.issue import Category, IssueRef, Status
from csopsbot.domain.keeping import keeper
from csopsbot.domain.people import Actor
from tests.unit.domain.builders import ADA, MIA, after

OLD = IssueRef("jira", "1", "PAY-1", "https://jira.test/PAY-1")
NEW = IssueRef("jira", "2", "PAY-2", "https://jira.test/PAY-2")
OPEN = Status("To Do", Category.OPEN)
DANA = Actor("5b10", "Dana", "tracker")
FIRST = e.IssueLinked(ref=OLD, status=OPEN)
LEFT = e.IssueLeft(by=MIA, ref=OLD, why="came_back")
SECOND = e.IssueLinked(ref=NEW, status=OPEN)


def kept(*events: e.Event) -> Actor | None:
    return keeper(after(*events), events)


def test_who_had_the_problem_in_the_tracker_has_its_new_issue() -> None:
    assert kept(FIRST, e.Taken(by=DANA), LEFT, SECOND) == DANA


@pytest.mark.parametrize(
    "events",
    [
        (FIRST, LEFT, SECOND),
        (FIRST, e.Taken(by=ADA), LEFT, SECOND),
        (FIRST, e.Taken(by=DANA)),
        (FIRST, e.Taken(by=Actor("PAY-1", "PAY-1", "tracker")), LEFT, SECOND),
        (FIRST, e.Taken(by=DANA), replace(SECOND, by=MIA, former=OLD)),
        (FIRST, e.Taken(by=DANA), LEFT, replace(SECOND, ref=replace(NEW, tracker="gitlab"))),
    ],
    ids=["nobody", "chat", "one issue", "issue itself", "another's issue", "another tracker"],
)
def test_who_else_has_it_is_not_known_by_the_tracker_alone(events: tuple[e.Event, ...]) -> None:
    assert kept(*events) is None


@pytest.mark.parametrize("assignee", ["Dana", "Ben"])
def test_once_somebody_was_named_on_the_new_issue_the_tracker_knows_better(assignee: str) -> None:
    named = e.IssueChanged(ref=NEW, status=OPEN, assignee=assignee)
    nobody = replace(named, assignee=None)
    assert kept(FIRST, e.Taken(by=DANA), LEFT, SECOND, nobody) == DANA
    assert kept(FIRST, e.Taken(by=DANA), LEFT, SECOND, named, nobody) is None
