"""Looking for a message of ours whose answer was lost: by the key in its metadata, or by its file."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from csopsbot.app.failures import Unanswered
from csopsbot.app.receipts import Done, Posted, Receipt
from csopsbot.slack.calls import Post, Upload
from csopsbot.slack.names import EFFECT_EVENT
from csopsbot.slack.payload import Payload, at, items, text
from csopsbot.slack.workspace import Installation

_MARGIN = timedelta(minutes=2)
_PAGE, _PAGES = 200, 10


async def find_sent(
    client: AsyncWebClient, sent: Post | Upload, since: datetime, us: Installation
) -> Receipt | None:
    """Return the receipt of SENT if it was, by US, not long before SINCE or later.

    Raises `Unanswered` where too much was said since.
    """
    if isinstance(sent, Post):
        return await find_post(client, sent, since, us)
    return await _find_upload(client, sent, since, us)


async def find_post(
    client: AsyncWebClient, post: Post, since: datetime, us: Installation
) -> Receipt | None:
    """Return the receipt of POST if it was made, by US, not long before SINCE or later.

    Where it was made twice, the older one counts. Raises `Unanswered` where too much was said since.
    """
    found = [message async for message in _said(client, post, since) if _is(message, post, us)]
    if not found:
        return None
    oldest = min(found, key=lambda message: text(message, "ts"))
    if not post.surface:
        return Done()
    shown = text(oldest, "metadata", "event_payload", "shown")
    return Posted(post.surface, post.channel, text(oldest, "ts"), shown)


async def _find_upload(
    client: AsyncWebClient, upload: Upload, since: datetime, us: Installation
) -> Receipt | None:
    """Look for such a file of ours: it carries no key, so one of that name and size is it."""
    ours = [one async for one in _said(client, upload, since) if us.wrote(one)]
    files = (file for message in ours for file in items(message, "files"))
    return Done() if any(_is_file(file, upload) for file in files) else None


async def _said(
    client: AsyncWebClient, post: Post | Upload, since: datetime
) -> AsyncIterator[dict[str, Any]]:
    """Yield what was said where POST belongs, page by page."""
    cursor = ""
    for _ in range(_PAGES):
        answer = await _page(client, post, since, cursor)
        for message in items(answer, "messages"):
            yield dict(message)
        cursor = text(answer, "response_metadata", "next_cursor")
        if not cursor:
            return
    raise Unanswered("Too much was said since to find our message; looking again later.")


async def _page(
    client: AsyncWebClient, post: Post | Upload, since: datetime, cursor: str
) -> dict[str, Any]:
    bounds: dict[str, Any] = {
        "channel": post.channel,
        "oldest": f"{(since - _MARGIN).timestamp():.6f}",
        "include_all_metadata": True,
        "limit": _PAGE,
    }
    if cursor:
        bounds["cursor"] = cursor
    if post.thread:
        answer = await client.conversations_replies(ts=post.thread, **bounds)
    else:
        answer = await client.conversations_history(**bounds)
    return answer.data if isinstance(answer.data, dict) else {}


def _is_file(file: Payload, upload: Upload) -> bool:
    return text(file, "name") == upload.name and upload.file.size in (0, file.get("size"))


def _is(message: dict[str, Any], post: Post, us: Installation) -> bool:
    kind = text(message, "metadata", "event_type") == EFFECT_EVENT
    return (
        us.wrote(message) and kind and at(message, "metadata", "event_payload", "key") == post.key
    )
