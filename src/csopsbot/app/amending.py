"""What was said is said in other words, or taken back: it changes wherever it was passed on to."""

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from csopsbot.app.conversation import Reply, is_first, is_marked, reason, reply, shared_by_mark
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
    marked = _newly_marked(escalation, history, found[1], correction, desk)
    record(work, escalation, [*([amended] if amended else []), *again, *marked], desk, now)


def _newly_marked(
    escalation: Escalation, history: list[e.Recorded], of: int, correction: Correction, desk: Desk
) -> Iterator[e.Shared | e.Refused]:
    """Yield the passing on of what was said in event OF, where it begins with the sign only now."""
    said = next(one.event for one in history if one.seq == of)
    if isinstance(said, e.Replied) and correction.body and not _shared(history, said, of):
        reply = replace(said, body=correction.body)
        yield from shared_by_mark(escalation, correction.person, reply, desk)


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
    if not isinstance(said, e.Replied | e.IssueCommented):
        return None
    shared = _shared(history, said, of)
    return e.Amended(
        by=by,
        of=of,
        body=body,
        said=said.side if isinstance(said, e.Replied) else "tracker",
        shared=shared.seq if shared else 0,
        kept_back=shared is not None and _lost_its_mark(shared.event, body),
    )


def _lost_its_mark(shared: e.Event, body: Doc | None) -> bool:
    """Return whether it was SHARED because of how it began, and BODY begins otherwise."""
    marked = isinstance(shared, e.Shared) and is_marked(shared.body)
    return marked and body is not None and not is_marked(body)


def _shared(history: list[e.Recorded], said: e.Event, of: int) -> e.Recorded | None:
    """Return what passed on to support what was SAID in event OF, None where nothing did."""
    changed = (one for one in history if isinstance(one.event, e.Amended) and one.event.of == of)
    told = {of, *(one.seq for one in changed)}
    later = (one for one in history if one.seq > of)
    return next((one for one in later if _is_of(one, said, told)), None)


def _is_of(shared: e.Recorded, said: e.Event, told: Container[int]) -> bool:
    """Return whether SHARED is what was SAID: that message, or a comment right after it was TOLD."""
    event = shared.event
    if not isinstance(event, e.Shared):
        return False
    if isinstance(said, e.Replied):
        return (event.channel, event.ts) == (said.channel, said.ts)
    return event.ts is None and shared.seq - 1 in told
