"""A message was written: replies in an escalation's threads reach the other side."""

from dataclasses import dataclass

from csopsbot.app.conversation import Reply, reply
from csopsbot.slack.bodies import read_body
from csopsbot.slack.payload import Payload, branch, items, required, text
from csopsbot.slack.reception import (
    DONE,
    IGNORED,
    UNSUPPORTED,
    Answer,
    Kind,
    Listener,
    PassedOver,
    Reception,
)
from csopsbot.slack.unsettled import check_settled

_WRITTEN = ("", "file_share", "thread_broadcast")
_NOT_YET = ("message_changed", "message_deleted")


@dataclass(frozen=True, slots=True)
class Said:
    """A reply in a thread: by a person, or by what appears as one."""

    user: str
    channel: str
    thread_ts: str
    ts: str
    message: Payload


def read_said(payload: Payload) -> Said | PassedOver:
    """Return the reply, if it is one; raises `Malformed`."""
    message = branch(payload, "event")
    if passed := _why_not(message):
        return passed
    return Said(
        user=required(message, "user"),
        channel=required(message, "channel"),
        thread_ts=required(message, "thread_ts"),
        ts=required(message, "ts"),
        message=message,
    )


def _why_not(message: Payload) -> PassedOver | None:
    """Return how MESSAGE is passed over: changed, said by nobody, or in no thread."""
    subtype, thread = text(message, "subtype"), text(message, "thread_ts")
    if subtype in _NOT_YET:
        return UNSUPPORTED
    by_somebody = subtype in _WRITTEN and text(message, "user")
    in_thread = thread and thread != text(message, "ts")
    says = text(message, "text").strip() or items(message, "files")
    return None if by_somebody and in_thread and says else IGNORED


async def handle(payload: Payload, reception: Reception) -> Answer:
    """Keep the reply if its thread is ours; the rest of the workspace's talk costs one look-up."""
    said = read_said(payload)
    if isinstance(said, PassedOver):
        return said
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
    message = Reply(person, said.channel, said.thread_ts, said.ts, body)
    now = reception.clock()
    await reception.database.run(lambda work: reply(work, message, reception.desk, now))
    return DONE


LISTENER = Listener(Kind.EVENT, "message", handle)
