"""One line in a thread for each thing that happens, for support and for the team.

Each audience has a dispatch of its own, so that what one may not read cannot slip to the other.
Somebody is alerted only where the line is addressed to them.
"""
# ruff: noqa: ARG001  # the arms of a dispatch share one signature

from collections.abc import Sequence
from functools import singledispatch

from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk
from csopsbot.domain.document import Doc
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.people import Actor
from csopsbot.slack import names
from csopsbot.slack.blocks import (
    Message,
    actions,
    button,
    context,
    cut_quote,
    one_line,
    quote,
    section,
)
from csopsbot.slack.moments import moment
from csopsbot.slack.mrkdwn import in_pieces, to_mrkdwn
from csopsbot.slack.mrkdwn.write import linked
from csopsbot.slack.steered_lines import steered_line
from csopsbot.slack.titles import address, name_of
from csopsbot.words import say

_BODY, _PIECES = 2_700, 4
_FAILURES = ("create_issue", "comment_on_issue", "attach_to_issue", "log_work", "sync_issue")
_EXPLAIN = {"issue": "team.explain_itself", "tracker": "team.explain_there"}
_QUOTED = 10
_QUOTATION = 600


class NoLine(LookupError):
    """Nothing is said to that audience when this happens."""


def support_line(event: e.Event, seq: int, escalation: Escalation, desk: Desk) -> Message:
    """Return what the support thread is told of EVENT, number SEQ; raises `NoLine`."""
    language = escalation.language
    steered = steered_line(event, seq, escalation, desk, language)
    return steered or _for_support(event, escalation, language)


def team_line(event: e.Event, seq: int, escalation: Escalation, desk: Desk) -> Message:
    """Return what the team thread is told of EVENT, number SEQ; raises `NoLine`."""
    language = desk.team(escalation.team).language
    steered = steered_line(event, seq, escalation, desk, language)
    return steered or _for_team(event, seq, escalation, language)


def _plain(text: str) -> Message:
    return Message(text, (section(text),))


def _with_body(heading: str, body: Doc, language: str, hint: str = "") -> Message:
    """Return HEADING with what somebody said under it; a note where it had to be shortened."""
    pieces = in_pieces(body, _BODY)
    first, *others = pieces[:_PIECES] or [""]
    small = [say("line.cut", language)] if len(pieces) > _PIECES else []
    small += [hint] if hint else []
    blocks = (section(f"{heading}\n{first}"), *map(section, others), *map(context, small))
    return Message(f"{heading}\n{to_mrkdwn(body, _BODY)}", blocks)


@singledispatch
def _for_support(event: e.Event, escalation: Escalation, language: str) -> Message:
    raise NoLine(f"Support is told nothing of {event.kind}.")


def _said(key: str, language: str, escalation: Escalation, by: Actor) -> str:
    """Return a line about what BY did, addressed to whoever escalated.

    Of what nobody is known to have done, the issue itself is what the line is about.
    """
    itself = by.system == "issue"
    told = f"by_itself.{key.partition('.')[2]}" if itself else key
    return say(told, language, name=name_of(by), to=address(escalation.requester))


@_for_support.register
def _(event: e.Taken, escalation: Escalation, language: str) -> Message:
    return _plain(_said("support.taken", language, escalation, event.by))


@_for_support.register
def _(event: e.Started, escalation: Escalation, language: str) -> Message:
    return _plain(_said("support.started", language, escalation, event.by))


@_for_support.register
def _(event: e.Asked, escalation: Escalation, language: str) -> Message:
    if not event.body.blocks:
        return _plain(_said("support.asked_soon", language, escalation, event.by))
    heading = _said("support.asked", language, escalation, event.by)
    return _with_body(heading, event.body, language, hint=say("support.asked_hint", language))


@_for_support.register
def _(event: e.Resolved, escalation: Escalation, language: str) -> Message:
    return _plain(_said("support.resolved", language, escalation, event.by))


@_for_support.register
def _(event: e.Declined, escalation: Escalation, language: str) -> Message:
    return _plain(_said("support.declined", language, escalation, event.by))


@_for_support.register
def _(event: e.Explained, escalation: Escalation, language: str) -> Message:
    heading = _said("support.explained", language, escalation, event.by)
    return _plain(f"{heading}\n{cut_quote(event.reason, _BODY)}")


@_for_support.register
def _(event: e.Reopened, escalation: Escalation, language: str) -> Message:
    return _plain(_said("support.reopened", language, escalation, event.by))


@_for_support.register
def _(event: e.Undone, escalation: Escalation, language: str) -> Message:
    return _plain(say(f"undone.{event.step}", language, name=name_of(event.by)))


@_for_support.register
def _(event: e.Shared, escalation: Escalation, language: str) -> Message:
    heading = _said("support.shared", language, escalation, event.author)
    return _with_body(heading, event.body, language)


@_for_support.register
def _(event: e.TrackerDelayed, escalation: Escalation, language: str) -> Message:
    to = "" if event.known else address(escalation.requester)
    since = moment(event.since)
    return _plain(say("support.tracker_delayed", language, to=to, since=since).lstrip())


@_for_support.register
def _(event: e.TrackerCaughtUp, escalation: Escalation, language: str) -> Message:
    return _plain(say("support.tracker_caught_up", language))


@_for_support.register
def _(event: e.ReminderDue, escalation: Escalation, language: str) -> Message:
    to, dismiss = address(escalation.requester), say("draft.dismiss", language)
    return _plain(say("support.reminder", language, to=to, dismiss=dismiss))


@_for_support.register
def _(event: e.FixPlanned, escalation: Escalation, language: str) -> Message:
    if not event.versions:
        return _plain(say("support.unplanned", language))
    versions = one_line(", ".join(event.versions), 200)
    return _plain(say("support.planned", language, versions=versions))


