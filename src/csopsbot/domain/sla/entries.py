"""The kinds of line in a clock's ledger, as data: other rooms put them into words."""

from dataclasses import dataclass

from csopsbot.domain.sla.choice import Terms
from csopsbot.domain.sla.intervals import Interval
from csopsbot.domain.sla.run import Status
from csopsbot.domain.sla.signals import What


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that became of one cycle at a UTC second; BY is empty where nobody did it."""

    at: int
    cycle: int
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Began(Entry):
    """A cycle began; its terms tell the policy, why it matched, and which were passed over."""

    cause: What
    terms: Terms | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits(Entry):
    """It was paused for one more reason.

    ALREADY_ANSWERED is when those it waits for had written, without an answer since: they are not
    the ones to wait for. NOTED_AT is when somebody entered the pause, if that was later.
    """

    reason: str
    note: str = ""
    noted_at: int | None = None
    already_answered: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitsNoMore(Entry):
    """One reason to wait is gone; LAST tells that it runs again."""

    reason: str
    last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped(Entry):
    """Time up to UNTIL of which SECONDS did not count, being closed.

    CLOSED are the closed stretches, empty where the calendar cannot tell them.
    """

    until: int
    seconds: int
    closed: tuple[Interval, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Retargeted(Entry):
    """It goes by other terms; GRACE is what the rule `keep` gave on top, 0 if nothing."""

    cause: What
    before: Terms | None
    after: Terms | None
    due_before: int | None
    due_after: int | None
    grace: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEdited(Entry):
    """The calendar that it goes by has another version from here on."""

    calendar: str
    version: str
    due: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Breached(Entry):
    """More was used than was allowed; the terms are those that were broken."""

    terms: Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished(Entry):
    """It was met, missed or cancelled."""

    outcome: Status
    spent: int
    allowance: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Continued(Entry):
    """A finished cycle counts on; the time since UNCOUNTED_SINCE does not count."""

    uncounted_since: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands(Entry):
    """How a cycle that is not finished stands at the end of the ledger."""

    status: Status
    left: int | None
    due_at: int | None
    breach_at: int | None
    reasons: frozenset[str] = frozenset()
