"""The forms people fill in, and what comes back from them."""

import json
from dataclasses import dataclass
from datetime import datetime

from csopsbot.app.drafts import edition
from csopsbot.domain.desk import Desk, Severity
from csopsbot.domain.escalation import Draft, Escalation
from csopsbot.domain.events import Intake, Place
from csopsbot.slack import names
from csopsbot.slack.blocks import (
    Json,
    channel_input,
    modal,
    moment_input,
    option,
    section,
    select_input,
    text_input,
)
from csopsbot.slack.drafts import draft_text
from csopsbot.slack.forms import FieldErrors, Reading, View, carried, carried_maybe, choice_value
from csopsbot.slack.titles import headline
from csopsbot.words import say

LONGEST_LINE = 150
LONGEST_TEXT = 3_000
MOST_LINKS = 10
MOST_CHOICES = 100
_FROM_HOME = {"channel": None, "thread": None}


@dataclass(frozen=True, slots=True)
class Prefill:
    """What stands in the form before the agent types."""

    title: str = ""
    details: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """What the agent filled in; SINCE is when the customer first wrote, where they said so."""

    intake: Intake
    since: datetime | None = None


def prefill(text: str, since: datetime | None = None) -> Prefill:
    """Return the form for TEXT: its first line is the title, and all of it is what happens."""
    text = text.strip()
    first = " ".join(text.split("\n", 1)[0].split())
    title = first if len(first) <= LONGEST_LINE else first[: LONGEST_LINE - 1] + "…"
    return Prefill(title, text[:LONGEST_TEXT], since)


def escalate(desk: Desk, place: Place | None, language: str, given: Prefill = Prefill()) -> Json:
    """Return the form to hand a problem to engineering; its support thread will be at PLACE.

    Without one, the form asks for the channel as well.
    """
    blocks = [
        *([] if place else [_channel(language)]),
        _line("customer", "escalate.customer", language, example="escalate.customer_example"),
        _line("title", "escalate.headline", language, given.title, "escalate.headline_example"),
        text_input(
            "details",
            say("escalate.details", language),
            longest=LONGEST_TEXT,
            initial=given.details,
            example=say("escalate.details_example", language),
            hint=say("escalate.details_hint", language),
            multiline=True,
        ),
        _severity(desk.severities, language),
        *_choice("area", desk.areas, language),
        *_choice("kind", desk.case_kinds, language),
        moment_input(
            "since",
            say("escalate.since", language),
            initial=given.since,
            hint=say("escalate.since_hint", language),
        ),
        _line("customer_version", "escalate.customer_version", language, optional=True),
        text_input(
            "links",
            say("escalate.links", language),
            longest=LONGEST_TEXT,
            example=say("escalate.links_example", language),
            hint=say("escalate.links_hint", language),
            multiline=True,
            optional=True,
        ),
    ]
    carries = {"channel": place.channel, "thread": place.thread} if place else _FROM_HOME
    return our_form(names.ESCALATE, "escalate", blocks, carries, language)


def read_escalate(view: View, desk: Desk, language: str, now: datetime) -> Filled | FieldErrors:
    """Return what the agent filled in by NOW, or what is wrong with it."""
    form = Reading(view, language)
    intake = Intake(
        customer=form.line("customer", LONGEST_LINE, required=True),
        title=form.line("title", LONGEST_LINE, required=True),
        details=form.text("details", LONGEST_TEXT, required=True),
        severity=form.choice("severity", [one.key for one in desk.severities], required=True),
        area=form.choice("area", desk.areas),
        customer_version=form.line("customer_version", LONGEST_LINE),
        links=form.links("links", LONGEST_TEXT, MOST_LINKS),
        case_kind=form.choice("kind", desk.case_kinds),
    )
    return form.result(Filled(intake, form.moment("since", now)))


def read_place(view: View) -> Place | None:
    """Return where the escalation was begun, None where it was in the Home; raises `NotOurForm`."""
    channel, thread = carried(view, "channel", "thread")
    return Place(channel, thread) if channel else None


