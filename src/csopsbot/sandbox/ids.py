"""Identifiers shaped like Slack's, which no other run hands out: an app may have kept them."""

from itertools import count
from random import Random

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
RUN_DIGITS = 5


class Ids:
    """Hands out ids such as V0K3X9P00A1: K3X9P is this run's, and one counter is for all prefixes.

    A seeded CHANCE hands out the same ids again.
    """

    def __init__(self, chance: Random) -> None:
        self._run = "".join(chance.choices(ALPHABET, k=RUN_DIGITS))
        self._numbers = count(1)

    def next(self, prefix: str) -> str:
        """Return a new id that begins with `prefix`."""
        return f"{prefix}0{self._run}{base36(next(self._numbers)):0>4}"


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
