"""Reading Slack's objects where the sandbox has not checked every corner of them."""

from collections.abc import Mapping
from typing import Any, TypeAlias

Json: TypeAlias = Mapping[str, Any]


def many(holder: Json, name: str) -> list[Json]:
    """Return the objects in a list, empty where there is no such list."""
    found = holder.get(name)
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def one(holder: Json, name: str) -> Json:
    """Return an object within another, an empty one where there is none."""
    found = holder.get(name)
    return found if isinstance(found, Mapping) else {}


def word(holder: Json, name: str) -> str:
    """Return a text or number as text, empty where there is none."""
    found = holder.get(name)
    return str(found) if isinstance(found, str | int | float) else ""


def number(holder: Json, name: str) -> int:
    """Return a whole number, zero where there is none."""
    found = holder.get(name)
    return found if isinstance(found, int) else 0
