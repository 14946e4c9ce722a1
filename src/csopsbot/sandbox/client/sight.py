"""What a person sees: a channel or thread with what was whispered to them, and what changes."""

import json
from collections.abc import AsyncIterator

from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.world.conversations import Conversation, position
from csopsbot.sandbox.world.feed import Feed


def messages(conversation: Conversation, reader: str, thread_ts: str | None) -> list[Json]:
    """Return a channel's timeline or a thread as someone sees it, oldest first."""
    whispered = [m for to, m in conversation.ephemerals.values() if to == reader]
    if thread_ts is None:
        said = conversation.timeline()
    else:
        first = conversation.messages.get(thread_ts)
        said = [*([first] if first else []), *conversation.replies(thread_ts)]
    shown = [*said, *(m for m in whispered if m.get("thread_ts") == thread_ts)]
    return sorted(shown, key=lambda message: position(message["ts"]))


async def server_sent(feed: Feed, since: int, user_id: str) -> AsyncIterator[str]:
    """Yield what someone sees from now on, as server-sent events."""
    yield ": ready\n\n"
    async for body in feed.follow(since, user_id):
        yield f"id: {body['id']}\nevent: {body['kind']}\ndata: {json.dumps(body)}\n\n"
