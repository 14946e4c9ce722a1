"""Outcomes counted, and what part of the promises was kept."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from statistics import median
from typing import NamedTuple

from csopsbot.domain.sla.run import Status
from csopsbot.reports.outcomes import Outcome


@dataclass(slots=True)
class Tally:
    """How many cycles ended how; RUNNING are those with time left, OVERDUE those without.

    What was broken counts as missed, also where it was cancelled or met another target afterwards.
    LATE holds the open seconds of each that was missed or is overdue.
    """

    met: int = 0
    missed: int = 0
    running: int = 0
    overdue: int = 0
    cancelled: int = 0
    alerts: int = 0
    calls: int = 0
    late: "array[int]" = field(default_factory=lambda: array("q"))

    def add(self, outcome: Outcome) -> None:
        """Count OUTCOME."""
        late = outcome.late_by
        self.met += outcome.status is Status.MET and late is None
        self.missed += not outcome.status.live and late is not None
        self.cancelled += outcome.status is Status.CANCELLED and late is None
        self.running += outcome.status.live and late is None
        self.overdue += outcome.status.live and late is not None
        self.alerts += outcome.alerts
        self.calls += outcome.calls
        if late is not None:
            self.late.append(late)

    def join(self, other: "Tally") -> None:
        """Count all that OTHER has counted."""
        for name in _COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.late.extend(other.late)

    @property
    def attainment(self) -> float | None:
        """The percentage that was kept of what is decided, None where nothing is.

        What is overdue is decided: it can no longer be met.
        """
        decided = self.met + self.missed + self.overdue
        return 100 * self.met / decided if decided else None

    @property
    def late_median(self) -> int | None:
        """The open seconds by which half of the late ones are late at the most."""
        return int(median(self.late)) if self.late else None

    @property
    def late_worst(self) -> int | None:
        """The open seconds of the latest."""
        return max(self.late, default=None)


_COUNTS = tuple(one.name for one in fields(Tally) if one.name != "late")


class Group(NamedTuple):
    """What outcomes are counted by."""

    customer: str
    severity: str
    clock: str


class Tallies:
    """A tally for each group; a customer is the same however the name is capitalised."""

    def __init__(self) -> None:
        self._tallies: dict[Group, Tally] = {}
        self._spelt: dict[str, str] = {}

    def add(self, outcome: Outcome) -> None:
        """Count OUTCOME where it belongs."""
        self._spelt.setdefault(outcome.customer.casefold(), outcome.customer)
        group = Group(outcome.customer.casefold(), outcome.severity, outcome.clock)
        self._tallies.setdefault(group, Tally()).add(outcome)

    def __getitem__(self, group: Group) -> Tally:
        return self._tallies.get(_folded(group), Tally())

    def __iter__(self) -> Iterator[Group]:
        return (one._replace(customer=self._spelt[one.customer]) for one in self._tallies)


def _folded(group: Group) -> Group:
    return group._replace(customer=group.customer.casefold())
