"""What a request to the board brings along: a form's fields, or for the API a JSON object.

A file comes as a part of a form, or for the API as the body itself.
"""

import json
from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from csopsbot.trackers.local.asked import Unacceptable

_MOST_FIELDS = 20
_LARGEST = 500_000
_FORM = "application/x-www-form-urlencoded"
_PARTS = "multipart/form-data"


async def fields_of(request: Request) -> dict[str, str]:
    """Return the fields by name; raises `Unacceptable` for what cannot be read."""
    body = await request.body()
    if len(body) > _LARGEST:
        raise Unacceptable("board.unreadable")
    # A page of another site can send a form unasked, but no JSON.
    api = is_api(request)
    if _kind(request) != ("application/json" if api else _FORM):
        raise Unacceptable("board.unreadable")
    try:
        return _checked(json.loads(body) if api else _form(body))
    except (ValueError, RecursionError) as error:
        raise Unacceptable("board.unreadable") from error


async def file_of(request: Request) -> tuple[dict[str, str], bytes]:
    """Return the fields that come with a file, and its content; raises `Unacceptable`."""
    fields, content = await (_body(request) if is_api(request) else _part(request))
    try:
        return _checked(fields), content
    except ValueError as error:
        raise Unacceptable("board.unreadable") from error


def is_api(request: Request) -> bool:
    """Return whether a program asks rather than a person's browser."""
    return "/api/" in request.url.path


async def _body(request: Request) -> tuple[dict[str, str], bytes]:
    # A page of another site can send these unasked.
    if _kind(request) in (_FORM, _PARTS, "text/plain", ""):
        raise Unacceptable("board.unreadable")
    return dict(request.query_params) | {"media_type": _kind(request)}, await request.body()


async def _part(request: Request) -> tuple[dict[str, str], bytes]:
    if _kind(request) != _PARTS:
        raise Unacceptable("board.unreadable")
    try:
        async with request.form(max_files=1, max_fields=_MOST_FIELDS) as form:
            sent = form.get("file")
            if not isinstance(sent, UploadFile):
                raise Unacceptable("board.unreadable")
            fields = {name: value for name, value in form.items() if isinstance(value, str)}
            told = {"name": sent.filename or "", "media_type": sent.content_type or ""}
            return fields | told, await sent.read()
    except HTTPException as error:
        raise Unacceptable("board.unreadable") from error


def _kind(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


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
