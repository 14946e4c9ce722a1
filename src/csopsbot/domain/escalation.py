"""An escalation as it stands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from csopsbot.domain import events as e
from csopsbot.domain.issue import IssueRef, Status
from csopsbot.domain.people import Actor, Side
from csopsbot.domain.stage import Stage
from csopsbot.domain.standing import Alert, ClockView, TurnTotals


@dataclass(frozen=True, slots=True)
class Draft:
    """Words for the customer, offered to the agent; its number is that of the event it is about."""

    number: int
    about: Literal["progress", "resolved", "declined", "reopened"]
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
class Escalation:
    """A customer's problem handed to engineering, in its current state.

    WROTE_AT is when the customer last wrote after the hand-over, as far as we were told. CLOCKS and
    TURNS are as of the last look at the clocks, which is taken at every event that
    they listen to; LOOK_AT is when time alone will ask for the next one.
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
    drafts: tuple[Draft, ...] = ()
    told: Told | None = None
    changed_at: datetime | None = None
    unanswered: bool = False
    waits: tuple[Wait, ...] = ()
    wrote_at: datetime | None = None
    into: str = ""
    alerts: tuple[Alert, ...] = ()
    clocks: tuple[ClockView, ...] = ()
    turns: TurnTotals | None = None
    look_at: datetime | None = None

    @property
    def name(self) -> str:
        """What people call it."""
        return f"ESC-{self.number}"

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

    def waits_for(self, reason: str) -> bool:
        """Return whether it waits for that."""
        return any(wait.reason == reason for wait in self.waits)
