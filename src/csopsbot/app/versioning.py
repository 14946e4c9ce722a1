"""Versions of what a file says: which of them are new, and which ever come into force."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Generic, TypeVar

from csopsbot.app.ports import Version

T = TypeVar("T")

THE_FILE = "desk file"


@dataclass(frozen=True, slots=True)
class Written(Generic[T]):
    """What the file says under a key, and from when on it is to hold; None is from now on."""

    what: T
    since: datetime | None = None


def news(
    written: Mapping[str, Written[T]], kept: Sequence[Version[T]], now: datetime
) -> Iterator[Version[T]]:
    """Yield a version of whatever is WRITTEN in another way than the newest one KEPT."""
    newest = {one.key: one for one in kept}
    for key, said in written.items():
        last = newest.get(key)
        at = max(now, last.kept_at) if last else now
        since = max(at, said.since or at)
        if last is None or last.what != said.what or _was_to_begin_otherwise(last, since, at):
            yield _next(key, last, said.what, since, at)


def ends(
    written: Mapping[str, Written[T]], kept: Sequence[Version[T]], now: datetime
) -> Iterator[Version[T]]:
    """Yield the end of whatever is KEPT and no longer WRITTEN."""
    newest = {one.key: one for one in kept}
    for key, last in newest.items():
        if key not in written and last.what is not None:
            at = max(now, last.kept_at)
            yield _next(key, last, None, at, at)


def in_force(kept: Iterable[Version[T]]) -> Iterator[Version[T]]:
    """Yield the versions that come into force, by key and then by time.

    What was still to come into force when a later version was kept is overtaken by that one.
    """
    for _, series in groupby(kept, key=lambda one: one.key):
        standing: list[Version[T]] = []
        for one in series:
            standing = [earlier for earlier in standing if not _is_overtaken(earlier, one)]
            standing.append(one)
        yield from standing


def _next(
    key: str, last: Version[T] | None, what: T | None, since: datetime, at: datetime
) -> Version[T]:
    return Version(
        key=key,
        number=last.number + 1 if last else 1,
        effective_from=since,
        kept_at=at,
        changed_by=THE_FILE,
        what=what,
    )


def _was_to_begin_otherwise(last: Version[T], since: datetime, at: datetime) -> bool:
    return last.effective_from > at and last.effective_from != since


def _is_overtaken(earlier: Version[T], later: Version[T]) -> bool:
    return earlier.effective_from > later.kept_at or earlier.effective_from >= later.effective_from
