"""What was agreed with everybody: policies with the calendars they go by."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from csopsbot.domain.sla import signals as s
from csopsbot.domain.sla.calendar import Calendar
from csopsbot.domain.sla.choice import changes
from csopsbot.domain.sla.clock import evaluate
from csopsbot.domain.sla.metrics import METRICS
from csopsbot.domain.sla.policy import Policy
from csopsbot.domain.sla.run import Calendars
from csopsbot.domain.sla.state import Clock, ClockState


@dataclass(frozen=True, slots=True)
class Agreements:
    """Every version of every policy and calendar; CALENDARS are compiled with all their versions.

    EDITS tell when a calendar was edited. WRITTEN_CALENDARS are those of the desk file as they read
    there. Without policies nothing is promised, and no clock runs.
    """

    policies: tuple[Policy, ...] = ()
    calendars: Calendars = field(default_factory=dict)
    edits: tuple[s.Signal, ...] = ()
    written_calendars: Mapping[str, Calendar] = field(default_factory=dict)

    @property
    def clocks(self) -> tuple[Clock, ...]:
        """The clocks that some policy promises something for, those in shadow last."""
        wanted = {
            Clock(target.metric, policy.audience, policy.shadow)
            for policy in self.policies
            for target in policy.targets
        }
        return tuple(sorted(wanted, key=_place))

    def next_change(self, now: int) -> int | None:
        """Return when the next policy or calendar comes into force or goes, None if none does."""
        instants = (one.at for one in (*changes(self.policies), *self.edits))
        return min((at for at in instants if at > now), default=None)

    def states(self, signals: Sequence[s.Signal], now: int) -> Iterator[ClockState]:
        """Yield every cycle of every clock as it stands at NOW."""
        return (state for clock in self.clocks for state in self.cycles(clock, signals, now))

    def cycles(self, clock: Clock, signals: Iterable[s.Signal], now: int) -> tuple[ClockState, ...]:
        """Return the cycles of one clock as they stand at NOW, the oldest first."""
        heard = (*signals, *self.edits)
        return evaluate(clock, heard, self.policies, self.calendars, now)


def _place(clock: Clock) -> tuple[bool, int, str]:
    return clock.shadow, list(METRICS).index(clock.metric), clock.audience
