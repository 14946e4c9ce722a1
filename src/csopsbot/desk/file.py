"""The form of a desk file; what it may say is also what editors are told by its JSON Schema."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, WithJsonSchema
from pydantic_core import PydanticCustomError

from csopsbot.settings import Trackers
from csopsbot.words import LANGUAGES

TRACKERS = tuple(Trackers.model_fields)
CHOICES = 100
"""How many options Slack shows in one menu."""

# Slack's own IDs, or those of another server that speaks as Slack does: no plain word is one.
_ELSEWHERE = r"[A-Za-z0-9]*[0-9][A-Za-z0-9]*"
CHANNEL = rf"^([CG][A-Z0-9]+|{_ELSEWHERE})$"
USER = rf"^([UW][A-Z0-9]+|{_ELSEWHERE})$"
EMOJI = r"^[\w+'-]+$"
KEY = r"^[A-Za-z0-9][A-Za-z0-9_-]*$"
LABEL = r"^\S+$"
FORMS = {
    CHANNEL: "a channel's ID, such as C0123456789. In Slack, open the channel's details: "
    "the ID is at the bottom",
    USER: "a person's member ID, such as U0123456789. In Slack, open their profile and choose "
    "Copy member ID",
    EMOJI: "an emoji's name as Slack writes it between colons, such as white_check_mark",
    KEY: "a short word of letters, digits, - and _",
    LABEL: "one word, without spaces",
}


def _one_of(*known: str) -> tuple[object, ...]:
    """Return what makes a text a choice among words that another room knows."""

    def check(word: str) -> str:
        if word not in known:
            raise PydanticCustomError("choice", "unknown", {"known": known})
        return word

    return AfterValidator(check), WithJsonSchema({"type": "string", "enum": list(known)})


Channel = Annotated[str, Field(pattern=CHANNEL)]
User = Annotated[str, Field(pattern=USER)]
Emoji = Annotated[str, Field(pattern=EMOJI, max_length=100)]
Key = Annotated[str, Field(pattern=KEY, max_length=40)]
Label = Annotated[str, Field(pattern=LABEL, max_length=255)]
Text = Annotated[str, Field(min_length=1, max_length=75)]
TrackerName = Annotated[str, *_one_of(*TRACKERS)]
Language = Annotated[str, *_one_of(*LANGUAGES)]
StepName = Literal["take", "start", "ask", "resolve", "decline"]


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class TrackerPart(_Part):
    """Where a team's issues are made."""

    name: TrackerName = Field(description="The tracker: local (the built-in one) or jira.")
    project: Annotated[str, Field(min_length=1, max_length=255)] = Field(
        description="The project's key in the tracker, such as PAY."
    )
    issue_type: Text = Field(
        default="Bug", description="The type of the issues, as the tracker calls it."
    )
    labels: list[Label] = Field(default=[], description="Labels that every issue gets.")
    fields: dict[str, JsonValue] = Field(
        default={}, description="Fields of the tracker's own, sent as they are."
    )


class TeamPart(_Part):
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


class SeverityPart(_Part):
    """How bad a problem can be."""

    key: Key = Field(description="The severity's name in the history, such as S1.")
    label: Text = Field(description="What people see of it.")
    symbol: Annotated[str, Field(max_length=20)] = Field(
        default="", description="A mark shown before the label, such as an emoji."
    )
    tracker_priority: Text | None = Field(
        default=None, description="The priority of its issues, as the tracker calls it."
    )


class DraftsPart(_Part):
    """The drafts of words for the customer."""

    remind_after_minutes: Annotated[int, Field(ge=1, le=10_080)] = Field(
        default=30, description="After how many minutes an agent is reminded of a waiting draft."
    )


DEFAULT_SEVERITIES = [
    SeverityPart(key="S1", label="S1: nobody can work", symbol="🔴"),
    SeverityPart(key="S2", label="S2: something important is broken", symbol="🟠"),
    SeverityPart(key="S3", label="S3: there is a way around it", symbol="🟡"),
    SeverityPart(key="S4", label="S4: a question or a blemish", symbol="⚪"),
]
DEFAULT_REACTIONS: dict[str, StepName] = {
    "eyes": "take",
    "hammer_and_wrench": "start",
    "question": "ask",
    "white_check_mark": "resolve",
    "x": "decline",
}


class DeskPart(_Part):
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
