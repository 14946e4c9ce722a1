from dataclasses import replace

from csopsbot.app import effects as fx
from csopsbot.app.ordering import order
from csopsbot.app.ports import Entry, Work
from csopsbot.app.receipts import IssueMade
from csopsbot.app.record import record
from csopsbot.app.staging import scene
from csopsbot.app.tracking import issue_made
from csopsbot.domain import events as e
from csopsbot.domain.people import Actor, Person
from tests.unit.app.house import DESK, MIA, NOON, REF, issue, opened, state

DANA = Actor("5b10", "Dana", "tracker")


def test_who_had_it_in_the_tracker_alone_is_named_on_its_new_issue(work: Work) -> None:
    opened(work)
    issue_made(work, "E1", IssueMade(issue()), DESK, NOON)
    left = e.IssueLeft(by=MIA.actor, ref=REF, why="came_back")
    record(work, state(work), [e.Taken(by=DANA), left], DESK, NOON)
    new = replace(issue(), ref=replace(REF, id="2", key="PAY-2"))
    issue_made(work, "E1", IssueMade(new), DESK, NOON)
    ordered = order(fx.SyncIssue(), state(work), state(work).version, DESK)
    shown = scene(work, Entry(1, ordered, None, 0, NOON), NOON)
    assert shown.assignee == Person("5b10", "Dana")
    assert shown.accounts == {"5b10": "5b10"}
