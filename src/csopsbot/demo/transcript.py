"""What was seen while the story was played: who saw what, where, when."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Moment:
    """Something a person did, or saw; AT is in seconds since the story began."""

    who: str
    did: Literal["acts", "sees"]
    where: str
    what: str
    at: float


class DidNotHappen(Exception):
    """Somebody waited in vain for something of the story."""

    def __init__(self, who: str, what: str, instead: str = "") -> None:
        super().__init__(f"{who} did not see {what}." + (f" {instead}" if instead else ""))


class Transcript:
    """Collects moments and hands each on as it happens."""

    def __init__(self, clock: Callable[[], float], on_moment: Callable[[Moment], None]) -> None:
        self._clock = clock
        self._begun = 0.0
        self._on_moment = on_moment
        self.moments: list[Moment] = []

    def add(self, who: str, did: Literal["acts", "sees"], where: str, what: str) -> None:
        """Note a moment; the first one begins the story."""
        self._begun = self._begun or self._clock()
        at = round(self._clock() - self._begun, 3)
        moment = Moment(who, did, where, what, at)
        self.moments.append(moment)
        self._on_moment(moment)

    def as_json(self) -> list[dict[str, object]]:
        """Return the moments for machines."""
        return [asdict(moment) for moment in self.moments]
