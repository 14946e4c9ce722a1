"""Each kind of entry of a clock's ledger in words: the line, and what is to be said besides."""

# ruff: noqa: ARG001 - the arms of a dispatch share one signature
from collections.abc import Iterator, Mapping
from functools import singledispatch

from csopsbot.domain.sla import entries as entry
from csopsbot.domain.sla import signals as s
from csopsbot.domain.sla.run import Status
from csopsbot.words.clocks import waits_for
from csopsbot.words.durations import open_time
from csopsbot.words.ledger.changes import change, moved
from csopsbot.words.ledger.closed import closed
from csopsbot.words.ledger.terms import terms
from csopsbot.words.ledger.voice import Voice

_CAUSES: Mapping[type[s.What], str] = {
    s.Opened: "cause.opened",
    s.CustomerWrote: "cause.customer_wrote",
    s.CustomerTold: "cause.customer_told",
    s.SupportWrote: "cause.support_wrote",
    s.EngineeringSpoke: "cause.engineering_spoke",
    s.Reopened: "cause.reopened",
    s.TeamChanged: "cause.team_changed",
}


def _cause(what: s.What) -> str:
    if isinstance(what, s.Opened) and not what.handed_over:
        return "cause.customer_wrote"
    return _CAUSES.get(type(what), "cause.other")


@singledispatch
def told(one: entry.Entry, voice: Voice) -> Iterator[str]:
    """Yield the line for an entry, then what is to be said about it besides."""
    raise TypeError(f"There are no words for {type(one).__name__}")


@told.register
def _(one: entry.Began, voice: Voice) -> Iterator[str]:
    cause = voice.say(_cause(one.cause))
    yield voice.by(voice.say("ledger.began", cause=cause), one.by)
    if one.terms:
        yield from terms(one.terms, voice)
    else:
        yield voice.say("ledger.not_promised_yet")


@told.register
def _(one: entry.Waits, voice: Voice) -> Iterator[str]:
    reason = waits_for([one.reason], voice.language)
    yield voice.by(voice.say("ledger.waits", reason=reason), one.by)
    if one.note:
        yield voice.say("ledger.note", note=voice.show(one.note))
    if one.noted_at is not None:
        yield voice.say("ledger.noted_later", when=voice.instant(one.noted_at))
    if one.already_answered is not None:
        when = voice.instant(one.already_answered)
        yield voice.say(f"ledger.had_written_{one.reason}", when=when)


@told.register
def _(one: entry.WaitsNoMore, voice: Voice) -> Iterator[str]:
    key = "ledger.goes_on" if one.last else "ledger.still_waits"
    reason = waits_for([one.reason], voice.language)
    yield voice.by(voice.say(key, reason=reason), one.by)


@told.register
def _(one: entry.Skipped, voice: Voice) -> Iterator[str]:
    yield closed(one, None, voice)


@told.register
def _(one: entry.Retargeted, voice: Voice) -> Iterator[str]:
    yield voice.by(change(one, voice), one.by)
    yield from moved(one, voice)


@told.register
def _(one: entry.CalendarEdited, voice: Voice) -> Iterator[str]:
    calendar, version = voice.show(one.calendar), voice.show(one.version)
    yield voice.by(voice.say("ledger.hours_changed", calendar=calendar, version=version), one.by)
    if one.due is not None:
        yield voice.say("ledger.due", due=voice.instant(one.due))


@told.register
def _(one: entry.Breached, voice: Voice) -> Iterator[str]:
    time = open_time(one.terms.target.seconds, voice.language)
    yield voice.say("ledger.breached", time=time, severity=voice.severity(one.terms.severity))


@told.register
def _(one: entry.Finished, voice: Voice) -> Iterator[str]:
    spent, allowed, over = (
        open_time(amount, voice.language)
        for amount in (one.spent, one.allowance, one.spent - one.allowance)
    )
    key = f"ledger.{one.outcome}"
    yield voice.by(voice.say(key, spent=spent, allowed=allowed, over=over), one.by)


@told.register
def _(one: entry.Continued, voice: Voice) -> Iterator[str]:
    since = voice.instant(one.uncounted_since)
    yield voice.by(voice.say("ledger.continued", since=since), one.by)


@told.register
def _(one: entry.Stands, voice: Voice) -> Iterator[str]:
    if one.left is None or one.status is Status.IDLE:
        yield voice.say("ledger.stands_idle")
        return
    place = "late" if one.left < 0 else "left"
    due = voice.instant(one.due_at) if one.due_at is not None else ""
    yield voice.say(
        f"ledger.stands_{one.status}_{place}",
        time=open_time(one.left, voice.language),
        due=due,
        reasons=waits_for(one.reasons, voice.language),
    )
    if place == "left" and one.breach_at not in (None, one.due_at):
        yield voice.say("ledger.met_until", until=voice.instant(one.breach_at or 0))
