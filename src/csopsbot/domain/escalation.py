"""An escalation as it stands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from csopsbot.domain import events as e
from csopsbot.domain.issue import IssueRef, Status
from csopsbot.domain.people import Actor, Side
from csopsbot.domain.sla.thresholds import BREACH
from csopsbot.domain.stage import Stage
from csopsbot.domain.standing import Alert, ClockView, TurnTotals, owed_by

ENDS = frozenset({"resolved", "declined", "released"})
"""What the drafts are about that tell the customer that it is over."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Words for the customer, offered to the agent; its number is that of the event it is about."""

    number: int
    about: Literal["progress", "resolved", "declined", "reopened", "released"]
    state: Literal["open", "told", "dismissed", "replaced"] = "open"
    text: str | None = None
    by: Actor | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """When the customer was last told something, what, and by whom."""

    at: datetime
    text: str
    by: Actor


@dataclass(frozen=True, slots=True)
class Wait:
    """Something that somebody else has to do first, since when, and who said so."""

    reason: e.WaitReason
    since: datetime
    by: Actor
    note: str = ""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An escalation that was merged into another, and whose CUSTOMER still waits."""

    id: str
    name: str
    customer: str


@dataclass(frozen=True, slots=True)
class Escalation:
    """A customer's problem handed to engineering, in its current state.

    ASKING is whose next words go to support: a question, or why it was declined. FORMER is the
    issue that it waited on before. NEAREST is the status to which we brought the issue, where its
    workflow leads no nearer to the stage. WROTE_AT is when the customer last wrote after the
    hand-over, as far as we were told. CLOCKS and TURNS are as of the last look at the clocks, which
    is taken at every event that they listen to; LOOK_AT is when time alone will ask for the next one.
    INTO is the name of the escalation that goes on for it, MERGED are those that it goes on for.
    From MIRROR_PAUSED_AT on, comments on the issue stay there; since DELAYED_SINCE the tracker takes
    nothing of what it is owed. REFUSED is what the issue does not take, such as comments.
    """

    id: str
    number: int
    opened_at: datetime
    requester: Actor
    intake: e.Intake
    team: str
    support: e.Place
    language: str
    version: int = 1
    stage: Stage = Stage.NEW
    turn: Side = Side.ENGINEERING
    assignee: Actor | None = None
    asking: Actor | None = None
    asked_at: datetime | None = None
    reason: str = ""
    issue: IssueRef | None = None
    issue_status: Status | None = None
    issue_trouble: Literal["", "gone", "hidden", "failed"] = ""
    former: IssueRef | None = None
    nearest: Status | None = None
    drafts: tuple[Draft, ...] = ()
    told: Told | None = None
    changed_at: datetime | None = None
    unanswered: bool = False
    waits: tuple[Wait, ...] = ()
    wrote_at: datetime | None = None
    into: str = ""
    merged: tuple[Duplicate, ...] = ()
    alerts: tuple[Alert, ...] = ()
    clocks: tuple[ClockView, ...] = ()
    turns: TurnTotals | None = None
    look_at: datetime | None = None
    mirror_paused_at: datetime | None = None
    delayed_since: datetime | None = None
    refused: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What people call it."""
        return f"ESC-{self.number}"

    @property
    def is_over(self) -> bool:
        """Whether it is closed, and no words wait or are yet to come for the customer."""
        return self.stage.closed and not self.has_words and not self.waits_on

    @property
    def waits_on(self) -> bool:
        """Whether it was merged into another of which no end has been heard yet."""
        last = self.drafts[-1].about if self.drafts else ""
        return bool(self.into) and last not in ENDS

    @property
    def has_words(self) -> bool:
        """Whether words wait to be told to the customer."""
        return any(draft.state == "open" for draft in self.drafts)

    @property
    def has_no_issue(self) -> bool:
        """Whether nothing can be said on an issue: there is none yet, or it was deleted."""
        return self.issue is None or self.issue_trouble == "gone"

    @property
    def is_untaken(self) -> bool:
        """Whether engineering has yet to take it."""
        return self.assignee is None and not self.stage.closed

    def draft(self, number: int) -> Draft | None:
        """Return the draft of that number, None if its reason was taken back."""
        return next((draft for draft in self.drafts if draft.number == number), None)

    def alert(self, number: int) -> Alert | None:
        """Return the alert of that number, None if there is none."""
        return next((alert for alert in self.alerts if alert.number == number), None)

    def clock(self, name: str) -> ClockView | None:
        """Return how the clock of that name stands, None if it never began."""
        return next((one for one in self.clocks if one.name == name), None)

    def rings(self, alert: Alert) -> bool:
        """Return whether people are still to be called about ALERT."""
        clock = self.clock(alert.key.clock)
        live = clock is not None and clock.cycle == alert.key.cycle and clock.status.live
        return live and alert.by is None

    def is_overtaken(self, alert: Alert) -> bool:
        """Return whether ALERT rings of a promise that is broken by now, and people were called since."""
        if alert.key.threshold == BREACH or not self.rings(alert):
            return False
        broken = (one for one in self.alerts if one.key.threshold == BREACH and one.calls)
        clock = (alert.key.clock, alert.key.cycle)
        later = (one.key for one in broken if one.number > alert.number)
        return any((key.clock, key.cycle) == clock for key in later)

    def rings_for(self, *sides: Side) -> bool:
        """Return whether somebody on one of SIDES is still to be called."""
        return any(owed_by(one.key.clock) in sides and self.rings(one) for one in self.alerts)

    def waits_for(self, reason: str) -> bool:
        """Return whether it waits for that."""
        return any(wait.reason == reason for wait in self.waits)
