"""Which of two readings of an issue was made first, when the newest thing on it was taken away."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from csopsbot.app.ports import Work
from csopsbot.app.receipts import IssueRead
from csopsbot.app.tracking import issue_read
from csopsbot.domain import events as e
from csopsbot.domain.document import plain
from csopsbot.domain.issue import Issue, IssueComment, TrackerUser
from tests.unit.app.house import DESK, NOON, happened, issue

KIM = TrackerUser("kim", "Kim")
LATER = NOON + timedelta(minutes=5)
SAID = IssueComment("c1", KIM, plain("the password"), LATER, LATER)
COMMENTED = replace(issue(), updated_at=LATER, steady_at=NOON, comments=(SAID,))

pytestmark = pytest.mark.usefixtures("linked")


@pytest.mark.parametrize(
    ("known", "own", "told"),
    [
        (COMMENTED, NOON, True),
        (COMMENTED, NOON - timedelta(minutes=1), False),
        (COMMENTED, None, False),
        (issue(), NOON, False),
        (None, NOON, False),
    ],
)
def test_a_time_that_goes_back_is_believed_where_its_own_does_not_and_nothing_came_between(
    work: Work, known: Issue | None, own: datetime | None, told: bool
) -> None:
    issue_read(work, IssueRead("local", "17", COMMENTED), DESK, NOON)
    seen = replace(issue(), steady_at=own)
    issue_read(work, IssueRead("local", "17", seen, before=known), DESK, NOON)
    assert any(isinstance(one, e.Amended) for one in happened(work)) is told
