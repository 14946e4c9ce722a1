"""What state and labels mean, and the edit that gives another meaning."""

from datetime import UTC, datetime

import pytest

from csopsbot.domain.issue import Category, Status
from csopsbot.trackers.gitlab.meanings import Meanings
from csopsbot.trackers.gitlab.shapes import IssueShape, LinksShape

NOW = datetime(2026, 11, 21, tzinfo=UTC)
meanings = Meanings("Doing", "Won't do", "Duplicate")


def issue(state: str, *labels: str, duplicate: bool = False) -> IssueShape:
    links = LinksShape(closed_as_duplicate_of="https://x.test" if duplicate else None)
    return IssueShape(
        id=1, iid=1, project_id=1, title="x", state=state, labels=labels,
        created_at=NOW, updated_at=NOW, web_url="https://x.test", _links=links,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("shape", "status"),
    [
        (issue("opened"), Status("opened", Category.OPEN)),
        (issue("opened", "doing"), Status("Doing", Category.IN_PROGRESS)),
        (issue("opened", "won't do"), Status("opened", Category.OPEN)),
        (issue("closed"), Status("closed", Category.DONE)),
        (issue("closed", "Doing"), Status("closed", Category.DONE)),
        (issue("closed", "Won't do"), Status("Won't do", Category.REJECTED)),
        (issue("closed", "Won't do", "Duplicate"), Status("Duplicate", Category.DUPLICATE)),
        (issue("closed", duplicate=True), Status("Duplicate", Category.DUPLICATE)),
    ],
)
def test_a_status_is_told_by_state_and_labels(shape: IssueShape, status: Status) -> None:
    assert meanings.status(shape) == status
    assert status in meanings.statuses()


def test_labels_that_would_say_otherwise_go() -> None:
    edit = meanings.edit(issue("opened", "doing", "mine"), Category.REJECTED)
    assert edit == {"add_labels": "Won't do", "remove_labels": "doing", "state_event": "close"}


def test_labels_that_say_nothing_of_a_status_stay() -> None:
    assert meanings.edit(issue("opened", "mine"), Category.DONE) == {"state_event": "close"}


def test_an_issue_that_is_opened_again_is_rejected_no_more() -> None:
    edit = meanings.edit(issue("closed", "Won't do"), Category.OPEN)
    assert edit == {"remove_labels": "Won't do", "state_event": "reopen"}
