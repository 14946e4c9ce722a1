"""What people write in the two threads, and on the issue, reaching the other side."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from csopsbot.app.following import heir
from csopsbot.app.ports import Work
from csopsbot.app.reactions import refused, shared
from csopsbot.app.record import record
from csopsbot.domain import events as e
from csopsbot.domain.desk import Desk, why_not_engineer
from csopsbot.domain.document import Doc, sole_address, to_text
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.people import Person, Side
from csopsbot.domain.stage import Stage, Step
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
    files: tuple[e.SharedFile, ...] = ()


def is_first(work: Work, channel: str, ts: str, now: datetime) -> bool:
    """Return whether we hear of that message for the first time, and remember it."""
    return work.inbox.first("slack", f"message:{channel}:{ts}", now)


def reply(work: Work, message: Reply, desk: Desk, now: datetime) -> bool:
    """Keep a reply in one of an escalation's threads, and pass it on where it should go.

    Return whether it is one, and was not heard of before.
    """
    thread = work.escalations.in_thread(message.channel, message.thread_ts)
    if thread is None or not is_first(work, message.channel, message.ts, now):
        return False
    escalation = work.escalations.get(thread.escalation_id)
    if thread.side is Side.SUPPORT:
        escalation = heir(work, escalation)
    replied = e.Replied(
        by=message.person.actor,
        side=thread.side,
        body=message.body,
        channel=message.channel,
        ts=message.ts,
        files=message.files,
    )
    at_once = _shared_at_once(escalation, message.person, replied, desk, now)
    work.messages.put(message.channel, message.ts, escalation.id, escalation.version + 1)
    record(work, escalation, [replied, *at_once, *_pasted(escalation, replied)], desk, now)
    return True


def _pasted(escalation: Escalation, replied: e.Replied) -> Iterator[e.LinkAsked]:
    """Yield the wish to wait on an issue, where engineering wrote nothing but its address.

    It has to be where the present issue is: other addresses are talk.
    """
    here, address = escalation.issue, sole_address(replied.body)
    if replied.side is not Side.ENGINEERING or here is None or escalation.stage.closed:
        return
    if address and here.is_beside(address):
        yield e.LinkAsked(by=replied.by, address=address, pasted=True)


def _shared_at_once(
    escalation: Escalation, person: Person, replied: e.Replied, desk: Desk, now: datetime
) -> Iterator[e.Shared | e.Explained | e.Refused]:
    """Yield the passing on of a reply that is marked for it, or that was announced by a ❓ or ❌."""
    if replied.side is not Side.ENGINEERING:
        return
    may = why_not_engineer(person, desk.team(escalation.team)) is None
    if not (may and is_asking(escalation, person.actor, now)):
        yield from shared_by_mark(escalation, person, replied, desk)
    elif escalation.stage is Stage.DECLINED:
        yield from reason(person, replied)
    else:
        yield shared(person, replied)


def shared_by_mark(
    escalation: Escalation, person: Person, replied: e.Replied, desk: Desk
) -> Iterator[e.Shared | e.Refused]:
    """Yield the passing on of engineering's reply that is marked for it, or that PERSON may not."""
    if replied.side is not Side.ENGINEERING or not is_marked(replied.body):
        return
    if why := why_not_engineer(person, desk.team(escalation.team)):
        yield refused(person, Step.ASK, NotPossible(why), e.Place(replied.channel, replied.ts))
    else:
        yield shared(person, replied)


def reason(person: Person, said: e.Replied) -> Iterator[e.Explained]:
    """Yield that PERSON has said why it was declined, unless it was said without words."""
    if words := to_text(said.body).strip():
        yield e.Explained(
            by=person.actor, reason=words, channel=said.channel, ts=said.ts, files=said.files
        )


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
