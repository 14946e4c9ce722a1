"""What the support thread is told of what happens; nothing of what is engineering's own."""
# ruff: noqa: ARG001  # the arms of a dispatch share one signature

from functools import singledispatch

from csopsbot.domain import events as e
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.people import Actor
from csopsbot.slack.blocks import (
    Message,
    cut_quote,
    one_line,
)
from csopsbot.slack.lines.parts import BODY, NoLine, plain, with_body
from csopsbot.slack.moments import moment
from csopsbot.slack.titles import address, name_of
from csopsbot.words import say


@singledispatch
def for_support(event: e.Event, escalation: Escalation, language: str) -> Message:
    """Return the line about EVENT; raises `NoLine`."""
    raise NoLine(f"Support is told nothing of {event.kind}.")


def _said(key: str, language: str, escalation: Escalation, by: Actor) -> str:
    """Return a line about what BY did, addressed to whoever escalated.

    Of what nobody is known to have done, the issue itself is what the line is about.
    """
    itself = by.system == "issue"
    told = f"by_itself.{key.partition('.')[2]}" if itself else key
    return say(told, language, name=name_of(by), to=address(escalation.requester))


@for_support.register
def _(event: e.Taken, escalation: Escalation, language: str) -> Message:
    return plain(_said("support.taken", language, escalation, event.by))


@for_support.register
def _(event: e.Started, escalation: Escalation, language: str) -> Message:
    told = "support.started_again" if event.again else "support.started"
    return plain(_said(told, language, escalation, event.by))


@for_support.register
def _(event: e.Asked, escalation: Escalation, language: str) -> Message:
    if not event.body.blocks:
        return plain(_said("support.asked_soon", language, escalation, event.by))
    heading = _said("support.asked", language, escalation, event.by)
    return with_body(heading, event.body, language, hint=say("support.asked_hint", language))


@for_support.register
def _(event: e.Resolved, escalation: Escalation, language: str) -> Message:
    return plain(_said("support.resolved", language, escalation, event.by))


@for_support.register
def _(event: e.Declined, escalation: Escalation, language: str) -> Message:
    return plain(_said("support.declined", language, escalation, event.by))


@for_support.register
def _(event: e.Explained, escalation: Escalation, language: str) -> Message:
    heading = _said("support.explained", language, escalation, event.by)
    return plain(f"{heading}\n{cut_quote(event.reason, BODY)}")


@for_support.register
def _(event: e.Reopened, escalation: Escalation, language: str) -> Message:
    return plain(_said("support.reopened", language, escalation, event.by))


@for_support.register
def _(event: e.Undone, escalation: Escalation, language: str) -> Message:
    return plain(say(f"undone.{event.step}", language, name=name_of(event.by)))


@for_support.register
def _(event: e.Shared, escalation: Escalation, language: str) -> Message:
    heading = _said("support.shared", language, escalation, event.author)
    return with_body(heading, event.body, language)


@for_support.register
def _(event: e.TrackerDelayed, escalation: Escalation, language: str) -> Message:
    to = "" if event.known else address(escalation.requester)
    since = moment(event.since)
    return plain(say("support.tracker_delayed", language, to=to, since=since).lstrip())


@for_support.register
def _(event: e.TrackerCaughtUp, escalation: Escalation, language: str) -> Message:
    return plain(say("support.tracker_caught_up", language))


@for_support.register
def _(event: e.ReminderDue, escalation: Escalation, language: str) -> Message:
    to, dismiss = address(escalation.requester), say("draft.dismiss", language)
    return plain(say("support.reminder", language, to=to, dismiss=dismiss))


@for_support.register
def _(event: e.FixPlanned, escalation: Escalation, language: str) -> Message:
    if not event.versions:
        return plain(say("support.unplanned", language))
    versions = one_line(", ".join(event.versions), 200)
    return plain(say("support.planned", language, versions=versions))


@for_support.register
def _(event: e.FixReleased, escalation: Escalation, language: str) -> Message:
    to, version = address(escalation.requester), one_line(event.version, 80)
    line = "support.released_open" if event.still_open else "support.released"
    return plain(say(line, language, to=to, version=version))


@for_support.register
def _(event: e.Withdrawn, escalation: Escalation, language: str) -> Message:
    names = {"name": name_of(event.by), "into": one_line(event.into, 80), "of": escalation.name}
    return plain(say("support.merged", language, to=address(escalation.requester), **names))
