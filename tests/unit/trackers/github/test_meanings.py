"""What states on GitHub mean, and which changes lead from one meaning to another."""

from datetime import UTC, datetime

import pytest

from csopsbot.domain.issue import Category, Status
from csopsbot.trackers.github.meanings import Edit, Label, Meanings, Step, Unlabel
from csopsbot.trackers.github.shapes import IssueShape, LabelShape

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
MEANINGS = Meanings("doing")
REOPEN = Edit(None)


def issue(*labels: str, state: str = "open", reason: str | None = None) -> IssueShape:
    return IssueShape(
        number=7,
        title="It burns",
        state=state,
        state_reason=reason,
        labels=tuple(LabelShape(name=name) for name in labels),
        created_at=NOON,
        updated_at=NOON,
        html_url="https://github.test/acme/shop/issues/7",
    )


def closed(*labels: str, reason: str | None = "completed") -> IssueShape:
    return issue(*labels, state="closed", reason=reason)


@pytest.mark.parametrize(
    ("shape", "status"),
    [
        (issue(), Status("Open", Category.OPEN)),
        (issue("bug"), Status("Open", Category.OPEN)),
        (issue(reason="reopened"), Status("Open", Category.OPEN)),
        (issue("bug", "doing"), Status("doing", Category.IN_PROGRESS)),
        (issue("Doing"), Status("doing", Category.IN_PROGRESS)),
        (issue("doing it"), Status("Open", Category.OPEN)),
        (closed(), Status("Closed as completed", Category.DONE)),
        (closed("doing"), Status("Closed as completed", Category.DONE)),
        (closed(reason=None), Status("Closed as completed", Category.DONE)),
        (closed(reason="something new"), Status("Closed as completed", Category.DONE)),
        (closed(reason="not_planned"), Status("Closed as not planned", Category.REJECTED)),
        (closed(reason="duplicate"), Status("Closed as duplicate", Category.DUPLICATE)),
    ],
)
def test_a_state_has_its_meaning(shape: IssueShape, status: Status) -> None:
    assert MEANINGS.status(shape) == status


@pytest.mark.parametrize(
    ("shape", "target", "steps"),
    [
        (issue(), Category.OPEN, ()),
        (issue(), Category.IN_PROGRESS, (Label("doing"),)),
        (issue(), Category.DONE, (Edit("completed"),)),
        (issue(), Category.REJECTED, (Edit("not_planned"),)),
        (issue(), Category.DUPLICATE, (Edit("duplicate"),)),
        (issue("Doing"), Category.OPEN, (Unlabel("Doing"),)),
        (issue("Doing"), Category.IN_PROGRESS, ()),
        (issue("doing"), Category.DONE, (Edit("completed"), Unlabel("doing"))),
        (closed(), Category.OPEN, (REOPEN,)),
        (closed(), Category.IN_PROGRESS, (Label("doing"), REOPEN)),
        (closed("doing"), Category.IN_PROGRESS, (REOPEN,)),
        (closed("doing"), Category.OPEN, (Unlabel("doing"), REOPEN)),
        (closed(), Category.DONE, ()),
        (closed(reason=None), Category.DONE, ()),
        (closed(), Category.REJECTED, (Edit("not_planned"),)),
        (closed("doing"), Category.DONE, (Unlabel("doing"),)),
    ],
)
def test_the_steps_to_a_meaning_show_no_third_one_on_the_way(
    shape: IssueShape, target: Category, steps: tuple[Step, ...]
) -> None:
    assert MEANINGS.steps(shape, target) == steps


def test_each_meaning_has_one_status() -> None:
    assert sorted(one.category for one in MEANINGS.statuses()) == sorted(Category)


def test_opening_says_that_it_is_reopened_and_closing_why() -> None:
    assert REOPEN.body == {"state": "open", "state_reason": "reopened"}
    assert Edit("duplicate").body == {"state": "closed", "state_reason": "duplicate"}
