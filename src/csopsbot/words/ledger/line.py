"""A line of a ledger in words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """What became of a clock, and what is to be said about it besides.

    AT is the UTC second at which it did, None where the line is of no one instant.
    """

    at: int | None
    text: str
    details: tuple[str, ...] = ()
