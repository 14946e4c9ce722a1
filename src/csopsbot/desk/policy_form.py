"""The form of policies: what was promised to whom, counted how, and who hears of it."""

from typing import Annotated, Literal

from pydantic import Field

from csopsbot.desk.durations import OpenTime, PlainTime
from csopsbot.desk.kinds import CHOICES, ONE_OR_MORE, Channel, Key, Name, Part, Who, one_of
from csopsbot.desk.moments import At, DateText, WarningText
from csopsbot.domain.sla.metrics import METRICS
from csopsbot.domain.sla.signals import REASONS

ALWAYS = "always"
"""The calendar that never closes; nobody has to write it."""

Metric = Annotated[str, *one_of(*METRICS)]
WaitReason = Annotated[str, *one_of(*sorted(REASONS))]
Names = Annotated[list[Name], ONE_OR_MORE]


class ScopePart(Part):
    """Which escalations a policy is for; a list that is left out is for all."""

    customers: Names = Field(default=[], description="Customers, by name.")
    tiers: Names = Field(default=[], description="Tiers, as the customers are given them.")
    kinds: Names = Field(default=[], description="Kinds of case, out of case_kinds.")
    areas: Names = Field(default=[], description="Product areas.")
    teams: Names = Field(default=[], description="Keys of teams.")
    severities: Names = Field(default=[], description="Keys of severities.")


class TargetPart(Part):
    """How much open time one metric may take."""

    metric: Metric = Field(description="What is measured.")
    severity: Name | None = Field(
        default=None,
        description="The severity it is for; without one it is for all that have none of theirs.",
    )
    within: OpenTime = Field(description="The most it may take, in open time: 45s, 15m, 1h 30m.")
    calendar: Key | None = Field(
        default=None, description="The calendar it is counted by; the policy's when left out."
    )
    warn: Annotated[list[WarningText], ONE_OR_MORE] = Field(
        default=[], description="When to warn: 50% of the target used up, or 15m left."
    )
    mode: Literal["reply", "periodic"] = Field(
        default="reply",
        description="next_update only: whether each message is to be answered within that time "
        "(reply), or news is promised that often (periodic).",
    )


class ReopenPart(Part):
    """What happens to the resolution clock when a case is opened again."""

    rule: Literal["resume", "new_cycle", "first_only"] = Field(
        default="resume",
        description="resume goes on with the time spent, new_cycle begins anew, first_only leaves "
        "the first resolution as it is.",
    )
    window: PlainTime = Field(
        default="14d", description="How long after the end that is so; later a new cycle begins."
    )


class RetargetPart(Part):
    """What happens to a running clock when the severity, and so the target, becomes another."""

    rule: Literal["keep", "restart", "keep_no_floor"] = Field(
        default="keep",
        description="keep goes on with the time spent and leaves at least the grace, keep_no_floor "
        "leaves what is left, restart begins anew.",
    )
    grace: OpenTime = Field(default="15m", description="The least that keep leaves, in open time.")


class RungPart(Part):
    """Who is called at one moment, and when again."""

    at: At = Field(description="When: one of the warnings, such as 50% or 15m left, or breach.")
    who: Annotated[list[Who], ONE_OR_MORE] = Field(
        default=[],
        description="Whom to call: on_call (whom the team has on call), member IDs, IDs of user "
        "groups.",
    )
    channel: Channel | None = Field(
        default=None,
        description="The ID of the channel to call them in; if left out, that of whoever owes it, "
        "and for on_call the team's.",
    )
    after: OpenTime = Field(default="0s", description="How much open time after that moment.")
    every: OpenTime = Field(
        default="0s", description="After how much open time to call again; 1m is the least."
    )
    times: Annotated[int, Field(ge=1, le=CHOICES)] = Field(
        default=1, description="How often to call at most, unless somebody answers."
    )
    always: bool = Field(
        default=False, description="Whether to call in closed hours too, by the clock on the wall."
    )


class PolicyPart(Part):
    """What was promised to whom, counted how, and who hears of it."""

    key: Key = Field(description="The policy's name in the history; do not change it later.")
    audience: Literal["sla", "ola"] = Field(
        description="sla was promised to customers, ola is what the house promises itself."
    )
    effective_from: DateText | None = Field(
        default=None,
        description="From when on it counts as written: a date or an instant of the future; at "
        "once when left out.",
    )
    scope: ScopePart = Field(
        default=ScopePart(), description="Which escalations it is for; all when left out."
    )
    calendar: Key | None = Field(
        default=None, description="The calendar of the targets that name none; always never closes."
    )
    targets: Annotated[list[TargetPart], Field(min_length=1, max_length=CHOICES)] = Field(
        description="How much open time each metric may take, by severity."
    )
    pauses: dict[Metric, Annotated[list[WaitReason], ONE_OR_MORE]] = Field(
        default={},
        description="What stops each metric's clock while it lasts; a metric left out keeps its "
        "usual reasons.",
    )
    starts_on: Literal["opened", "assigned"] = Field(
        default="opened",
        description="When its clocks start: when the case is opened, or anew with each team it is "
        "assigned to (ola only).",
    )
    reopen: ReopenPart = Field(
        default=ReopenPart(), description="What happens when a case is opened again."
    )
    retarget: RetargetPart = Field(
        default=RetargetPart(), description="What happens when the severity changes."
    )
    ladder: Annotated[list[RungPart], Field(max_length=CHOICES)] = Field(
        default=[], description="Who is called, when, and when again until somebody answers."
    )
    shadow: bool = Field(
        default=False, description="Whether it is only measured and reported, and alerts nobody."
    )


Policies = Annotated[list[PolicyPart], Field(max_length=CHOICES)]
