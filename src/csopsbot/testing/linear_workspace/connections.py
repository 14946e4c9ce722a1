"""Lists page by page, and filters over them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from csopsbot.testing.linear_workspace.refusals import invalid

T = TypeVar("T")

USUAL = 50
MOST = 250

_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": lambda value, wanted: value == wanted,
    "neq": lambda value, wanted: value != wanted,
    "in": lambda value, wanted: value in wanted,
    "nin": lambda value, wanted: value not in wanted,
    "eqIgnoreCase": lambda value, wanted: value.lower() == wanted.lower(),
    "neqIgnoreCase": lambda value, wanted: value.lower() != wanted.lower(),
    "gt": lambda value, wanted: value > _moment(wanted),
    "gte": lambda value, wanted: value >= _moment(wanted),
    "lt": lambda value, wanted: value < _moment(wanted),
    "lte": lambda value, wanted: value <= _moment(wanted),
}
_NAMES = {
    "displayName": "display_name",
    "isGroup": "is_group",
    "createdAt": "created_at",
    "updatedAt": "updated_at",
}


@dataclass(frozen=True, slots=True)
class PageInfo:
    """Where a page begins and ends."""

    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@dataclass(frozen=True, slots=True)
class Connection(Generic[T]):
    """One page of a list."""

    nodes: Sequence[T]
    page_info: PageInfo


def page(
    items: Sequence[T], first: int | None = None, after: str | None = None, *, rows: int = MOST
) -> Connection[T]:
    """Return the FIRST of ITEMS that come AFTER a cursor, but never more than ROWS."""
    size = USUAL if first is None else first
    if not 0 < size <= MOST:
        raise invalid("first", f"must not be less than 1 or greater than {MOST}")
    ids = [_cursor(item) for item in items]
    if after is not None and after not in ids:
        raise invalid("after", "must be a cursor")
    begin = ids.index(after) + 1 if after is not None else 0
    size = min(size, rows)
    shown, cursors = items[begin : begin + size], ids[begin : begin + size]
    more = begin + size < len(items)
    ends = (cursors[0], cursors[-1]) if cursors else (None, None)
    return Connection(shown, PageInfo(more, begin > 0, *ends))


def fits(item: object, wanted: Mapping[str, Any] | None) -> bool:
    """Return whether ITEM is as the filter WANTED says, in each of its parts."""
    return all(_fits(item, name, part) for name, part in (wanted or {}).items())


def _fits(item: object, name: str, part: Any) -> bool:
    if name == "and":
        return all(fits(item, one) for one in part)
    if name == "or":
        return any(fits(item, one) for one in part)
    if name == "null":
        return (item is None) is bool(part)
    if item is None:
        return False
    value = getattr(item, _NAMES.get(name, name))
    if part.keys() <= _COMPARE.keys():
        return all(_COMPARE[how](value, wanted) for how, wanted in part.items())
    return fits(value, part)


def newest_first(items: Iterable[T], by: str | None = None) -> list[T]:
    """Return ITEMS in the order in which lists are given out, by when they were made or changed."""
    order = _NAMES[by or "createdAt"]
    return sorted(items, key=lambda one: getattr(one, order), reverse=True)


def _moment(given: Any) -> datetime:
    try:
        return datetime.fromisoformat(str(given))
    except ValueError:
        raise invalid("filter", "must be a date") from None


def _cursor(item: object) -> str:
    return str(getattr(item, "id"))  # noqa: B009
