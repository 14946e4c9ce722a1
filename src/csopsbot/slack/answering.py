"""Answering: a listener's answer, or what became of it, in the way its kind is answered.

Slack waits three seconds. A listener that takes longer is stopped before, so that the person learns
to try again from us and not from Slack's warning; what they send again counts once.
"""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse

from csopsbot.slack import private
from csopsbot.slack.excuses import excuse
from csopsbot.slack.mrkdwn.entities import unescape
from csopsbot.slack.payload import Malformed, Payload, items, text, user_id
from csopsbot.slack.reception import (
    DONE,
    Answer,
    Kind,
    Listener,
    PassedOver,
    Reception,
    Told,
    Wrong,
)

PATIENCE_S = 2.5

_log = structlog.get_logger(__name__)

Listening = Callable[[AsyncAck, Payload], Awaitable[BoltResponse]]


def answering(listener: Listener, reception: Reception) -> Listening:
    """Return what takes what came in for LISTENER, and answers Slack."""
    reply = _for_slack if listener.kind is Kind.EVENT else _for_people

    async def listen(ack: AsyncAck, body: Payload) -> BoltResponse:
        answer, outcome = await reply(listener, body, reception)
        reception.count(listener.name, outcome)
        return await _give(answer, listener.kind, ack, body, reception)

    return listen


async def _for_slack(
    listener: Listener, payload: Payload, reception: Reception
) -> tuple[Answer, str]:
    """Handle an event; what goes wrong is raised, so that Slack sends it again."""
    try:
        answer = await listener.handle(payload, reception)
    except Malformed as error:
        _log.warning("slack_malformed", listener=listener.name, problem=str(error))
        return DONE, "malformed"
    return answer, _outcome(answer)


async def _for_people(
    listener: Listener, payload: Payload, reception: Reception
) -> tuple[Answer, str]:
    """Handle what a person did; what goes wrong is told to the person in words."""
    try:
        async with asyncio.timeout(PATIENCE_S):
            answer = await listener.handle(payload, reception)
    except Exception as error:  # noqa: BLE001  # whatever it was, the person is told what to do
        language = _language(payload, reception)
        sentence, outcome = excuse(error, listener.name, language, reception.desk)
        return _in_words(sentence, listener.kind, payload), outcome
    return answer, _outcome(answer)


def _language(payload: Payload, reception: Reception) -> str:
    """Return the person's language if it is at hand: what failed may be what would tell it."""
    person = reception.people.remembered(user_id(payload))
    return person.language if person else "en"


def _in_words(sentence: str, kind: Kind, payload: Payload) -> Answer:
    """Return SENTENCE as an answer; a form keeps open, and what was typed into it stays."""
    inputs = [block for block in items(payload, "view", "blocks") if text(block, "type") == "input"]
    if kind is Kind.SUBMISSION and inputs:
        return Wrong({text(inputs[0], "block_id"): unescape(sentence)})
    return Told(sentence)


def _outcome(answer: Answer) -> str:
    match answer:
        case PassedOver():
            return "ignored"
        case Wrong():
            return "refused"
        case _:
            return "done"


async def _give(
    answer: Answer, kind: Kind, ack: AsyncAck, payload: Payload, reception: Reception
) -> BoltResponse:
    match answer:
        case Wrong(errors):
            return await ack(response_action="errors", errors=dict(errors))
        case Told(sentence) if kind is Kind.COMMAND:
            return await ack(text=sentence, response_type="ephemeral", unfurl_links=False)
        case Told(sentence):
            await private.tell(reception.client, payload, sentence)
            return await ack()
        case _:
            return await ack()
