from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from csopsbot.app import effects as fx
from csopsbot.app.deadlines import fire_due
from csopsbot.app.freshness import Freshness, freshen, freshness, look_again, stale_since
from csopsbot.app.ordering import order
from csopsbot.app.ports import EVERYTHING, Deadline, Entry, Routine, Work
from csopsbot.app.receipts import IssueMade
from csopsbot.app.reconciling import look_failed
from csopsbot.app.staging import scene
from csopsbot.app.tracking import issue_made
from tests.unit.app.house import ADA, DESK, NOON, REF, issue, opened, owed, reacts, state

MINUTE = timedelta(minutes=1)
ALL, PAY, OPS = (
    Routine("local", project, 15 * MINUTE, 5 * MINUTE) for project in (EVERYTHING, "PAY", "OPS")
)
CARDS = [fx.ShowSupportCard(), fx.ShowTeamCard()]


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
    assert owed(work) == CARDS


def fails(work: Work, minutes: float, project: str = EVERYTHING) -> None:
    """Let a look fail, and what has fallen due by then be done."""
    look: fx.Look = fx.SightIssues("local", ("17",))
    if project != EVERYTHING:
        look = fx.LookForChanges("local", project, NOON)
    look_failed(work, look, "down", after(minutes))
    fire_due(work, DESK, after(minutes))


def test_an_outage_is_told_on_quiet_cards_once_it_matters(work: Work) -> None:
    for minutes in (1, 10, 16):
        fails(work, minutes)
        assert owed(work) == []
    fails(work, 17)
    assert owed(work) == CARDS


def test_cards_are_come_back_to_until_the_tracker_is_back(work: Work) -> None:
    for minutes in (1, 17, 18, 19):
        fails(work, minutes)
    assert owed(work) == CARDS
    fails(work, 22)
    assert owed(work) == CARDS
    work.reconciliations.checked("local", EVERYTHING, after(23))
    fire_due(work, DESK, after(27))
    assert owed(work) == CARDS
    fire_due(work, DESK, after(60))
    assert owed(work) == []


def test_a_later_outage_is_told_as_well(work: Work) -> None:
    for minutes in (1, 17):
        fails(work, minutes)
    work.reconciliations.checked("local", EVERYTHING, after(18))
    fire_due(work, DESK, after(30))
    owed(work)
    for minutes in (100, 116):
        fails(work, minutes)
    assert owed(work) == CARDS


def test_an_outage_is_not_told_on_cards_of_what_is_closed(work: Work) -> None:
    reacts(work, ADA, "white_check_mark")
    owed(work)
    for minutes in (1, 17):
        fails(work, minutes)
    assert owed(work) == []


@pytest.mark.parametrize("effect", [fx.ShowSupportCard(), fx.ShowTeamCard(), fx.TellTeam(1)])
def test_both_cards_are_drawn_with_how_old_what_they_show_is(work: Work, effect: fx.Effect) -> None:
    work.reconciliations.failed("local", EVERYTHING, "down", after(1))
    entry = Entry(1, order(effect, state(work), 1, DESK), None, 0, NOON)
    told = not isinstance(effect, fx.TellTeam)
    assert scene(work, entry, after(20)).checked_at == (NOON if told else None)


def test_another_project_that_cannot_be_looked_at_makes_no_issue_old(work: Work) -> None:
    in_pay = replace(issue(), projects=frozenset({"PAY"}), updated_at=NOON)
    work.issues.put(in_pay, NOON)
    work.reconciliations.arrange([replace(ALL, every=2 * 60 * MINUTE), PAY, OPS], NOON)
    work.reconciliations.failed("local", "OPS", "no such project", after(1))
    assert stale_since(work, REF, after(60)) is None
    work.reconciliations.failed("local", "PAY", "down", after(1))
    assert stale_since(work, REF, after(60)) == NOON
    work.reconciliations.checked("local", "PAY", after(59))
    assert stale_since(work, REF, after(60)) is None
