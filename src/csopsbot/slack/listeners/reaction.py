"""A reaction was put on a message or taken off: a card, an alert or a reply of ours, or none."""

from dataclasses import dataclass

from csopsbot.app.reactions import ANSWERS_ALERTS, Reaction, concerns_us, react
from csopsbot.domain.desk import Desk
from csopsbot.domain.stage import Step
from csopsbot.slack.payload import Payload, at, branch, required, text
from csopsbot.slack.reception import DONE, IGNORED, Answer, Kind, Listener, PassedOver, Reception
from csopsbot.slack.unsettled import check_overtaken, check_settled

ADDED = "reaction_added"
REMOVED = "reaction_removed"


@dataclass(frozen=True, slots=True)
class Put:
    """An emoji on a message, its skin tone left out; EVENT_TS is empty where Slack tells no time."""

    delivery: str
    user: str
    emoji: str
    channel: str
    ts: str
    event_ts: str
    added: bool


def read_put(payload: Payload) -> Put | PassedOver:
    """Return the reaction, if it is one on a message; raises `Malformed`."""
    event = branch(payload, "event")
    if text(event, "item", "type") != "message":
        return IGNORED
    return Put(
        delivery=text(payload, "event_id"),
        user=required(event, "user"),
        emoji=required(event, "reaction").partition("::")[0],
        channel=required(event, "item", "channel"),
        ts=required(event, "item", "ts"),
        event_ts=_told(payload),
        added=text(event, "type") == ADDED,
    )


def _told(payload: Payload) -> str:
    """Return when it happened, as far as Slack says so."""
    if told := text(payload, "event", "event_ts"):
        return comparable(told)
    told_on_envelope = at(payload, "event_time")
    return comparable(str(told_on_envelope)) if isinstance(told_on_envelope, int | float) else ""


def comparable(ts: str) -> str:
    """Return the timestamp such that of two the later one is greater as text."""
    seconds, _, fraction = ts.partition(".")
    return f"{seconds:0>10}.{fraction:0<6}"


def means_something(emoji: str, desk: Desk) -> bool:
    """Return whether EMOJI answers alerts, or the desk gives it a meaning."""
    known = emoji in desk.reactions or emoji in desk.share_reactions
    return known or emoji == ANSWERS_ALERTS


def means_something_on_a_reply(emoji: str, desk: Desk) -> bool:
    """Return whether EMOJI passes a reply on, or asks what it says."""
    return emoji in desk.share_reactions or desk.reactions.get(emoji) is Step.ASK


async def handle(payload: Payload, reception: Reception) -> Answer:
    """Do what the reaction means; emoji without a meaning cost no look-up at all."""
    put = read_put(payload)
    if isinstance(put, PassedOver) or not means_something(put.emoji, reception.desk):
        return IGNORED
    concerned = await reception.database.read(lambda work: concerns_us(work, put.channel, put.ts))
    if not concerned:
        await check_settled(branch(payload, "event"), "item_user", put.ts, reception)
        if means_something_on_a_reply(put.emoji, reception.desk):
            check_overtaken(put.channel, put.ts, reception)
        return IGNORED
    return await _react(put, reception)


async def _react(put: Put, reception: Reception) -> Answer:
    person = await reception.people.find(put.user)
    if person.is_bot:
        return IGNORED
    now = reception.clock()
    reaction = Reaction(
        delivery=put.delivery,
        person=person,
        emoji=put.emoji,
        channel=put.channel,
        ts=put.ts,
        event_ts=put.event_ts or comparable(f"{now.timestamp():.6f}"),
        added=put.added,
    )
    await reception.database.run(lambda work: react(work, reaction, reception.desk, now))
    return DONE


ON_ADDED = Listener(Kind.EVENT, ADDED, handle)
ON_REMOVED = Listener(Kind.EVENT, REMOVED, handle)
