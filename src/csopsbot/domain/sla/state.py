"""A clock's cycle as it stands at an instant."""

from dataclasses import dataclass

from csopsbot.domain.sla.choice import Terms
from csopsbot.domain.sla.policy import Audience
from csopsbot.domain.sla.run import Breach, Calendars, Run, Status, breaks_at, reach, spent


@dataclass(frozen=True, slots=True)
class Clock:
    """Which clock of an escalation: what it measures, for whom, and whether only to see."""

    metric: str
    audience: Audience
    shadow: bool = False

    @property
    def name(self) -> str:
        """What keys call it."""
        return f"{'shadow/' if self.shadow else ''}{self.audience}/{self.metric}"


@dataclass(frozen=True, slots=True)
class ClockState:
    """One cycle at NOW, in UTC seconds and open seconds.

    DUE_AT is what people see, BREACH_AT the last second at which it can still be met; both are
    None unless it runs.
    """

    clock: Clock
    run: Run
    now: int
    spent: int
    due_at: int | None
    breach_at: int | None

    @property
    def cycle(self) -> int:
        """The number of the cycle, from 1."""
        return self.run.cycle

    @property
    def status(self) -> Status:
        """What it is doing; idle as long as nothing was promised."""
        unpromised = self.run.status.live and self.run.terms is None
        return Status.IDLE if unpromised else self.run.status

    @property
    def terms(self) -> Terms | None:
        """What it goes by."""
        return self.run.terms

    @property
    def left(self) -> int | None:
        """The open seconds left, negative once it is over; None where nothing was promised."""
        return self.run.allowance - self.spent if self.run.terms else None

    @property
    def reasons(self) -> frozenset[str]:
        """What a paused clock waits for."""
        return self.run.reasons

    @property
    def breaches(self) -> tuple[Breach, ...]:
        """The breaches, one for each target that was broken; none is ever taken back."""
        return self.run.breaches

    @property
    def breached_at(self) -> int | None:
        """The first second beyond what was allowed, None if it was kept so far."""
        return self.run.breaches[0].at if self.run.breaches else None


def state_of(clock: Clock, run: Run, now: int, calendars: Calendars) -> ClockState:
    """Return RUN as it stands at NOW."""
    counted = spent(run, now, calendars)
    if run.status is not Status.RUNNING or run.terms is None:
        return ClockState(clock, run, now, counted, None, None)
    breaks = breaks_at(run, calendars)
    due = reach(run, run.allowance, "left", calendars)
    return ClockState(clock, run, now, counted, due, None if breaks is None else breaks - 1)
