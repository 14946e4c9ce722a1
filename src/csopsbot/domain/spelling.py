"""What somebody may have meant by a name that is not known."""

from collections.abc import Iterable
from difflib import get_close_matches

_MOST = 20


def nearest(name: str, known: Iterable[str]) -> str:
    """Return which of KNOWN names is hardly another than NAME, whatever its capitals; or nothing."""
    spelt = {one.casefold(): one for one in reversed(list(known))}
    near = get_close_matches(name.casefold(), spelt, n=1)
    return spelt[near[0]] if near else ""


def hint(name: str, known: Iterable[str]) -> str:
    """Return what may have been meant by NAME, or else what is KNOWN."""
    every = list(known)
    if near := nearest(name, every):
        return f"Did you mean {near}?"
    shown = [*every[:_MOST], f"and {len(every) - _MOST} more"] if len(every) > _MOST else every
    return f"Known are {', '.join(shown)}." if shown else "None is known."
