"""Telling one person something that nobody else sees."""

import aiohttp
import structlog
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from csopsbot.app.failures import Unavailable
from csopsbot.slack.asking import No, ask
from csopsbot.slack.blocks import section, window
from csopsbot.slack.payload import Payload, channel_id, text, user_id

_TIMEOUT_S = 2

_log = structlog.get_logger(__name__)


async def tell(client: AsyncWebClient, payload: Payload, sentence: str) -> None:
    """Tell whoever sent PAYLOAD, where they sent it; a failure to do so is logged and no more.

    Whoever is in no channel, but in the Home tab, is told by a window in front of it.
    """
    thread = text(payload, "container", "thread_ts") or text(payload, "message", "thread_ts")
    try:
        if address := text(payload, "response_url"):
            await _respond(client, address, sentence, thread)
        elif channel := channel_id(payload):
            await ask(
                client.chat_postEphemeral(
                    channel=channel,
                    user=user_id(payload),
                    text=sentence,
                    thread_ts=thread or None,
                )
            )
        elif trigger := text(payload, "trigger_id"):
            await ask(client.views_open(trigger_id=trigger, view=window([section(sentence)])))
    except (No, Unavailable) as error:
        _log.warning("slack_person_not_told", problem=str(error))


async def _respond(client: AsyncWebClient, address: str, sentence: str, thread: str) -> None:
    """Answer at the ADDRESS that Slack sent along, which works in channels we are not in."""
    webhook = AsyncWebhookClient(
        address, timeout=_TIMEOUT_S, ssl=client.ssl, proxy=client.proxy, session=client.session
    )
    body = {"response_type": "ephemeral", "replace_original": False, "text": sentence}
    try:
        response = await webhook.send_dict({**body, "thread_ts": thread} if thread else body)
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
        raise Unavailable(f"the answer was not taken: {type(error).__name__}") from error
    if response.status_code >= 400:
        raise No(f"http_{response.status_code}")
