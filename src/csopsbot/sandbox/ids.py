"""Identifiers shaped like Slack's: unique within one sandbox, the same on every run."""

from itertools import count

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Ids:
    """Hands out ids such as V0000000A1, one counter for all prefixes."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def next(self, prefix: str) -> str:
        """Return a new id that begins with `prefix`."""
        return f"{prefix}0{base36(next(self._numbers)):0>8}"


class Timestamps:
    """Hands out message timestamps: the clock's time in microseconds, never the same twice."""

    def __init__(self) -> None:
        self._taken: set[int] = set()

    def at(self, now: float) -> str:
        """Return a new ts for `now`, moved on by microseconds when it is taken."""
        micros = round(now * 1_000_000)
        while micros in self._taken:
            micros += 1
        self._taken.add(micros)
        return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"


def base36(number: int) -> str:
    """Write a non-negative number with digits and capital letters."""
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = ALPHABET[digit] + digits
    return digits or "0"


def readable_id(prefix: str, name: str) -> str:
    """Return the id a seed gets from its name, so that logs can be read: U0ANA for ana."""
    return f"{prefix}0" + "".join(letter for letter in name.upper() if letter in ALPHABET)
