"""The small forms behind the cards' menu and below a missed clock, and what comes back from them."""

from dataclasses import dataclass

from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import BreachExplained, ClockMissed
from csopsbot.slack import names
from csopsbot.slack.blocks import (
    Json,
    context,
    cut_quote,
    option,
    section,
    select_input,
    text_input,
)
from csopsbot.slack.countdown import clock_name
from csopsbot.slack.forms import FieldErrors, Reading, View, carried, choice_value
from csopsbot.slack.modals import MOST_CHOICES, our_form, severity_options
from csopsbot.slack.titles import headline, name_of
from csopsbot.words import say

_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Why:
    """Why a clock was missed: one of the desk's reasons, and the person's own words."""

    reason: str
    note: str


def change_severity(escalation: Escalation, desk: Desk, language: str) -> Json:
    """Return the form to say that it is worse, or less bad; the present severity is chosen."""
    options = severity_options(desk.severities)
    present = choice_value(escalation.intake.severity)
    initial = next((one for one in options if one["value"] == present), None)
    label = say("escalate.severity", language)
    blocks = [
        section(headline(escalation)),
        select_input("severity", label, options, initial=initial),
    ]
    carries = {"escalation": escalation.id}
    return our_form(names.CHANGE_SEVERITY, "change_severity", blocks, carries, language)


def read_change_severity(view: View, desk: Desk, language: str) -> str | FieldErrors:
    """Return the severity that was chosen, or what is wrong with the form."""
    form = Reading(view, language)
    known = [one.key for one in desk.severities]
    return form.result(form.choice("severity", known, required=True))


def withdraw(escalation: Escalation, language: str) -> Json:
    """Return the form to say that support needs nothing any more."""
    reason = text_input(
        "reason",
        say("withdraw.reason", language),
        longest=_LONGEST,
        hint=say("withdraw.reason_hint", language),
        multiline=True,
        optional=True,
    )
    blocks = [section(headline(escalation)), reason]
    carries = {"escalation": escalation.id}
    return our_form(names.WITHDRAW, "withdraw", blocks, carries, language)


def read_withdraw(view: View, language: str) -> str | FieldErrors:
    """Return the reason, which may be empty, or what is wrong with it."""
    form = Reading(view, language)
    return form.result(form.text("reason", _LONGEST))


def breach_reason(
    escalation: Escalation,
    missed: ClockMissed,
    given: BreachExplained | None,
    desk: Desk,
    language: str,
) -> Json:
    """Return the form that asks why a clock was missed; what was GIVEN so far stands in it."""
    options = [option(one, choice_value(one)) for one in desk.breach_reasons[:MOST_CHOICES]]
    chosen = choice_value(given.reason) if given else ""
    reason = select_input(
        "reason",
        say("miss.reason", language),
        options,
        initial=next((one for one in options if one["value"] == chosen), None),
        example=say("miss.reason_example", language),
    )
    note = text_input(
        "note",
        say("miss.note", language),
        longest=_LONGEST,
        initial=given.note if given else "",
        multiline=True,
        optional=True,
    )
    clock = clock_name(missed.clock, language)
    said = [context(_said(given, language))] if given else []
    blocks = [section(f"{headline(escalation)}\n{clock}"), *said, reason, note]
    carries = {"escalation": escalation.id, "clock": missed.clock, "cycle": missed.cycle}
    return our_form(names.BREACH_REASON, "miss", blocks, carries, language)


def read_breach_reason(view: View, desk: Desk, language: str) -> Why | FieldErrors:
    """Return why, or what is wrong with the form."""
    form = Reading(view, language)
    reason = form.choice("reason", desk.breach_reasons, required=True)
    return form.result(Why(reason, form.text("note", _LONGEST)))


def read_cycle(view: View) -> tuple[str, int]:
    """Return which clock and which cycle of it a form is about; raises `NotOurForm`."""
    clock, cycle = carried(view, "clock", "cycle")
    return str(clock), int(cycle)


def _said(given: BreachExplained, language: str) -> str:
    said = say("miss.given", language, name=name_of(given.by))
    words = cut_quote(f"{given.reason}\n{given.note}", 600)
    return f"{said}\n{words}"
