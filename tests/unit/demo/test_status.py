"""The status panel calls things as people do."""

from dataclasses import fields
from datetime import timedelta
from typing import get_args

import pytest

from csopsbot.app.effects import Effect
from csopsbot.app.ordering import read_issue, show_demand
from csopsbot.app.ports import Deadline, Work
from csopsbot.app.receipts import IssueMade
from csopsbot.app.steering import OnEscalation, withdraw
from csopsbot.app.tracking import issue_made
from csopsbot.demo.panels.status import standing, what_falls_due
from csopsbot.words import say
from tests.unit.app.clocked import later, passes
from tests.unit.app.clocked import opened as promised
from tests.unit.app.house import DESK, MIA, NOON, REF, issue, opened


def test_what_is_due_of_an_escalation_that_is_closed_has_its_name(work: Work) -> None:
    opened(work)
    withdraw(work, OnEscalation(MIA, "E1"), "", DESK, NOON)
    work.deadlines.set(Deadline("later", NOON + timedelta(hours=1), "draft_reminder", "E1"))
    assert standing(work).name("E1") == "ESC-1"


def test_a_lane_is_called_by_its_escalation(work: Work) -> None:
    opened(work)
    withdraw(work, OnEscalation(MIA, "E1"), "", DESK, NOON)
    seen = standing(work)
    assert seen.waiting
    assert {seen.named(one.lane, "en") for one in seen.waiting} == {"ESC-1"}


def test_an_issues_lane_is_called_by_the_issues_key(work: Work) -> None:
    issue_made(work, opened(work).id, IssueMade(issue()), DESK, NOON)
    work.outbox.put(read_issue("local", "17", "a webhook"), NOON)
    work.outbox.put(show_demand(REF, work.escalations.get("E1"), NOON), NOON)
    seen = standing(work)
    assert "issue PAY-1" in {seen.named(one.lane, "en") for one in seen.waiting}
    assert seen.named("rewriting:local:17", "es") == "incidencia PAY-1"


def test_lanes_of_what_was_never_read_are_said_in_words(work: Work) -> None:
    seen = standing(work)
    assert seen.named("issue:local:77", "es") == "incidencia 77"
    assert seen.named("reconcile:local:PAY", "en") == "project PAY"


def test_a_look_at_the_tracker_is_not_called_the_news_that_it_is_behind(work: Work) -> None:
    opened(work)
    look = Deadline("delay:E1", NOON, "delay", "E1")
    told = [what_falls_due(look, standing(work), NOON, language) for language in ("en", "es")]
    assert told == [
        "it is checked whether the tracker is behind",
        "se comprueba si el gestor va con retraso",
    ]


def says(work: Work, *, after_min: int, language: str = "en") -> str:
    """Return what the panel says of the clocks once that much time has passed."""
    promised(work)
    passes(work, after_min)
    (alarm,) = (one for one in work.deadlines.upcoming(5) if one.kind == "clocks")
    return what_falls_due(alarm, standing(work), later(after_min), language)


def test_what_is_due_is_called_by_the_promise_that_is_at_stake(work: Work) -> None:
    assert says(work, after_min=26) == "the time is over: First response, agreed among ourselves"


def test_a_warning_is_told_with_the_promise_that_is_due_next_and_when(work: Work) -> None:
    told = says(work, after_min=0, language="es")
    assert told.endswith("vence dentro de 30 min: Primera respuesta, acordada entre nosotros")


def test_what_is_promised_later_is_named_once_the_first_is_broken(work: Work) -> None:
    assert "Resolution" in says(work, after_min=31)


@pytest.mark.parametrize("language", ["en", "es"])
def test_whatever_may_be_given_up_has_words(language: str) -> None:
    for effect in get_args(Effect):
        (op,) = (one.default for one in fields(effect) if one.name == "op")
        assert say(f"owed.{op}", language)
