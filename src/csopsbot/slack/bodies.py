"""What a message says, with people called by their names."""

import asyncio
import re

from csopsbot.domain.document import Block, Doc, Link, Paragraph, Text
from csopsbot.domain.events import SharedFile
from csopsbot.slack.mrkdwn import from_mrkdwn
from csopsbot.slack.payload import Payload, items, text
from csopsbot.slack.people import People

MOST_NAMES = 10
MOST_FILES = 10
_MENTIONED = re.compile(r"<@(\w[\w.-]{0,63})[|>]", re.ASCII)


async def read_body(message: Payload, people: People) -> Doc:
    """Return what MESSAGE says and which files it brings; people beyond the tenth keep their ids."""
    said = text(message, "text") or _attached(message)
    mentioned = list(dict.fromkeys(_MENTIONED.findall(said)))[:MOST_NAMES]
    found = await asyncio.gather(*(people.find(id) for id in mentioned))
    names = {person.id: person.name for person in found}
    doc = from_mrkdwn(said, lambda id: names.get(id, ""))
    return Doc((*doc.blocks, *_files(message)))


def read_files(message: Payload) -> tuple[SharedFile, ...]:
    """Return the files that MESSAGE brings; those kept elsewhere than in Slack are links alone."""
    kept = (one for one in items(message, "files")[:MOST_FILES] if not one.get("is_external"))
    return tuple(_shared(one) for one in kept if text(one, "id"))


def _shared(file: Payload) -> SharedFile:
    size = file.get("size")
    return SharedFile(
        id=text(file, "id"),
        name=text(file, "name") or text(file, "title") or text(file, "id"),
        size=size if isinstance(size, int) else 0,
        media_type=text(file, "mimetype"),
    )


def _attached(message: Payload) -> str:
    """Return what the attachments of an integration's message say."""
    said = (text(one, "text") or text(one, "fallback") for one in items(message, "attachments"))
    return "\n".join(filter(None, said))


def _files(message: Payload) -> list[Block]:
    """Return a line for each file: its name, leading to where it is in Slack."""
    return [_file(file) for file in items(message, "files")[:MOST_FILES]]


def _file(file: Payload) -> Paragraph:
    name = text(file, "name") or text(file, "title") or text(file, "id") or "file"
    address = text(file, "permalink")
    shown = Link(address, name) if address.startswith("https://") else Text(name)
    return Paragraph((Text("📎 "), shown))
