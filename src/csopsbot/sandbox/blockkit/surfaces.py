"""Whole messages and views: how many blocks, which ids twice, what a modal must have."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping

from csopsbot.sandbox.blockkit.blocks import HOME_BLOCKS, MESSAGE_BLOCKS, MODAL_BLOCKS
from csopsbot.sandbox.blockkit.objects import plain
from csopsbot.sandbox.blockkit.shapes import Check, Problem, boolean, many, shape, string, typed
from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.jsontypes import Json

BLOCKS_PER_MESSAGE = 50
BLOCKS_PER_VIEW = 100
# Near here chat.postMessage answers msg_blocks_too_long: github.com/slackapi/bolt-js/issues/2509.
CHARACTERS_PER_MESSAGE = 13_200
BYTES_PER_VIEW = 250_000

SHARED_FIELDS: Mapping[str, Check] = {
    "private_metadata": string(3000, 0),
    "callback_id": string(255, 0),
    "external_id": string(255, 0),
}
MODAL = shape(
    {"title": plain(24), "blocks": many(typed(MODAL_BLOCKS), BLOCKS_PER_VIEW, 0)},
    {
        **SHARED_FIELDS,
        "close": plain(24),
        "submit": plain(24),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    },
)
HOME = shape({"blocks": many(typed(HOME_BLOCKS), BLOCKS_PER_VIEW, 0)}, SHARED_FIELDS)
VIEW = typed({"modal": MODAL, "home": HOME})


def message_problems(blocks: object, at: str = "/blocks") -> list[Problem]:
    """Return what Slack would refuse in a message's blocks."""
    found = list(many(typed(MESSAGE_BLOCKS), BLOCKS_PER_MESSAGE, 0)(blocks, at))
    return found or list(_repeated_ids(blocks, at))


def view_problems(view: object, at: str = "/view") -> list[Problem]:
    """Return what Slack would refuse in a view."""
    found = list(VIEW(view, at))
    if found or not isinstance(view, dict):
        return found
    blocks = view["blocks"]
    found += _repeated_ids(blocks, f"{at}/blocks")
    if view["type"] == "modal" and "submit" not in view and _has_input(blocks):
        found.append(Problem("`submit` is required when an input block is present", at))
    if len([1 for element in _elements(blocks) if element.get("focus_on_load")]) > 1:
        found.append(Problem("only one element can have focus_on_load", f"{at}/blocks"))
    return found


def check_view(view: object) -> Json:
    """Return a view that Slack would take."""
    if len(json.dumps(view)) > BYTES_PER_VIEW:
        raise SlackError("view_too_large")
    if problems := view_problems(view):
        raise SlackError("invalid_arguments", *map(str, problems))
    return dict(view) if isinstance(view, dict) else {}


def characters(value: object) -> int:
    """Count the characters of every text in some blocks."""
    if isinstance(value, dict):
        own = len(value["text"]) if isinstance(value.get("text"), str) else 0
        return own + sum(characters(v) for v in value.values())
    if isinstance(value, list):
        return sum(map(characters, value))
    return 0


def _has_input(blocks: list[Json]) -> bool:
    return any(block["type"] == "input" for block in blocks)


def _elements(blocks: list[Json]) -> Iterator[Json]:
    for block in blocks:
        for element in (block.get("accessory"), block.get("element"), *block.get("elements", [])):
            if isinstance(element, dict):
                yield element


def _repeated_ids(blocks: object, at: str) -> Iterator[Problem]:
    if not isinstance(blocks, list):
        return
    counted = Counter(b["block_id"] for b in blocks if "block_id" in b)
    for block_id, times in counted.items():
        if times > 1:
            yield Problem(f"block_id already exists: {block_id}", at)
    for index, block in enumerate(blocks):
        actions = Counter(e["action_id"] for e in _elements([block]) if "action_id" in e)
        for action_id, times in actions.items():
            if times > 1:
                yield Problem(f"action_id already exists: {action_id}", f"{at}/{index}")
