"""What a person puts into a form, and what Slack's client refuses before the app hears of it."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from csopsbot.sandbox.client.payloads import Actor
from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.jsontypes import Json
from csopsbot.sandbox.world.complaint import Complaint
from csopsbot.sandbox.world.elements import STATEFUL, Placed, interactive, is_empty
from csopsbot.sandbox.world.files import file_json
from csopsbot.sandbox.world.views import View

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
MOST_FILES = 10
OPTION_KEYS = ("selected_option", "selected_options")


def locate(blocks: list[Json], action_id: str | None, block_id: str | None = None) -> Placed:
    """Return the element with these ids."""
    for placed in interactive(blocks):
        if action_id in (None, placed.action_id) and block_id in (None, placed.block_id):
            return placed
    raise SlackError("no_such_element", f"no element {action_id!r} in block {block_id!r}")


def locate_input(view: View, key: str) -> Placed:
    """Return the element whose block or action is called so."""
    for placed in interactive(view.body["blocks"]):
        if key in (placed.block_id, placed.action_id):
            return placed
    raise SlackError("no_such_element", f"no block or action {key!r} in view {view.id}")


def put_in(actor: Actor, view: View, placed: Placed, value: object) -> None:
    """Put a value into an element of a view; files by their ids."""
    offered = view.offered.get(placed.action_id, [])
    if placed.element["type"] == "file_input":
        value = own_files(actor, value)
    view.state[placed.block_id][placed.action_id] = stated(placed.element, value, offered)


def own_files(actor: Actor, ids: object) -> list[Json]:
    """Return files that a person took in, as apps get them."""
    files = [actor.world.files.get(str(each)) for each in (ids if isinstance(ids, list) else ())]
    own = [one for one in files if one and one.completed and one.user_id == actor.user.id]
    if len(own) != len(files):
        raise SlackError("file_not_found")
    return [file_json(one, actor.base_url) for one in own]


def stated(element: Json, value: Any, offered: list[Json]) -> Json:
    """Return the state an element has once a person put a value in."""
    kind = element["type"]
    keeps = STATEFUL[kind]
    if value is None or value in ("", []):
        return {"type": kind, keeps.key: [] if keeps.many else None}
    if keeps.key in OPTION_KEYS:
        options = [*offered_options(element), *offered]
        if keeps.many:
            chosen: object = [option_called(options, kind, each) for each in value]
        else:
            chosen = option_called(options, kind, value)
        return {"type": kind, keeps.key: chosen}
    if kind == "rich_text_input" and isinstance(value, str):
        value = rich_text(value)
    return {"type": kind, keeps.key: value if keeps.many or kind in RAW else str(value)}


RAW = frozenset({"rich_text_input", "datetimepicker"})


def option_called(options: list[Json], kind: str, wanted: object) -> Json:
    """Return the option a person picked by its value, its text or as a whole."""
    for option in options:
        if wanted in (option, option["value"], option["text"]["text"]):
            return option
    if isinstance(wanted, dict) and "external" in kind:
        return wanted
    known = ", ".join(option["value"] for option in options)
    raise SlackError("no_such_option", f"{wanted!r} is none of: {known}")


def offered_options(element: Json) -> list[Json]:
    """Return the options an element itself lists."""
    groups = element.get("option_groups", [])
    return [*element.get("options", []), *(o for group in groups for o in group["options"])]


def rich_text(text: str) -> Json:
    """Return plain text as rich text."""
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}


def client_errors(view: View) -> dict[str, str | Complaint]:
    """Return what the client itself complains about, by block."""
    found: dict[str, str | Complaint] = {}
    for placed in interactive(view.body["blocks"]):
        if placed.block["type"] == "input":
            value = view.state[placed.block_id][placed.action_id]
            for complaint in complaints(placed, value):
                found.setdefault(placed.block_id, complaint)
    return found


def complaints(placed: Placed, value: Json) -> Iterator[Complaint]:
    """Yield what is wrong with one input."""
    if is_empty(value):
        if not placed.block.get("optional"):
            yield Complaint("required")
        return
    text, element = value.get("value"), placed.element
    if isinstance(text, str):
        if len(text) < element.get("min_length", 0):
            yield Complaint("too_short", element["min_length"])
        if len(text) > element.get("max_length", 3000):
            yield Complaint("too_long", element.get("max_length", 3000))
        if (check := FORMATS.get(element["type"])) and not check(text, element):
            yield Complaint("invalid")
    chosen = value.get(STATEFUL[element["type"]].key)
    if isinstance(chosen, list):
        yield from complaints_of_many(element, chosen)


def complaints_of_many(element: Json, chosen: list[Any]) -> Iterator[Complaint]:
    """Yield what is wrong with how many were chosen, or with what was."""
    is_files = element["type"] == "file_input"
    most = element.get("max_files", MOST_FILES) if is_files else element.get("max_selected_items")
    if most and len(chosen) > most:
        yield Complaint("too_many", most)
    kinds = [kind.lower() for kind in element.get("filetypes", [])]
    if kinds and any(file["filetype"].lower() not in kinds for file in chosen):
        yield Complaint("other_files")


def is_number(text: str, element: Json) -> bool:
    """Tell whether a text is a number the element takes."""
    try:
        number = float(text)
    except ValueError:
        return False
    whole = element["is_decimal_allowed"] or number == int(number)
    low, high = element.get("min_value"), element.get("max_value")
    return (
        whole and (low is None or number >= float(low)) and (high is None or number <= float(high))
    )


FORMATS: dict[str, Callable[[str, Json], bool]] = {
    "email_text_input": lambda text, _: bool(EMAIL.fullmatch(text)),
    "url_text_input": lambda text, _: text.startswith(("http://", "https://")),
    "number_input": is_number,
}
