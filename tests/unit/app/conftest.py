import pytest

from csopsbot.app.ports import Work
from csopsbot.app.receipts import IssueMade
from csopsbot.app.tracking import issue_made
from tests.unit.app.house import DESK, NOON, issue, opened, owed


@pytest.fixture
def linked(work: Work) -> None:
    """Let an escalation be open and wait on its issue, with nothing left to be done."""
    opened(work)
    issue_made(work, "E1", IssueMade(issue()), DESK, NOON)
    owed(work)
