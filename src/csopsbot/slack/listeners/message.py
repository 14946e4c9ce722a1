"""A message was written: replies in an escalation's threads reach the other side.

Slack may tell that a message was changed or deleted before it tells of the message.
"""

from dataclasses import dataclass

from csopsbot.app.amending import Correction, correct
from csopsbot.app.conversation import Reply, reply
from csopsbot.slack.bodies import read_body, read_files
from csopsbot.slack.payload import Payload, branch, items, required, text
from csopsbot.slack.reception import (
    DONE,
    IGNORED,
    Answer,
    Kind,
    Listener,
    PassedOver,
    Reception,
)
from csopsbot.slack.unsettled import check_settled, written_at

_WRITTEN = ("", "file_share", "thread_broadcast")
_AMENDED = ("message_changed", "message_deleted")


@dataclass(frozen=True, slots=True)
class Said:
    """A reply in a thread: by a person, or by what appears as one."""

    user: str
    channel: str
    thread_ts: str
    ts: str
    message: Payload


@dataclass(frozen=True, slots=True)
class Amended:
    """What was said in a thread, BEFORE, was changed or, where MESSAGE is None, deleted; AT orders."""

    user: str
    channel: str
    thread_ts: str
    ts: str
    at: str
    key: str
    before: Payload
    message: Payload | None


def read_said(payload: Payload) -> Said | Amended | PassedOver:
    """Return the reply, or what became of one, if it is either; raises `Malformed`."""
    message = branch(payload, "event")
    if text(message, "subtype") in _AMENDED:
        return _read_amended(message)
    if passed := _why_not(message):
        return passed
    return Said(
        user=required(message, "user"),
        channel=required(message, "channel"),
        thread_ts=required(message, "thread_ts"),
        ts=required(message, "ts"),
        message=message,
    )


def _read_amended(event: Payload) -> Amended | PassedOver:
    """Return what was changed by a person; Slack itself changes messages when it shows links."""
    before, deleted = branch(event, "previous_message"), text(event, "subtype") == _AMENDED[1]
    after = branch(event, "message")
    if not deleted and text(after, "text") == text(before, "text"):
        return IGNORED
    user, ts = text(before, "user") or text(after, "user"), text(before, "ts") or text(after, "ts")
    thread_ts = text(before, "thread_ts")
    if not user or not ts or not thread_ts or thread_ts == ts:
        return IGNORED
    return Amended(
        user=user,
        channel=required(event, "channel"),
        thread_ts=thread_ts,
        ts=ts,
        at=text(event, "ts"),
        key=f"{text(event, 'subtype')}:{ts}:{text(event, 'ts')}",
        before=before,
        message=None if deleted else after,
    )


def _why_not(message: Payload) -> PassedOver | None:
    """Return how MESSAGE is passed over: changed, said by nobody, or in no thread."""
    subtype, thread = text(message, "subtype"), text(message, "thread_ts")
    by_somebody = subtype in _WRITTEN and text(message, "user")
    in_thread = thread and thread != text(message, "ts")
    says = text(message, "text").strip() or items(message, "files")
    return None if by_somebody and in_thread and says else IGNORED


async def handle(payload: Payload, reception: Reception) -> Answer:
    """Keep the reply if its thread is ours; the rest of the workspace's talk costs one look-up."""
    said = read_said(payload)
    if isinstance(said, PassedOver):
        return said
    if isinstance(said, Amended):
        return await _amend(said, reception)
    thread = await reception.database.read(
        lambda work: work.escalations.in_thread(said.channel, said.thread_ts)
    )
    if thread is None:
        await check_settled(said.message, "parent_user_id", said.thread_ts, reception)
        return IGNORED
    return await _keep(said, reception)


async def _keep(said: Said, reception: Reception) -> Answer:
    us = await reception.workspace.installation()
    person = await reception.people.find(said.user)
    if person.is_bot or us.wrote(said.message):
        return IGNORED
    body = await read_body(said.message, reception.people)
    files = read_files(said.message)
    message = Reply(person, said.channel, said.thread_ts, said.ts, body, files)
    now = reception.clock()
    await reception.database.run(lambda work: reply(work, message, reception.desk, now))
    return DONE


async def _amend(said: Amended, reception: Reception) -> Answer:
    """Keep the correction of what others said in a thread of ours, come in already or not."""
    us = await reception.workspace.installation()
    if us.wrote(said.before):
        return IGNORED
    ours = await reception.database.read(
        lambda work: (
            work.messages.find(said.channel, said.ts)
            or work.escalations.in_thread(said.channel, said.thread_ts)
        )
    )
    if ours is None:
        await check_settled(said.before, "parent_user_id", said.thread_ts, reception)
        return IGNORED
    return await _correct(said, reception)


async def _correct(said: Amended, reception: Reception) -> Answer:
    person = await reception.people.find(said.user)
    if person.is_bot:
        return IGNORED
    correction = Correction(
        person=person,
        channel=said.channel,
        thread_ts=said.thread_ts,
        ts=said.ts,
        key=said.key,
        at=said.at,
        body=await read_body(said.message, reception.people) if said.message else None,
        files=read_files(said.message) if said.message else (),
        written_at=written_at(said.ts),
    )
    now = reception.clock()
    await reception.database.run(lambda work: correct(work, correction, reception.desk, now))
    return DONE


LISTENER = Listener(Kind.EVENT, "message", handle)
