"""What was said in a thread, as quotations with their authors' names."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator, Sequence

from csopsbot.domain.events import Quotation
from csopsbot.slack.mrkdwn import from_mrkdwn
from csopsbot.slack.payload import Payload, text
from csopsbot.slack.workspace import Installation

Names = Callable[[str], Awaitable[str]]

_SAID = ("", "file_share", "thread_broadcast", "me_message", "bot_message")
_MENTIONED = re.compile(r"<@(\w[\w.-]{0,63})[|>]", re.ASCII)


async def quotations(
    messages: Sequence[Payload], us: Installation, names: Names
) -> tuple[Quotation, ...]:
    """Return what people said in MESSAGES; what we said ourselves is left out."""
    said = [one for one in messages if _counts(one) and not us.wrote(one)]
    ids = list(dict.fromkeys(id for message in said for id in _people(message)))
    known = dict(zip(ids, await asyncio.gather(*map(names, ids)), strict=True))
    return tuple(_quotation(message, known) for message in said)


def _counts(message: Payload) -> bool:
    return text(message, "subtype") in _SAID and bool(text(message, "text").strip())


def _people(message: Payload) -> Iterator[str]:
    if author := text(message, "user"):
        yield author
    yield from _MENTIONED.findall(text(message, "text"))


def _quotation(message: Payload, known: dict[str, str]) -> Quotation:
    given = text(message, "username") or text(message, "bot_profile", "name")
    author = known.get(text(message, "user"), "") or given or text(message, "user") or "?"
    return Quotation(author, from_mrkdwn(text(message, "text"), lambda id: known.get(id, "")))
