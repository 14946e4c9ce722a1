"""What was said is said in other words, or taken back: it changes wherever it was passed on to."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from csopsbot.app.conversation import Reply, is_first, reason, reply
from csopsbot.app.ports import Work
from csopsbot.app.record import record
from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk
from csopsbot.domain.document import Doc
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.people import Actor, Person

STILL_COMING = timedelta(days=1)
"""How long after a message was written it may still come in; by then Slack has long given up."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A message in a thread says BODY now, None where it was deleted.

    KEY tells the correction from others, AT orders them as text. WRITTEN_AT is when the message
    itself was written, None where that is not known.
    """

    person: Person
    channel: str
    thread_ts: str
    ts: str
    key: str
    at: str
    body: Doc | None
    files: tuple[e.SharedFile, ...] = ()
    written_at: datetime | None = None


def correct(work: Work, correction: Correction, desk: Desk, now: datetime) -> None:
    """Keep the correction of a reply, and pass it on where the reply went.

    One that overtakes its reply stands for it: what was deleted is not let in any more, and of what
    was changed the first words are never heard of.
    """
    if not _is_news(work, correction, now):
        return
    known = work.messages.find(correction.channel, correction.ts)
    if known is None and _stands_for_it(work, correction, desk, now):
        return
    # The message may have come in at this very instant.
    found = known or work.messages.find(correction.channel, correction.ts)
    if found is None:
        return
    escalation = work.escalations.get(found[0])
    history = work.escalations.history(escalation.id)
    amended = amendment(history, found[1], correction.person.actor, correction.body)
    again = _said_why(escalation, history, found[1], correction)
    record(work, escalation, [*([amended] if amended else []), *again], desk, now)


def _said_why(
    escalation: Escalation, history: list[e.Recorded], of: int, correction: Correction
) -> Iterator[e.Explained]:
    """Yield the reason in other words, where what was said in event OF is why it was declined."""
    explained = (one.event for one in reversed(history) if isinstance(one.event, e.Explained))
    last, said = next(explained, None), next(one.event for one in history if one.seq == of)
    if not (last and escalation.reason and correction.body and isinstance(said, e.Replied)):
        return
    if (last.channel, last.ts) == (said.channel, said.ts):
        yield from reason(correction.person, replace(said, body=correction.body, files=()))


def _is_news(work: Work, correction: Correction, now: datetime) -> bool:
    first = work.inbox.first("slack", correction.key, now)
    name = f"amended:{correction.channel}:{correction.ts}"
    return first and work.inbox.newest(name, correction.at)


def _stands_for_it(work: Work, correction: Correction, desk: Desk, now: datetime) -> bool:
    """Keep the correction of a message that is still to come in, and return whether it was."""
    channel, ts = correction.channel, correction.ts
    if correction.body is None:
        return is_first(work, channel, ts, now)
    if not _is_still_coming(work, correction, now):
        return False
    said = Reply(
        correction.person, channel, correction.thread_ts, ts, correction.body, correction.files
    )
    return reply(work, said, desk, now)


def _is_still_coming(work: Work, correction: Correction, now: datetime) -> bool:
    """Return whether the message may yet come in: talk from before the escalation never does."""
    thread = work.escalations.in_thread(correction.channel, correction.thread_ts)
    written = correction.written_at
    if thread is None or written is None or now - written > STILL_COMING:
        return False
    return written >= work.escalations.get(thread.escalation_id).opened_at


def amendment(history: list[e.Recorded], of: int, by: Actor, body: Doc | None) -> e.Amended | None:
    """Return that what was said in event OF says BODY now; None where nothing was said in it."""
    said = next((one.event for one in history if one.seq == of), None)
    match said:
        case e.Replied():
            return e.Amended(by=by, of=of, body=body, said=said.side, shared=_shared(history, of))
        case e.IssueCommented():
            shared = _shared(history, of)
            return e.Amended(by=by, of=of, body=body, said="tracker", shared=shared)
        case _:
            return None


def _shared(history: list[e.Recorded], of: int) -> int:
    """Return which event passed on to support what was said in event OF, 0 where none did."""
    said = next(one.event for one in history if one.seq == of)
    for one in history:
        if one.seq > of and isinstance(one.event, e.Shared) and _is_of(one, said, of):
            return one.seq
    return 0


def _is_of(shared: e.Recorded, said: e.Event, of: int) -> bool:
    """Return whether SHARED is what was said: that message, or the comment right before it."""
    event = shared.event
    if isinstance(event, e.Shared) and isinstance(said, e.Replied):
        return (event.channel, event.ts) == (said.channel, said.ts)
    return shared.seq == of + 1
