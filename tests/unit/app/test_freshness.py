from datetime import datetime, timedelta

import pytest

from csopsbot.app import effects as fx
from csopsbot.app.freshness import Freshness, freshen, freshness, look_again, stale_since
from csopsbot.app.ports import EVERYTHING, Deadline, Routine, Work
from csopsbot.app.receipts import IssueMade
from csopsbot.app.tracking import issue_made
from tests.unit.app.house import DESK, NOON, REF, issue, opened, owed

MINUTE = timedelta(minutes=1)
ALL, PAY = (Routine("local", project, 15 * MINUTE, 5 * MINUTE) for project in (EVERYTHING, "PAY"))


@pytest.fixture(autouse=True)
def _linked(work: Work) -> None:
    opened(work)
    issue_made(work, "E1", IssueMade(issue()), DESK, NOON)
    owed(work)
    work.reconciliations.arrange([ALL, PAY], NOON)


def of(work: Work, project: str) -> Freshness:
    (found,) = (one for one in freshness(work) if one.project == project)
    return found


def after(minutes: float) -> datetime:
    return NOON + minutes * MINUTE


def test_a_project_is_in_step_once_it_was_looked_at(work: Work) -> None:
    assert of(work, "PAY").in_step_at is None
    work.reconciliations.checked("local", "PAY", NOON)
    assert of(work, "PAY").in_step_at == NOON


def test_a_webhook_tells_that_a_tracker_is_in_step(work: Work) -> None:
    work.reconciliations.checked("local", "PAY", NOON)
    work.reconciliations.heard("local", after(3))
    assert of(work, "PAY").in_step_at == after(3)


def test_while_looks_fail_webhooks_tell_nothing_as_readings_would_fail_too(work: Work) -> None:
    work.reconciliations.heard("local", after(3))
    work.reconciliations.failed("local", "PAY", "down", after(2))
    assert of(work, "PAY").in_step_at == after(2)
    assert of(work, "PAY").problem == "down"


@pytest.mark.parametrize(("minutes", "told"), [(14, False), (16, True)])
def test_how_old_our_knowledge_is_matters_after_a_quarter_of_an_hour_of_failures(
    work: Work, minutes: int, told: bool
) -> None:
    work.reconciliations.failed("local", EVERYTHING, "down", after(1))
    assert stale_since(work, REF, after(minutes)) == (NOON if told else None)


@pytest.mark.parametrize(("minutes", "told"), [(19, False), (21, True)])
def test_or_when_nobody_has_looked_for_longer_than_was_arranged(
    work: Work, minutes: int, told: bool
) -> None:
    assert stale_since(work, REF, after(minutes)) == (NOON if told else None)


def test_a_look_at_all_issues_makes_each_fresh(work: Work) -> None:
    work.reconciliations.checked("local", EVERYTHING, after(10))
    assert stale_since(work, REF, after(21)) is None


def test_what_nobody_reconciles_is_not_called_old(work: Work) -> None:
    work.reconciliations.arrange([], NOON)
    assert stale_since(work, REF, after(600)) is None


def test_a_card_that_says_how_old_it_is_is_come_back_to(work: Work) -> None:
    look_again(work, "E1", NOON)
    (due,) = (one for one in work.deadlines.claim(after(5), 10) if one.kind == "freshen")
    assert due == Deadline("freshen:E1", after(5), "freshen", "E1")
    freshen(work, due, DESK, after(5))
    assert owed(work) == [fx.ShowTeamCard()]
