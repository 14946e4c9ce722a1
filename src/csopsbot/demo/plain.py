"""A Slack message as a person reads it, in plain lines."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from csopsbot.demo.dates import with_dates

Json = Mapping[str, Any]

_LINK = re.compile(r"<(https?://[^|>]+)\|([^>]+)>")
_BARE = re.compile(r"<(https?://[^>]+)>")
_GROUP = re.compile(r"<!(?:subteam\^)?(\w+)(?:\|@?([^>]+))?>")
_PERSON = re.compile(r"<@([UW][A-Z0-9]+)>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def read(message: Json, names: Mapping[str, str], now: float) -> str:
    """Return the words of MESSAGE as it reads at NOW: its blocks where it has some, else its text."""
    lines = [line for block in message.get("blocks") or () for line in _block(block)]
    text = "\n".join(line for line in lines if line) or str(message.get("text", ""))
    return _readable(with_dates(text, datetime.fromtimestamp(now, UTC)), names)


def _block(block: Json) -> Iterator[str]:
    match block.get("type"):
        case "header" | "section":
            yield from _section(block)
        case "context":
            yield " ".join(part.get("text", "") for part in block["elements"])
        case "actions":
            yield " ".join(_pressable(element) for element in block["elements"])
        case "rich_text":
            yield _rich(block)


def _section(block: Json) -> Iterator[str]:
    if text := block.get("text"):
        yield text["text"]
    yield from (field["text"].replace("\n", " ") for field in block.get("fields") or ())
    if accessory := block.get("accessory"):
        yield _pressable(accessory)


def _pressable(element: Json) -> str:
    """Return a button by its words, a menu by those of its choices."""
    if element["type"] == "overflow":
        return f"[⋯ {' / '.join(one['text']['text'] for one in element['options'])}]"
    return f"[{element['text']['text']}]" if "text" in element else ""


def _rich(part: Json) -> str:
    inner = "".join(_rich(child) for child in part.get("elements") or ())
    return inner + str(part.get("text", part.get("url", "")))


def _readable(text: str, names: Mapping[str, str]) -> str:
    text = _LINK.sub(r"\2", text)
    text = _BARE.sub(r"\1", text)
    text = _PERSON.sub(lambda hit: "@" + names.get(hit.group(1), hit.group(1)), text)
    text = _GROUP.sub(lambda hit: "@" + (hit[2] or hit[1]), text)
    for escaped, char in _ENTITIES:
        text = text.replace(escaped, char)
    return text.replace("*", "")
