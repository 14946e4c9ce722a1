"""What the team's thread is told of what happens."""
# ruff: noqa: ARG001  # the arms of a dispatch share one signature

from collections.abc import Sequence
from functools import singledispatch

from csopsbot.domain import events as e
from csopsbot.domain.escalation import Escalation
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
from csopsbot.slack.lines.parts import BODY, NoLine, plain, with_body
from csopsbot.slack.moments import moment
from csopsbot.slack.mrkdwn import to_mrkdwn
from csopsbot.slack.mrkdwn.write import linked
from csopsbot.slack.titles import address, name_of
from csopsbot.words import say

_FAILURES = ("create_issue", "comment_on_issue", "attach_to_issue", "log_work", "sync_issue")
_EXPLAIN = {"issue": "team.explain_itself", "tracker": "team.explain_there"}
_QUOTED = 10
_QUOTATION = 600


@singledispatch
def for_team(event: e.Event, seq: int, escalation: Escalation, language: str) -> Message:
    """Return the line about EVENT, number SEQ; raises `NoLine`."""
    raise NoLine(f"The team is told nothing of {event.kind}.")


@for_team.register
def _(event: e.Asked, seq: int, escalation: Escalation, language: str) -> Message:
    return plain(say("team.ask", language, to=address(event.by)))


@for_team.register
def _(event: e.Declined, seq: int, escalation: Escalation, language: str) -> Message:
    text = say(_EXPLAIN.get(event.by.system, "team.explain"), language, to=address(event.by))
    value = names.button_value(escalation.id, seq)
    give = button(say("team.give_reason", language), names.GIVE_REASON, value, style="primary")
    return Message(text, (section(text), actions(give)))


@for_team.register
def _(event: e.Withdrawn, seq: int, escalation: Escalation, language: str) -> Message:
    names = {"name": name_of(event.by), "into": one_line(event.into, 80), "of": escalation.name}
    return plain(say("team.merged", language, **names))


@for_team.register
def _(event: e.Reopened, seq: int, escalation: Escalation, language: str) -> Message:
    if not event.out_of:
        raise NoLine("The card shows that it is open again.")
    other = one_line(event.out_of, 80)
    return plain(say("team.parted", language, name=name_of(event.by), other=other))


@for_team.register
def _(event: e.Replied, seq: int, escalation: Escalation, language: str) -> Message:
    heading = say("team.replied", language, name=name_of(event.by))
    return with_body(heading, event.body, language)


@for_team.register
def _(event: e.ContextGathered, seq: int, escalation: Escalation, language: str) -> Message:
    text = f"{say('team.context', language)}\n{_quoted(event.quotations)}"
    more = len(event.quotations) - _QUOTED
    small = (context(say("team.context_more", language, count=more)),) if more > 0 else ()
    return Message(text, (section(text), *small))


@for_team.register
def _(event: e.IssueCommented, seq: int, escalation: Escalation, language: str) -> Message:
    issue = _issue(escalation, language)
    heading = say("team.commented", language, name=name_of(event.by), issue=issue)
    return with_body(heading, event.body, language)


@for_team.register
def _(event: e.IssueAttached, seq: int, escalation: Escalation, language: str) -> Message:
    issue, file = _issue(escalation, language), one_line(event.name, 200)
    if event.url.startswith(("https://", "http://")):
        file = linked(event.url, event.name[:200])
    return plain(say("team.attached", language, name=name_of(event.by), issue=issue, file=file))


@for_team.register
def _(event: e.IssueLost, seq: int, escalation: Escalation, language: str) -> Message:
    issue = _issue(escalation, language)
    return plain(say(f"team.issue_{event.reason}", language, issue=issue, of=escalation.name))


@for_team.register
def _(event: e.IssueDuplicated, seq: int, escalation: Escalation, language: str) -> Message:
    told = "by_itself.duplicate" if event.by.system == "issue" else "team.duplicate"
    name, issue = name_of(event.by), one_line(event.ref.key, 80)
    return plain(say(told, language, name=name, issue=issue, of=escalation.name))


@for_team.register
def _(event: e.IssueReappeared, seq: int, escalation: Escalation, language: str) -> Message:
    return plain(say("team.issue_reappeared", language, issue=_issue(escalation, language)))


@for_team.register
def _(event: e.MirrorPaused, seq: int, escalation: Escalation, language: str) -> Message:
    return plain(say("team.mirror_paused", language, issue=_issue(escalation, language)))


@for_team.register
def _(event: e.MirrorResumed, seq: int, escalation: Escalation, language: str) -> Message:
    return plain(say("team.mirror_resumed", language, issue=_issue(escalation, language)))


@for_team.register
def _(event: e.IssueRefused, seq: int, escalation: Escalation, language: str) -> Message:
    issue = _issue(escalation, language)
    text = say(f"team.issue_refused_{event.what}", language, issue=issue)
    return plain(f"{text}\n{cut_quote(event.reason, _QUOTATION)}")


@for_team.register
def _(event: e.IssueRelented, seq: int, escalation: Escalation, language: str) -> Message:
    issue = _issue(escalation, language)
    return plain(say(f"team.issue_relented_{event.what}", language, issue=issue))


@for_team.register
def _(event: e.TrackerDelayed, seq: int, escalation: Escalation, language: str) -> Message:
    return plain(say("team.tracker_delayed", language, since=moment(event.since)))


@for_team.register
def _(event: e.TrackerCaughtUp, seq: int, escalation: Escalation, language: str) -> Message:
    return plain(say("team.tracker_caught_up", language))


@for_team.register
def _(event: e.DeliveryFailed, seq: int, escalation: Escalation, language: str) -> Message:
    known = event.what in _FAILURES
    text = say(f"team.failed_{event.what}" if known else "team.failed", language)
    return plain(f"{text}\n{cut_quote(event.reason, _QUOTATION)}")


@for_team.register
def _(event: e.IssueLinked, seq: int, escalation: Escalation, language: str) -> Message:
    if event.by is None:
        raise NoLine("The card shows the issue that was made.")
    name, issue = name_of(event.by), one_line(event.ref.key, 80)
    return plain(say("team.linked", language, name=name, issue=issue, of=escalation.name))


@for_team.register
def _(event: e.IssueLeft, seq: int, escalation: Escalation, language: str) -> Message:
    name, issue = name_of(event.by), one_line(event.ref.key, 80)
    return plain(say(f"team.issue_left_{event.why}", language, name=name, issue=issue))


def _issue(escalation: Escalation, language: str) -> str:
    if escalation.issue is None:
        return say("team.the_issue", language)
    return one_line(escalation.issue.key, 80)


def _quoted(quotations: Sequence[e.Quotation]) -> str:
    """Return the first of QUOTATIONS, each with its author, all within a section's limit."""
    room = BODY
    shown: list[str] = []
    for one in quotations[:_QUOTED]:
        text = f"*{one_line(one.author, 80)}*: {to_mrkdwn(one.body, _QUOTATION)}"
        quoted = quote(text)
        if len(quoted) >= room:
            return "\n".join([*shown, "> …"])
        shown.append(quoted)
        room -= len(quoted) + 1
    return "\n".join(shown)
