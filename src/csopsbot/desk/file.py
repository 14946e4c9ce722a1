"""The form of a desk file; what it may say is also what editors are told by its JSON Schema."""

from typing import Annotated, Literal

from pydantic import Field, JsonValue

from csopsbot.desk.calendar_form import Calendars
from csopsbot.desk.credit_form import CreditsPart, Money
from csopsbot.desk.durations import PlainTime
from csopsbot.desk.kinds import (
    CHOICES,
    ONE_OR_MORE,
    Called,
    Channel,
    Emoji,
    Key,
    Label,
    Language,
    Name,
    Part,
    Text,
    TrackerName,
    User,
)
from csopsbot.desk.policy_form import Policies
from csopsbot.domain.desk import USUAL_TYPE

StepName = Literal["take", "start", "ask", "resolve", "decline"]
CategoryName = Literal["open", "in_progress", "done", "rejected"]


class TrackerPart(Part):
    """Where a team's issues are made."""

    name: TrackerName = Field(description="The tracker; local is the built-in one.")
    project: Annotated[str, Field(min_length=1, max_length=255)] = Field(
        description="The project's key in the tracker, such as PAY."
    )
    issue_type: Text = Field(
        default=USUAL_TYPE, description="The type of the issues, as the tracker calls it."
    )
    labels: list[Label] = Field(default=[], description="Labels that every issue gets.")
    fields: dict[str, JsonValue] = Field(
        default={},
        description="Fields of the tracker's own; {customer}, {tier} and the like stand for what "
        "the escalation says.",
    )
    statuses: dict[CategoryName, Text] = Field(
        default={},
        description="The very status an issue is brought to for each meaning, where several mean "
        "the same. Left out: the first that the workflow offers.",
    )
    move_fields: dict[CategoryName, dict[str, JsonValue]] = Field(
        default={},
        description="Fields of the tracker's own that a move to a status of that meaning asks for, "
        "such as a resolution.",
    )
    comments: Literal["internal", "public"] = Field(
        default="internal",
        description="Who reads what support says on the issue, where the tracker tells customers "
        "from colleagues: colleagues alone, or everybody.",
    )
    reopen_within: PlainTime | None = Field(
        default=None,
        description="Until when a closed issue is opened again if the problem comes back, such as "
        "14d; later there is a new one that names it. Left out: always the same issue.",
    )


class TeamPart(Part):
    """Engineers who share a channel and a tracker project."""

    key: Key = Field(description="The team's name in the history; do not change it later.")
    name: Text = Field(description="What people call the team.")
    channel: Channel = Field(description="The ID of the team's channel.")
    tracker: TrackerPart = Field(description="Where the team's issues are made.")
    areas: list[Text] = Field(
        default=[], description="The product areas the team answers for; agents choose by them."
    )
    engineers: list[User] = Field(
        default=[], description="Member IDs of who may act for the team; empty: every full member."
    )
    language: Language = Field(default="en", description="The language of the team's cards.")
    on_call: Annotated[list[Called], ONE_OR_MORE] = Field(
        default=[],
        description="Member IDs, or IDs of user groups, of who is called first when a promise is "
        "in danger.",
    )


class SeverityPart(Part):
    """How bad a problem can be."""

    key: Key = Field(description="The severity's name in the history, such as S1.")
    label: Text = Field(description="What people see of it.")
    symbol: Annotated[str, Field(max_length=20)] = Field(
        default="", description="A mark shown before the label, such as an emoji."
    )
    tracker_priority: Text | None = Field(
        default=None, description="The priority of its issues, as the tracker calls it."
    )


class DraftsPart(Part):
    """The drafts of words for the customer."""

    remind_after_minutes: Annotated[int, Field(ge=1, le=10_080)] = Field(
        default=30, description="After how many minutes an agent is reminded of a waiting draft."
    )


class CustomerPart(Part):
    """A customer that promises were made to."""

    name: Name = Field(description="What agents call the customer; capitals do not matter.")
    tier: Text | None = Field(
        default=None, description="The class of contract, such as gold; policies are for tiers."
    )
    monthly_fee: Money | None = Field(
        default=None, description="What the customer pays for a month, in the credits' currency."
    )


DEFAULT_SEVERITIES = [
    SeverityPart(key="S1", label="S1: nobody can work", symbol="🔴"),
    SeverityPart(key="S2", label="S2: something important is broken", symbol="🟠"),
    SeverityPart(key="S3", label="S3: there is a way around it", symbol="🟡"),
    SeverityPart(key="S4", label="S4: a question or a blemish", symbol="⚪"),
]
DEFAULT_BREACH_REASONS = [
    "Waiting for information",
    "Wrong severity",
    "Too few people",
    "Took longer than expected",
    "Outside our control",
]
DEFAULT_REACTIONS: dict[str, StepName] = {
    "eyes": "take",
    "hammer_and_wrench": "start",
    "question": "ask",
    "white_check_mark": "resolve",
    "x": "decline",
}


class DeskPart(Part):
    """The desk file of csopsbot: who answers for what, where, and by which signs."""

    teams: Annotated[list[TeamPart], Field(min_length=1, max_length=CHOICES)] = Field(
        description="The engineering teams; the first answers for what is nobody else's."
    )
    severities: Annotated[list[SeverityPart], Field(min_length=1, max_length=CHOICES)] = Field(
        default=DEFAULT_SEVERITIES, description="How bad a problem can be, the worst first."
    )
    reactions: dict[Emoji, StepName] = Field(
        default=DEFAULT_REACTIONS, description="What a reaction on the team's card does."
    )
    share: list[Emoji] = Field(
        default=["mega", "loudspeaker"],
        description="Reactions that pass an engineer's reply on to the support thread.",
    )
    agents: list[User] = Field(
        default=[], description="Member IDs of who may escalate; empty: every full member."
    )
    drafts: DraftsPart = Field(default=DraftsPart(), description="Words for the customer.")
    calendars: Calendars = Field(
        default=[], description="When somebody is there; always is there by itself."
    )
    policies: Policies = Field(
        default=[],
        description="What was promised to whom; the first one that an escalation fits counts, "
        "for sla and ola each.",
    )
    customers: list[CustomerPart] = Field(
        default=[], description="The customers whose tier or fee matters."
    )
    case_kinds: Annotated[list[Text], Field(max_length=CHOICES)] = Field(
        default=[], description="Kinds of case that agents choose from, such as Incident."
    )
    breach_reasons: Annotated[list[Text], Field(min_length=1, max_length=CHOICES)] = Field(
        default=DEFAULT_BREACH_REASONS,
        description="Why a promise was broken: what people choose from afterwards.",
    )
    credits: CreditsPart | None = Field(
        default=None,
        description="What customers are given back for broken promises; nothing when left out.",
    )
