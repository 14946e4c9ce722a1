"""What went in and out: every call received and every delivery made, with its answer."""

from collections import deque
from collections.abc import Iterator
from copy import deepcopy
from itertools import count

from csopsbot.sandbox.jsontypes import Json

KEPT = 20_000


class Journal:
    """The latest calls and deliveries, numbered."""

    def __init__(self) -> None:
        self._entries: deque[Json] = deque(maxlen=KEPT)
        self._numbers = count(1)

    def write(self, kind: str, at: float, **fields: object) -> None:
        """Add an entry of kind `call` or `delivery`."""
        entry = {"id": next(self._numbers), "kind": kind, "at": at, **deepcopy(fields)}
        self._entries.append(entry)

    def since(self, number: int) -> list[Json]:
        """Return the entries after one."""
        return [entry for entry in self._entries if entry["id"] > number]

    def newest(self) -> Iterator[Json]:
        """Yield the entries, the latest first."""
        return reversed(self._entries)

    def entry(self, number: int) -> Json | None:
        """Return one entry, None if it is not kept any more."""
        return next((entry for entry in self._entries if entry["id"] == number), None)

    def clear(self) -> None:
        """Forget everything."""
        self._entries.clear()
