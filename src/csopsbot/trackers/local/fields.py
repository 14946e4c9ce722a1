"""What a request to the board brings along: a form's fields, or for the API a JSON object."""

import json
from urllib.parse import parse_qsl

from starlette.requests import Request

from csopsbot.trackers.local.changes import Unacceptable

_MOST_FIELDS = 20
_LARGEST = 500_000


async def fields_of(request: Request) -> dict[str, str]:
    """Return the fields by name; raises `Unacceptable` for what cannot be read."""
    body = await request.body()
    if len(body) > _LARGEST:
        raise Unacceptable("board.unreadable")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    # A page of another site can send a form unasked, but no JSON.
    is_api = "/api/" in request.url.path
    if kind != ("application/json" if is_api else "application/x-www-form-urlencoded"):
        raise Unacceptable("board.unreadable")
    try:
        return _checked(json.loads(body) if is_api else _form(body))
    except (ValueError, RecursionError) as error:
        raise Unacceptable("board.unreadable") from error


def _form(body: bytes) -> dict[str, str]:
    pairs = parse_qsl(
        body.decode(), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
    )
    return dict(pairs)


def _checked(fields: object) -> dict[str, str]:
    """Return FIELDS if they are texts that a database can keep; raises `ValueError`."""
    if not isinstance(fields, dict) or len(fields) > _MOST_FIELDS:
        raise ValueError("no object, or too many fields")
    for value in fields.values():
        if not isinstance(value, str) or "\0" in value:
            raise ValueError("not a text")
        value.encode()  # half a surrogate pair raises a ValueError
    return fields
