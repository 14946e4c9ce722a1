"""The door: what Slack sends becomes a payload of a sound shape, or is turned away.

Bolt's own reader is not used: it takes a command whose text holds the word "payload" for an empty
request, and lets payloads of a wrong shape run into its inside. By HTTP and by Socket Mode, Bolt is
handed the same thing from here.
"""

import json
import re
from binascii import a2b_qp
from collections.abc import Mapping

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from csopsbot.slack.payload import Malformed, at, items, required, text

MOST_FIELDS = 100
_BROKEN_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_NEEDED = {
    "event_callback": ("event", "type"),
    "message_action": ("callback_id",),
    "shortcut": ("callback_id",),
    "view_submission": ("view", "callback_id"),
    "view_closed": ("view", "callback_id"),
}


def read(body: bytes, content_type: str) -> dict[str, object]:
    """Return the payload of a request's BODY; raises `Malformed`."""
    try:
        payload = _parsed(body, content_type)
    except (ValueError, RecursionError) as error:
        raise Malformed(f"the body cannot be read: {type(error).__name__}") from error
    return checked(payload)


def _parsed(body: bytes, content_type: str) -> object:
    if content_type.startswith("application/json"):
        return json.loads(body.decode("utf-8"))
    form = _form(body)
    return json.loads(form["payload"]) if "payload" in form else form


def _form(body: bytes) -> dict[str, str]:
    """Return the fields of an urlencoded BODY, which may be long: a form comes with all it shows."""
    if body.count(b"&") >= MOST_FIELDS or _BROKEN_ESCAPE.search(body):
        raise ValueError
    fields = (field.partition(b"=") for field in body.split(b"&") if field)
    return {_unquoted(name): _unquoted(value) for name, _, value in fields}


def _unquoted(text: bytes) -> str:
    """Return what TEXT stands for; its escapes are quoted-printable's but for the sign.

    The standard library reads quoted-printable twenty times as fast as it unquotes.
    """
    printable = text.replace(b"+", b" ").replace(b"=", b"=3D").replace(b"%", b"=")
    return a2b_qp(printable).decode("utf-8")


def checked(payload: object) -> dict[str, object]:
    """Return PAYLOAD if it has what its kind cannot do without; raises `Malformed`."""
    if not isinstance(payload, dict):
        raise Malformed("the payload is no object")
    kind = text(payload, "type")
    if kind in _NEEDED:
        required(payload, *_NEEDED[kind])
    if kind == "block_actions":
        _check_actions(payload)
    return payload


def _check_actions(payload: Mapping[str, object]) -> None:
    actions = items(payload, "actions")
    if not actions or actions != at(payload, "actions"):
        raise Malformed("the actions are missing")
    required(actions[0], "action_id")


async def dispatch(app: AsyncApp, payload: dict[str, object]) -> BoltResponse:
    """Return Bolt's answer to a checked payload; raises `Malformed`."""
    try:
        request = AsyncBoltRequest(mode="socket_mode", body=payload)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Malformed(f"the payload is out of shape: {type(error).__name__}") from error
    return await app.async_dispatch(request)
