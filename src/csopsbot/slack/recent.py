"""What was looked up lately, so that it need not be looked up again at once."""

from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Generic, TypeVar

T = TypeVar("T")


class Recent(Generic[T]):
    """A memory of at most SIZE things, each forgotten after KEEP."""

    def __init__(self, keep: timedelta, size: int = 5_000) -> None:
        self._keep = keep
        self._size = size
        self._known: OrderedDict[str, tuple[T, datetime]] = OrderedDict()

    def get(self, key: str, now: datetime) -> T | None:
        """Return what was put there lately."""
        if key not in self._known:
            return None
        value, put_at = self._known[key]
        return value if now - put_at < self._keep else None

    def put(self, key: str, value: T, now: datetime) -> None:
        """Keep VALUE; the oldest goes when there are too many."""
        self._known[key] = (value, now)
        self._known.move_to_end(key)
        while len(self._known) > self._size:
            self._known.popitem(last=False)