def read_channel(view: View, language: str) -> Place | FieldErrors:
    """Return the channel that was chosen in a form from the Home, or what is wrong with it."""
    form = Reading(view, language)
    return form.result(Place(form.channel("channel")))


def decline_reason(escalation: Escalation, language: str) -> Json:
    """Return the form that asks an engineer why the escalation was declined."""
    reason = text_input(
        "reason",
        say("decline.reason", language),
        longest=LONGEST_TEXT,
        initial=escalation.reason,
        hint=say("decline.reason_hint", language),
        multiline=True,
    )
    blocks = [section(headline(escalation)), reason]
    carries = {"escalation": escalation.id}
    return our_form(names.DECLINE_REASON, "decline", blocks, carries, language)


def read_decline_reason(view: View, language: str) -> str | FieldErrors:
    """Return the reason, or what is wrong with it."""
    form = Reading(view, language)
    return form.result(form.text("reason", LONGEST_TEXT, required=True))


def read_escalation_id(view: View) -> str:
    """Return which escalation a form is about; raises `NotOurForm`."""
    return str(carried(view, "escalation")[0])


def edit_draft(escalation: Escalation, draft: Draft, language: str) -> Json:
    """Return the form to put a draft into one's own words."""
    words = text_input(
        "text",
        say("edit_draft.text", language),
        longest=LONGEST_TEXT,
        initial=draft_text(escalation, draft),
        hint=say("edit_draft.text_hint", language),
        multiline=True,
    )
    blocks = [section(headline(escalation)), words]
    carries = {"escalation": escalation.id, "draft": draft.number, "seen": edition(draft)}
    return our_form(names.EDIT_DRAFT, "edit_draft", blocks, carries, language)


def read_edit_draft(view: View, language: str) -> str | FieldErrors:
    """Return the agent's words, or what is wrong with them."""
    form = Reading(view, language)
    return form.result(form.text("text", LONGEST_TEXT, required=True))


def read_draft_number(view: View) -> int:
    """Return which draft a form is about; raises `NotOurForm`."""
    return int(carried(view, "draft")[0])


def read_seen(view: View) -> str:
    """Return which edition of the draft the form began with; forms of older versions do not say."""
    return carried_maybe(view, "seen")


def our_form(
    callback_id: str, group: str, blocks: list[Json], carries: Json, language: str
) -> Json:
    """Return a form that CARRIES something with it; GROUP is where the catalogue has its texts."""
    return modal(
        callback_id,
        title=say(f"{group}.title", language),
        submit=say(f"{group}.submit", language),
        close=say("form.cancel", language),
        blocks=blocks,
        carried=json.dumps(carries),
    )


def _channel(language: str) -> Json:
    """Return the field for where the agent wants to follow it."""
    return channel_input(
        "channel",
        say("escalate.channel", language),
        example=say("escalate.channel_example", language),
        hint=say("escalate.channel_hint", language),
    )


def _line(
    name: str,
    label: str,
    language: str,
    initial: str = "",
    example: str = "",
    *,
    optional: bool = False,
) -> Json:
    return text_input(
        name,
        say(label, language),
        longest=LONGEST_LINE,
        initial=initial,
        example=say(example, language) if example else "",
        optional=optional,
    )


def severity_options(severities: tuple[Severity, ...]) -> list[Json]:
    """Return how bad it can be, as choices."""
    return [
        option(f"{one.symbol} {one.label}".strip(), choice_value(one.key))
        for one in severities[:MOST_CHOICES]
    ]


def _severity(severities: tuple[Severity, ...], language: str) -> Json:
    label, example = say("escalate.severity", language), say("escalate.severity_example", language)
    return select_input("severity", label, severity_options(severities), example=example)


def _choice(name: str, known: tuple[str, ...], language: str) -> list[Json]:
    """Return the field for one of the KNOWN, none where the desk knows none."""
    if not known:
        return []
    options = [option(one, choice_value(one)) for one in known[:MOST_CHOICES]]
    label, example = say(f"escalate.{name}", language), say(f"escalate.{name}_example", language)
    return [select_input(name, label, options, example=example, optional=True)]
