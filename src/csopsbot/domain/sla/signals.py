"""What a clock listens to: a small closed vocabulary, known to no other part of the domain."""

from dataclasses import dataclass
from typing import Literal

WAITING_FOR_CUSTOMER = "waiting_for_customer"
WAITING_FOR_SUPPORT = "waiting_for_support"
WAITING_FOR_THIRD_PARTY = "waiting_for_third_party"
ON_HOLD = "on_hold"
REASONS = frozenset({WAITING_FOR_CUSTOMER, WAITING_FOR_SUPPORT, WAITING_FOR_THIRD_PARTY, ON_HOLD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of an escalation when a policy is chosen for it."""

    severity: str
    customer: str = ""
    tier: str = ""
    kind: str = ""
    area: str = ""
    team: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """The case began; where HANDED_OVER is false, with the customer's first message to support.

    Engineering knows of it from the `Opened` on that is handed over.
    """

    facts: Facts
    handed_over: bool = True


@dataclass(frozen=True, slots=True)
class CustomerWrote:
    """The customer said something."""


@dataclass(frozen=True, slots=True)
class CustomerTold:
    """A person of ours told the customer something."""


@dataclass(frozen=True, slots=True)
class SupportWrote:
    """Support said something to engineering."""


@dataclass(frozen=True, slots=True)
class EngineeringSpoke:
    """A person in engineering gave a sign of life, which may or may not have reached support."""

    reached_support: bool = True


@dataclass(frozen=True, slots=True)
class Resolved:
    """Engineering is done with it: mended, or declined."""

    declined: bool = False


@dataclass(frozen=True, slots=True)
class Reopened:
    """It is open again."""


@dataclass(frozen=True, slots=True)
class Paused:
    """Somebody else is waited for; the note says more than the reason does."""

    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Resumed:
    """One reason to wait is gone."""

    reason: str


@dataclass(frozen=True, slots=True)
class SeverityChanged:
    """It is worse, or less bad, than was thought."""

    severity: str


@dataclass(frozen=True, slots=True)
class TeamChanged:
    """Another team answers for it."""

    team: str


@dataclass(frozen=True, slots=True)
class Cancelled:
    """It was withdrawn, or merged into another case."""

    why: Literal["withdrawn", "merged"] = "withdrawn"


@dataclass(frozen=True, slots=True)
class PolicyChanged:
    """Another version of a policy is in force."""

    policy: str
    version: int


@dataclass(frozen=True, slots=True)
class CalendarChanged:
    """Another version of a calendar is in force."""

    calendar: str
    version: str


What = (
    Opened
    | CustomerWrote
    | CustomerTold
    | SupportWrote
    | EngineeringSpoke
    | Resolved
    | Reopened
    | Paused
    | Resumed
    | SeverityChanged
    | TeamChanged
    | Cancelled
    | PolicyChanged
    | CalendarChanged
)


class NamelessPause(ValueError):
    """A pause entered after the fact needs the name of who entered it and a reason."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


@dataclass(frozen=True, slots=True)
class Signal:
    """Something that happened at a UTC second.

    ORDER parts those of one second. NOTED_AT is when it became known, where that was later: the
    clock goes by AT alone, the ledger shows both.
    """

    at: int
    what: What
    by: str = ""
    order: int = 0
    noted_at: int | None = None

    def __post_init__(self) -> None:
        if isinstance(self.what, Paused) and self.backdated and not (self.by and self.what.reason):
            raise NamelessPause

    @property
    def backdated(self) -> bool:
        """Whether it became known only after it happened."""
        return self.noted_at is not None and self.noted_at > self.at