@_for_support.register
def _(event: e.FixReleased, escalation: Escalation, language: str) -> Message:
    to, version = address(escalation.requester), one_line(event.version, 80)
    line = "support.released_open" if event.still_open else "support.released"
    return _plain(say(line, language, to=to, version=version))


@_for_support.register
def _(event: e.Withdrawn, escalation: Escalation, language: str) -> Message:
    names = {"name": name_of(event.by), "into": one_line(event.into, 80), "of": escalation.name}
    return _plain(say("support.merged", language, to=address(escalation.requester), **names))


@singledispatch
def _for_team(event: e.Event, seq: int, escalation: Escalation, language: str) -> Message:
    raise NoLine(f"The team is told nothing of {event.kind}.")


@_for_team.register
def _(event: e.Asked, seq: int, escalation: Escalation, language: str) -> Message:
    return _plain(say("team.ask", language, to=address(event.by)))


@_for_team.register
def _(event: e.Declined, seq: int, escalation: Escalation, language: str) -> Message:
    text = say(_EXPLAIN.get(event.by.system, "team.explain"), language, to=address(event.by))
    value = names.button_value(escalation.id, seq)
    give = button(say("team.give_reason", language), names.GIVE_REASON, value, style="primary")
    return Message(text, (section(text), actions(give)))


@_for_team.register
def _(event: e.Withdrawn, seq: int, escalation: Escalation, language: str) -> Message:
    names = {"name": name_of(event.by), "into": one_line(event.into, 80), "of": escalation.name}
    return _plain(say("team.merged", language, **names))


@_for_team.register
def _(event: e.Replied, seq: int, escalation: Escalation, language: str) -> Message:
    heading = say("team.replied", language, name=name_of(event.by))
    return _with_body(heading, event.body, language)


@_for_team.register
def _(event: e.ContextGathered, seq: int, escalation: Escalation, language: str) -> Message:
    text = f"{say('team.context', language)}\n{_quoted(event.quotations)}"
    more = len(event.quotations) - _QUOTED
    small = (context(say("team.context_more", language, count=more)),) if more > 0 else ()
    return Message(text, (section(text), *small))


@_for_team.register
def _(event: e.IssueCommented, seq: int, escalation: Escalation, language: str) -> Message:
    issue = _issue(escalation, language)
    heading = say("team.commented", language, name=name_of(event.by), issue=issue)
    return _with_body(heading, event.body, language)


@_for_team.register
def _(event: e.IssueAttached, seq: int, escalation: Escalation, language: str) -> Message:
    issue, file = _issue(escalation, language), one_line(event.name, 200)
    if event.url.startswith(("https://", "http://")):
        file = linked(event.url, event.name[:200])
    return _plain(say("team.attached", language, name=name_of(event.by), issue=issue, file=file))


@_for_team.register
def _(event: e.IssueLost, seq: int, escalation: Escalation, language: str) -> Message:
    issue = _issue(escalation, language)
    return _plain(say(f"team.issue_{event.reason}", language, issue=issue, of=escalation.name))


@_for_team.register
def _(event: e.IssueReappeared, seq: int, escalation: Escalation, language: str) -> Message:
    return _plain(say("team.issue_reappeared", language, issue=_issue(escalation, language)))


@_for_team.register
def _(event: e.MirrorPaused, seq: int, escalation: Escalation, language: str) -> Message:
    return _plain(say("team.mirror_paused", language, issue=_issue(escalation, language)))


@_for_team.register
def _(event: e.MirrorResumed, seq: int, escalation: Escalation, language: str) -> Message:
    return _plain(say("team.mirror_resumed", language, issue=_issue(escalation, language)))


@_for_team.register
def _(event: e.TrackerDelayed, seq: int, escalation: Escalation, language: str) -> Message:
    return _plain(say("team.tracker_delayed", language, since=moment(event.since)))


@_for_team.register
def _(event: e.TrackerCaughtUp, seq: int, escalation: Escalation, language: str) -> Message:
    return _plain(say("team.tracker_caught_up", language))


@_for_team.register
def _(event: e.DeliveryFailed, seq: int, escalation: Escalation, language: str) -> Message:
    known = event.what in _FAILURES
    text = say(f"team.failed_{event.what}" if known else "team.failed", language)
    return _plain(f"{text}\n{cut_quote(event.reason, _QUOTATION)}")


@_for_team.register
def _(event: e.IssueLinked, seq: int, escalation: Escalation, language: str) -> Message:
    if event.by is None:
        raise NoLine("The card shows the issue that was made.")
    name, issue = name_of(event.by), one_line(event.ref.key, 80)
    return _plain(say("team.linked", language, name=name, issue=issue, of=escalation.name))


@_for_team.register
def _(event: e.IssueLeft, seq: int, escalation: Escalation, language: str) -> Message:
    name, issue = name_of(event.by), one_line(event.ref.key, 80)
    return _plain(say(f"team.issue_left_{event.why}", language, name=name, issue=issue))


def _issue(escalation: Escalation, language: str) -> str:
    if escalation.issue is None:
        return say("team.the_issue", language)
    return one_line(escalation.issue.key, 80)


def _quoted(quotations: Sequence[e.Quotation]) -> str:
    """Return the first of QUOTATIONS, each with its author, all within a section's limit."""
    room = _BODY
    shown: list[str] = []
    for one in quotations[:_QUOTED]:
        text = f"*{one_line(one.author, 80)}*: {to_mrkdwn(one.body, _QUOTATION)}"
        quoted = quote(text)
        if len(quoted) >= room:
            return "\n".join([*shown, "> …"])
        shown.append(quoted)
        room -= len(quoted) + 1
    return "\n".join(shown)
