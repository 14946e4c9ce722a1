"""A method's arguments: found in query, form or JSON body, then held to its table."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from starlette.requests import Request

from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.jsontypes import Json

FLAGS = frozenset(
    {
        "as_user",
        "exclude_archived",
        "exclude_muted",
        "force",
        "full",
        "include_all_metadata",
        "include_categories",
        "include_count",
        "include_disabled",
        "include_labels",
        "include_locale",
        "include_num_members",
        "include_users",
        "inclusive",
        "is_private",
        "link_names",
        "mrkdwn",
        "prevent_creation",
        "reply_broadcast",
        "return_im",
        "unfurl_links",
        "unfurl_media",
    }
)
NUMBERS = frozenset({"count", "length", "limit", "page", "post_at"})
STRUCTURES = frozenset({"attachments", "blocks", "files", "message", "metadata", "view"})
# Slack's own SDK sends this with every call once it knows the workspace.
EVERYWHERE = "team_id"
WORDS = {"true": True, "1": True, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class Args:
    """The arguments of one call, already of the right type."""

    values: Mapping[str, Any]

    def text(self, name: str) -> str:
        """Return a text argument, empty when it was not given."""
        return str(self.values.get(name) or "")

    def optional(self, name: str) -> str | None:
        """Return a text argument, or nothing when it was not given or is empty."""
        return self.text(name) or None

    def flag(self, name: str, otherwise: bool = False) -> bool:
        """Return a yes-or-no argument."""
        return bool(self.values.get(name, otherwise))

    def number(self, name: str, otherwise: int) -> int:
        """Return a whole number."""
        return int(self.values.get(name) or otherwise)

    def given(self, name: str) -> bool:
        """Tell whether the caller sent an argument at all."""
        return name in self.values

    def listed(self, name: str) -> list[str]:
        """Return the parts of a comma-separated argument."""
        return [part.strip() for part in self.text(name).split(",") if part.strip()]

    def structure(self, name: str) -> Any:
        """Return a JSON argument as it was sent, decoded."""
        return self.values.get(name)


async def read_arguments(request: Request, accepts_json: bool) -> Json:
    """Gather what was sent; a JSON body to a method that takes none is not looked at."""
    sent: Json = dict(request.query_params)
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type == "application/json":
        body = await request.body()
        return {**sent, **_json_object(body)} if accepts_json and body else sent
    if content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        form = await request.form()
        sent |= {key: value for key, value in form.items() if isinstance(value, str)}
    return sent


def check_arguments(sent: Json, required: tuple[str, ...], optional: tuple[str, ...]) -> Args:
    """Hold what was sent to a method's table: nothing missing, nothing unknown, types right."""
    known = {*required, *optional, EVERYWHERE}
    present = {name: value for name, value in sent.items() if value is not None}
    problems = [f"missing required field: {name}" for name in required if name not in present]
    problems += [f"unknown argument: {name}" for name in present if name not in known]
    typed: Json = {}
    for name in known & present.keys():
        try:
            typed[name] = _typed(name, present[name])
        except ValueError as problem:
            problems.append(f"{problem} [json-pointer:/{name}]")
    if problems:
        raise SlackError("invalid_arguments", *problems)
    return Args(typed)


def _typed(name: str, value: object) -> object:
    if name in FLAGS:
        return _flag(value)
    if name in NUMBERS:
        return _number(value)
    if name in STRUCTURES:
        return _structure(name, value)
    if isinstance(value, (dict, list, bool)) and name not in ("users", "channels"):
        raise ValueError("must be a string")
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _flag(value: object) -> bool:
    word = str(value).lower()
    if word not in WORDS:
        raise ValueError("must be a boolean")
    return WORDS[word]


def _number(value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        raise ValueError("must be a valid integer") from None


def _structure(name: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value) if value else None
    except ValueError:
        if name in ("blocks", "attachments", "metadata"):
            return value  # the method has an error of its own for this
        raise ValueError("must be valid JSON") from None


def _json_object(body: bytes) -> Json:
    try:
        decoded = json.loads(body)
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(decoded, dict):
        raise SlackError("json_not_object")
    return cast("Json", decoded)
