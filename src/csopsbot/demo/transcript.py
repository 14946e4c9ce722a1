"""What was seen while the story was played: who saw what, where, when."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Moment:
    """Something a person did, or saw, or some time that passed between the two.

    AT is in seconds since the story began, without the time that it was moved on by.
    NEWS are the lines of it that they had not seen before at that place.
    """

    who: str
    did: Literal["acts", "sees", "passes"]
    where: str
    what: str
    at: float
    news: tuple[str, ...] = ()


class DidNotHappen(Exception):
    """Somebody, WHO, waited in vain for something of the story."""

    def __init__(self, who: str, what: str, instead: str = "") -> None:
        self.who = who
        super().__init__(f"{who} did not see {what}." + (f" {instead}" if instead else ""))


class Transcript:
    """Collects moments and hands each on as it happens."""

    def __init__(self, clock: Callable[[], float], on_moment: Callable[[Moment], None]) -> None:
        self._clock = clock
        self._begun = 0.0
        self._on_moment = on_moment
        self._seen: dict[tuple[str, str], list[str]] = {}
        self.moments: list[Moment] = []

    def acts(self, who: str, where: str, what: str) -> None:
        """Note what somebody does."""
        self._add(Moment(who, "acts", where, what, self._at()))

    def sees(self, who: str, where: str, what: str, thing: str = "") -> None:
        """Note what somebody sees; THING tells what changed from what is new."""
        lines = what.splitlines()
        before = self._seen.get((who, thing), [])
        self._seen[who, thing] = lines if thing else []
        news = tuple(line for line in lines if line not in before)
        self._add(Moment(who, "sees", where, what, self._at(), news))

    def passes(self, what: str) -> None:
        """Note that time was moved on."""
        self._add(Moment("", "passes", "", what, self._at()))

    def _at(self) -> float:
        self._begun = self._begun or self._clock()
        return round(self._clock() - self._begun, 3)

    def _add(self, moment: Moment) -> None:
        self.moments.append(moment)
        self._on_moment(moment)

    def as_json(self) -> list[dict[str, object]]:
        """Return the moments for machines."""
        return [asdict(moment) for moment in self.moments]
