"""What vendors post to us, read strictly; raises `Malformed` where it is something else."""

import json
from collections.abc import Mapping
from typing import Any

from csopsbot.app.webhooks import Malformed


def read(body: bytes | str) -> dict[str, Any]:
    """Return the JSON object that BODY is."""
    try:
        payload = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Malformed("the body is not JSON") from error
    if not isinstance(payload, dict):
        raise Malformed("the body is not a JSON object")
    return payload


def member(shown: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return the object that goes by NAME."""
    value = shown.get(name)
    if not isinstance(value, dict):
        raise Malformed(f"{name} is missing")
    return value


def text(shown: Mapping[str, Any], name: str) -> str:
    """Return the text that goes by NAME, which is not empty."""
    value = shown.get(name)
    if not isinstance(value, str) or not value:
        raise Malformed(f"{name} is missing")
    return value


def number(shown: Mapping[str, Any], name: str) -> int:
    """Return the number that goes by NAME, as long as ids are."""
    value = shown.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 10**18:
        raise Malformed(f"{name} is not a number")
    return value
