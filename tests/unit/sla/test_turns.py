"""Whose turn each second was."""

from csopsbot.domain.sla import signals as s
from csopsbot.domain.sla.turns import Totals, Turn, totals, turns
from tests.unit.sla.clocks import HOUR, OPENED, WAITS_FOR_CUSTOMER, at, story

ASKED = s.Paused(s.WAITING_FOR_SUPPORT)


def test_a_question_makes_it_supports_turn_until_they_answer() -> None:
    told = story(("mon 09:00", OPENED), ("mon 10:00", ASKED), ("mon 12:00", s.SupportWrote()))
    assert turns(told, at("mon 13:00")) == (
        Turn(at("mon 09:00"), at("mon 10:00"), "engineering"),
        Turn(at("mon 10:00"), at("mon 12:00"), "support"),
        Turn(at("mon 12:00"), at("mon 13:00"), "engineering"),
    )


def test_what_is_solved_is_supports_turn_until_the_customer_was_told() -> None:
    told = story(
        ("mon 09:00", OPENED), ("mon 10:00", s.Resolved()), ("mon 12:00", s.CustomerTold())
    )
    assert totals(told, at("mon 15:00")) == Totals(2 * HOUR, HOUR, 3 * HOUR)


def test_news_on_the_way_do_not_make_it_the_customers_turn() -> None:
    told = story(("mon 09:00", OPENED), ("mon 10:00", s.CustomerTold()))
    assert totals(told, at("mon 12:00")) == Totals(engineering=3 * HOUR)


def test_who_waits_for_the_customer_waits_for_nobody_else() -> None:
    told = story(
        ("mon 09:00", OPENED),
        ("mon 10:00", ASKED),
        ("mon 11:00", WAITS_FOR_CUSTOMER),
        ("mon 13:00", s.CustomerWrote()),
        ("mon 14:00", s.SupportWrote()),
    )
    assert totals(told, at("mon 15:00")) == Totals(2 * HOUR, 2 * HOUR, 2 * HOUR)


def test_what_is_reopened_is_engineerings_turn() -> None:
    told = story(("mon 09:00", OPENED), ("mon 10:00", s.Resolved()), ("mon 12:00", s.Reopened()))
    assert totals(told, at("mon 15:00")) == Totals(support=2 * HOUR, engineering=4 * HOUR)


def test_before_it_is_opened_it_is_nobodys_turn() -> None:
    assert turns(story(("mon 09:00", OPENED)), at("mon 08:00")) == ()
