"""Block Kit, as little of it as we use, and messages made of it.

Texts given to these builders are Slack's mrkdwn already: whatever a person wrote has been escaped.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Json = dict[str, Any]

OPTION_LIMIT = 75
_UNFINISHED_ENTITY = re.compile(r"&[a-z]*$")


@dataclass(frozen=True, slots=True)
class Message:
    """What a message shows: BLOCKS, and TEXT for notifications and for readers without blocks."""

    text: str
    blocks: tuple[Json, ...]

    @property
    def fingerprint(self) -> str:
        """Return the same for two messages only if they look the same."""
        shown = json.dumps([self.text, self.blocks], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(shown.encode()).hexdigest()


def escape(text: str) -> str:
    """Return TEXT so that Slack shows it as it stands, without links, mentions or pings."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def cut(text: str, limit: int) -> str:
    """Return TEXT escaped and within LIMIT characters, an ellipsis for what was cut off."""
    return _within(escape(text), limit)


def one_line(text: str, limit: int) -> str:
    """Return TEXT on one line, escaped and within LIMIT characters."""
    return cut(" ".join(text.split()), limit)


def quote(escaped: str) -> str:
    """Return ESCAPED as a quotation."""
    return "\n".join(f"> {line}" for line in escaped.split("\n"))


def cut_quote(text: str, limit: int) -> str:
    """Return TEXT as a quotation, escaped and within LIMIT characters."""
    return _within(quote(escape(text.strip())), limit)


def _within(escaped: str, limit: int) -> str:
    if len(escaped) <= limit:
        return escaped
    return _UNFINISHED_ENTITY.sub("", escaped[: limit - 1]).rstrip() + "…"


def mrkdwn(text: str) -> Json:
    """Return formatted text in which nothing but our own links becomes one."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def plain(text: str) -> Json:
    """Return text without formatting."""
    return {"type": "plain_text", "text": text, "emoji": True}


def section(text: str) -> Json:
    """Return a block of text."""
    return {"type": "section", "text": mrkdwn(text)}


def header(text: str) -> Json:
    """Return a heading, which is plain text."""
    return {"type": "header", "text": plain(text)}


def fields(*texts: str) -> Json:
    """Return a block of short texts in two columns, ten at most."""
    return {"type": "section", "fields": [mrkdwn(text) for text in texts]}


def context(text: str) -> Json:
    """Return a line of small print."""
    return {"type": "context", "elements": [mrkdwn(text)]}


def actions(*buttons: Json) -> Json:
    """Return a row of buttons, at least one."""
    return {"type": "actions", "elements": list(buttons)}


def button(label: str, action_id: str, value: str, *, style: str = "") -> Json:
    """Return a button that sends VALUE with ACTION_ID; STYLE is empty, primary or danger."""
    shown = {"type": "button", "text": plain(label), "action_id": action_id, "value": value}
    return {**shown, "style": style} if style else shown


def overflow(action_id: str, options: list[Json]) -> Json:
    """Return a menu of two to five OPTIONS behind three dots."""
    return {"type": "overflow", "action_id": action_id, "options": options}


def text_input(
    name: str,
    label: str,
    *,
    longest: int,
    initial: str = "",
    example: str = "",
    hint: str = "",
    multiline: bool = False,
    optional: bool = False,
) -> Json:
    """Return a field to type in, its block and its action both called NAME."""
    element: Json = {
        "type": "plain_text_input",
        "action_id": name,
        "multiline": multiline,
        "max_length": longest,
    }
    if initial:
        element["initial_value"] = initial[:longest]
    if example:
        element["placeholder"] = plain(example)
    return _input(name, label, element, hint=hint, optional=optional)


def select_input(
    name: str,
    label: str,
    options: list[Json],
    *,
    initial: Json | None = None,
    example: str = "",
    optional: bool = False,
) -> Json:
    """Return a field to choose one of OPTIONS in, a hundred at most; INITIAL is one of them."""
    element: Json = {
        "type": "static_select",
        "action_id": name,
        "options": options,
        "placeholder": plain(example or label),
    }
    if initial:
        element["initial_option"] = initial
    return _input(name, label, element, hint="", optional=optional)


def channel_input(name: str, label: str, *, example: str, hint: str) -> Json:
    """Return a field to choose a channel in that no outsiders read."""
    element: Json = {
        "type": "conversations_select",
        "action_id": name,
        "placeholder": plain(example),
        "filter": {"include": ["public", "private"], "exclude_external_shared_channels": True},
    }
    return _input(name, label, element, hint=hint, optional=False)


def moment_input(name: str, label: str, *, initial: datetime | None = None, hint: str = "") -> Json:
    """Return a field that may be left empty, to choose a date and a time in."""
    element: Json = {"type": "datetimepicker", "action_id": name}
    if initial:
        element["initial_date_time"] = int(initial.timestamp())
    return _input(name, label, element, hint=hint, optional=True)


def option(label: str, value: str) -> Json:
    """Return a choice shown as LABEL."""
    return {"text": plain(label[:OPTION_LIMIT]), "value": value}


def _input(name: str, label: str, element: Json, *, hint: str, optional: bool) -> Json:
    block: Json = {
        "type": "input",
        "block_id": name,
        "label": plain(label),
        "element": element,
        "optional": optional,
    }
    return {**block, "hint": plain(hint)} if hint else block


def modal(
    callback_id: str, title: str, submit: str, close: str, blocks: list[Json], carried: str
) -> Json:
    """Return a form; CARRIED comes back with what was filled in."""
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title),
        "submit": plain(submit),
        "close": plain(close),
        "private_metadata": carried,
        "blocks": blocks,
    }


def home_view(blocks: list[Json]) -> Json:
    """Return what somebody's Home tab shows, a hundred BLOCKS at most."""
    return {"type": "home", "blocks": blocks}


def window(blocks: list[Json]) -> Json:
    """Return a window that tells something, and has no more to it than to be closed."""
    return {"type": "modal", "title": plain("csopsbot"), "blocks": blocks}
