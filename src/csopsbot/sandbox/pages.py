"""Cursors: how Slack cuts a long list into pages."""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.jsontypes import Json

T = TypeVar("T")


def page(items: Sequence[T], cursor: str | None, limit: int) -> tuple[list[T], Json]:
    """Return one page of a list, and the `response_metadata` that leads to the next."""
    start = decode(cursor) if cursor else 0
    end = start + max(1, limit)
    next_cursor = encode(end) if end < len(items) else ""
    return list(items[start:end]), {"next_cursor": next_cursor}


def encode(position: int) -> str:
    """Return a cursor for a position."""
    return base64.b64encode(f"next:{position}".encode()).decode()


def decode(cursor: str) -> int:
    """Return the position of a cursor this server gave out."""
    try:
        word, _, position = base64.b64decode(cursor, validate=True).decode().partition(":")
        if word == "next":
            return int(position)
    except (binascii.Error, UnicodeDecodeError, ValueError):
        pass
    raise SlackError("invalid_cursor")
