"""What one person alone is told: why they were not let, and who they are in a tracker."""
# ruff: noqa: ARG001  # the arms of a dispatch share one signature

from functools import singledispatch

from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk
from csopsbot.domain.escalation import Escalation
from csopsbot.slack.blocks import Message, cut_quote, one_line, section
from csopsbot.slack.refusals import refusal
from csopsbot.words import say

Whispered = e.Refused | e.AccountAsked | e.AssignmentRefused | e.AccountLookedUp
"""Events that somebody is told of alone, who is BY."""

_REASON = 600


@singledispatch
def whisper(event: Whispered, escalation: Escalation, desk: Desk) -> Message:
    """Return what the person alone is told of EVENT."""
    raise TypeError(f"Nobody is told of {event.kind} alone.")


@whisper.register
def _(event: e.Refused, escalation: Escalation, desk: Desk) -> Message:
    return _plain(refusal(event.why, event.language, event.details, desk))


@whisper.register
def _(event: e.AccountAsked, escalation: Escalation, desk: Desk) -> Message:
    issue, tracker = _issue(escalation, event.language), one_line(event.tracker, 80)
    of = escalation.name
    return _plain(say("account.asked", event.language, issue=issue, tracker=tracker, of=of))


@whisper.register
def _(event: e.AssignmentRefused, escalation: Escalation, desk: Desk) -> Message:
    issue, tracker = _issue(escalation, event.language), one_line(event.tracker, 80)
    text = say("account.refused", event.language, issue=issue, tracker=tracker)
    return _plain(f"{text}\n{cut_quote(event.reason, _REASON)}")


@whisper.register
def _(event: e.AccountLookedUp, escalation: Escalation, desk: Desk) -> Message:
    tracker, words = one_line(event.tracker, 80), one_line(event.words, 200)
    text = say(
        f"account.{event.found}",
        event.language,
        tracker=tracker,
        words=words,
        name=one_line(event.name, 200),
        of=escalation.name,
    )
    return _plain(text)


def _issue(escalation: Escalation, language: str) -> str:
    issue = escalation.issue
    return one_line(issue.key, 80) if issue else say("team.the_issue", language)


def _plain(text: str) -> Message:
    return Message(text, (section(text),))
