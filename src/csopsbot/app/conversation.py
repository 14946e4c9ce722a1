"""What people write in the two threads, and on the issue, reaching the other side."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from csopsbot.app.ports import Work
from csopsbot.app.reactions import refused, share_once
from csopsbot.app.record import record
from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk, why_not_engineer
from csopsbot.domain.document import Doc, to_text
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.people import Person, Side
from csopsbot.domain.stage import Step
from csopsbot.domain.steps import NotPossible, is_asking

_SHARE_MARKS = ("📣", "📢", ":mega:", ":loudspeaker:")


@dataclass(frozen=True, slots=True)
class Reply:
    """A person wrote a message in a thread."""

    person: Person
    channel: str
    thread_ts: str
    ts: str
    body: Doc


def reply(work: Work, message: Reply, desk: Desk, now: datetime) -> None:
    """Keep a reply in one of an escalation's threads, and pass it on where it should go."""
    thread = work.escalations.in_thread(message.channel, message.thread_ts)
    key = f"message:{message.channel}:{message.ts}"
    if thread is None or not work.inbox.first("slack", key, now):
        return
    escalation = work.escalations.get(thread.escalation_id)
    replied = e.Replied(
        by=message.person.actor,
        side=thread.side,
        body=message.body,
        channel=message.channel,
        ts=message.ts,
    )
    shared = _shared_at_once(escalation, message.person, replied, desk, now)
    work.messages.put(message.channel, message.ts, escalation.id, escalation.version + 1)
    record(work, escalation, [replied, *shared], desk, now)


def _shared_at_once(
    escalation: Escalation, person: Person, replied: e.Replied, desk: Desk, now: datetime
) -> Iterator[e.Shared | e.Refused]:
    """Yield the passing on of a reply that is marked for it, or that was announced by a ❓."""
    if replied.side is not Side.ENGINEERING:
        return
    why = why_not_engineer(person, desk.team(escalation.team))
    if why and is_marked(replied.body):
        yield refused(person, Step.ASK, NotPossible(why), e.Place(replied.channel, replied.ts))
    if why:
        return
    announced = is_asking(escalation, person.actor, now)
    if announced or is_marked(replied.body):
        shared = share_once([], person, replied)
        if shared is not None:
            yield shared


def is_marked(body: Doc) -> bool:
    """Return whether the text begins with the sign that support may read it."""
    return to_text(body).lstrip().startswith(_SHARE_MARKS)


def gather(
    work: Work, escalation_id: str, quotations: Iterable[e.Quotation], desk: Desk, now: datetime
) -> None:
    """Take along the conversation that the escalation came from."""
    escalation = work.escalations.get(escalation_id)
    found = tuple(quotations)
    if found:
        record(work, escalation, [e.ContextGathered(quotations=found)], desk, now)
