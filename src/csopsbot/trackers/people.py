"""The people whom a tracker can give issues to."""

from collections.abc import Iterable

from csopsbot.domain.issue import TrackerUser


def others(found: Iterable[TrackerUser]) -> tuple[TrackerUser, ...]:
    """Return those of FOUND who are not ourselves, each once."""
    return tuple(dict.fromkeys(one for one in found if one.id and not one.is_self))
