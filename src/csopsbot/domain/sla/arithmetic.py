"""What the rules of clocks ask of a calendar: two questions, in whole UTC seconds."""

from typing import Literal, Protocol

Side = Literal["left", "right"]


class Arithmetic(Protocol):
    """Open time, counted and laid out."""

    def elapsed(self, a: int, b: int) -> int:
        """Return the open seconds in [A, B); negative when B is before A."""
        ...

    def add(self, a: int, n: int, side: Side) -> int:
        """Return an instant N open seconds after A.

        `left` is the first such instant, when something is due. `right` is the last one, until
        which it is still met. They differ where N ends as the doors close.
        """
        ...
