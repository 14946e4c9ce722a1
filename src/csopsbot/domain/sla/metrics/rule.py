"""What a metric is: the words it hears, and the moves it makes a clock do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from csopsbot.domain.sla.policy import Audience, Mode


class Word(Enum):
    """A signal as one audience's clocks hear it."""

    OPENED = auto()
    ASKED = auto()
    RESPONDED = auto()
    UPDATED = auto()
    RESOLVED = auto()
    REOPENED = auto()
    HANDED_OVER = auto()
    RETARGETED = auto()
    CANCELLED = auto()


class Move(Enum):
    """What a clock can be told; a move that does not fit its status changes nothing."""

    START = auto()
    STOP = auto()
    REOPEN = auto()
    RENEW = auto()
    CYCLE = auto()
    CANCEL = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A word, and how the case stood once it was said.

    FIRST tells that the counterpart had had no response before it. WAITS_SINCE is the instant of
    their oldest unanswered message.
    """

    word: Word
    at: int
    is_open: bool
    first: bool
    waits_since: int | None
    mode: Mode


@dataclass(frozen=True, slots=True)
class Ordered:
    """A move, and the instant it counts from."""

    move: Move
    at: int


@dataclass(frozen=True, slots=True)
class Metric:
    """A kind of clock: what moves it, and which waiting pauses it unless the policy differs."""

    key: str
    rule: Callable[[Heard], Ordered | None]
    pauses: Mapping[Audience, frozenset[str]]


def by_word(moves: Mapping[Word, Move]) -> Callable[[Heard], Ordered | None]:
    """Return the rule of a metric that needs to know the word alone."""

    def rule(heard: Heard) -> Ordered | None:
        move = moves.get(heard.word)
        return Ordered(move, heard.at) if move else None

    return rule
