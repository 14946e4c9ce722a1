"""What a message says: text, blocks, attachments, metadata, read and held to Slack's limits."""

import json
from dataclasses import dataclass

from csopsbot.sandbox.blockkit.surfaces import (
    CHARACTERS_PER_MESSAGE,
    characters,
    message_problems,
)
from csopsbot.sandbox.call import Call
from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.jsontypes import Json

ATTACHMENTS = 100
METADATA_CHARACTERS = 8_000


@dataclass(frozen=True, slots=True)
class Content:
    """What a message is to show."""

    text: str
    has_text: bool
    blocks: list[Json]
    attachments: list[Json]

    def require_something(self) -> None:
        """Refuse a message that says nothing."""
        if not (self.text.strip() or self.blocks or self.attachments):
            raise SlackError("no_text")

    def require_short_blocks(self, error: str) -> None:
        """Refuse blocks whose texts are too long together."""
        if characters(self.blocks) > CHARACTERS_PER_MESSAGE:
            raise SlackError(error)


def read_content(call: Call) -> Content:
    """Return the content of a call."""
    args = call.args
    blocks = check_blocks(args.structure("blocks"))
    text = args.text("text")
    if markdown := args.text("markdown_text"):
        if text or blocks:
            raise SlackError("markdown_text_conflict")
        blocks = check_blocks([{"type": "markdown", "text": markdown}])
        text = markdown
    return Content(
        text=text,
        has_text=args.given("text") or bool(markdown),
        blocks=blocks,
        attachments=check_attachments(args.structure("attachments")),
    )


def read_metadata(call: Call) -> Json | None:
    """Return the metadata of a call, which apps alone may send; {} takes it away in an edit."""
    metadata = check_metadata(call.args.structure("metadata"))
    if metadata and call.caller.kind != "bot":
        raise SlackError("metadata_must_be_sent_from_app")
    return metadata


def check_blocks(blocks: object, malformed: str = "invalid_blocks_format") -> list[Json]:
    """Return a message's blocks, or say what is wrong with them."""
    if blocks is None or blocks == "":
        return []
    if not isinstance(blocks, list):
        raise SlackError(malformed)
    if problems := message_problems(blocks):
        raise SlackError("invalid_blocks", *map(str, problems))
    return blocks


def check_attachments(attachments: object) -> list[Json]:
    """Return a message's attachments."""
    if attachments is None or attachments == "":
        return []
    if not isinstance(attachments, list):
        raise SlackError("invalid_arguments", "must be an array [json-pointer:/attachments]")
    if len(attachments) > ATTACHMENTS:
        raise SlackError("too_many_attachments")
    for attachment in attachments:
        if not isinstance(attachment, dict):
            raise SlackError("invalid_arguments", "must be an object [json-pointer:/attachments]")
        check_blocks(attachment.get("blocks"))
    return attachments


def check_metadata(metadata: object) -> Json | None:
    """Return a message's metadata: an event_type and a payload of plain values."""
    if metadata is None or metadata == "":
        return None
    if not isinstance(metadata, dict):
        raise SlackError("invalid_metadata_format")
    if metadata and not _is_event(metadata) and "entities" not in metadata:
        raise SlackError("invalid_metadata_schema")
    if len(json.dumps(metadata)) > METADATA_CHARACTERS:
        raise SlackError("metadata_too_large")
    return metadata


def _is_event(metadata: Json) -> bool:
    event_type, payload = metadata.get("event_type"), metadata.get("event_payload")
    return isinstance(event_type, str) and bool(event_type) and isinstance(payload, dict)
