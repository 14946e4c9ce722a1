"""How the house is arranged: teams, where they live, and who may do what."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from csopsbot.domain.events import Intake
from csopsbot.domain.issue import Category
from csopsbot.domain.people import Person
from csopsbot.domain.sla.agreements import Agreements
from csopsbot.domain.sla.credits.rules import CreditRules
from csopsbot.domain.stage import Step


@dataclass(frozen=True, slots=True)
class Severity:
    """How bad it is; RANK 1 is the worst."""

    key: str
    label: str
    rank: int
    symbol: str = ""
    tracker_priority: str | None = None


USUAL_TYPE = "Bug"
"""The type of issues where the desk file names none."""


@dataclass(frozen=True, slots=True)
class TrackerProject:
    """Where a team's issues are made; FIELDS, and those of a move, may have placeholders."""

    tracker: str
    project: str
    issue_type: str = USUAL_TYPE
    labels: frozenset[str] = frozenset()
    fields: Mapping[str, object] = field(default_factory=dict)
    reopen_within_s: int | None = None
    statuses: Mapping[Category, str] = field(default_factory=dict)
    move_fields: Mapping[Category, Mapping[str, object]] = field(default_factory=dict)
    comments_internal: bool = True


@dataclass(frozen=True, slots=True)
class Team:
    """Engineers who share a channel and a tracker project.

    ON_CALL are the people, or user groups, who are called first when a promise is in danger.
    """

    key: str
    name: str
    channel: str
    project: TrackerProject
    areas: tuple[str, ...] = ()
    engineers: frozenset[str] = frozenset()
    language: str = "en"
    on_call: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything the desk file says, checked; the first team is the default one.

    TIERS are by customer, casefolded. BREACH_REASONS are those one can choose from.
    """

    teams: tuple[Team, ...]
    severities: tuple[Severity, ...]
    reactions: Mapping[str, Step]
    share_reactions: frozenset[str]
    acknowledge_draft_after_s: int = 1800
    agents: frozenset[str] = frozenset()
    agreements: Agreements = field(default_factory=Agreements)
    tiers: Mapping[str, str] = field(default_factory=dict)
    case_kinds: tuple[str, ...] = ()
    breach_reasons: tuple[str, ...] = ()
    credits: CreditRules = field(default_factory=CreditRules)

    def tier(self, customer: str) -> str:
        """Return the tier of CUSTOMER, whichever way the name is spelt; empty where none is known."""
        return self.tiers.get(customer.strip().casefold(), "")

    def team(self, key: str) -> Team:
        """Return the team called KEY, or the default one where it is no longer in the file."""
        return next((team for team in self.teams if team.key == key), self.teams[0])

    def project(self, team: str, tracker: str, names: Collection[str]) -> TrackerProject | None:
        """Return the project that goes by one of NAMES as TEAM has it, or else another team."""
        called = {name.casefold() for name in names}
        teams = (self.team(team), *self.teams)
        there = (one.project for one in teams if one.project.tracker == tracker)
        return next((one for one in there if one.project.casefold() in called), None)

    def severity(self, key: str) -> Severity:
        """Return the severity called KEY, or the last one where it is no longer in the file."""
        return next((one for one in self.severities if one.key == key), self.severities[-1])

    @property
    def areas(self) -> tuple[str, ...]:
        """All product areas, in the order of the file."""
        return tuple(area for team in self.teams for area in team.areas)

    @property
    def trackers(self) -> frozenset[str]:
        """The trackers that teams have their issues in."""
        return frozenset(team.project.tracker for team in self.teams)

    def route(self, intake: Intake) -> Team:
        """Return the team that answers for the product area, else the default one."""
        owners = (team for team in self.teams if intake.area and intake.area in team.areas)
        return next(owners, self.teams[0])


def why_not_agent(person: Person, desk: Desk) -> str | None:
    """Return the catalogue's word for why PERSON may not act for support, None if they may."""
    if refusal := why_not_member(person):
        return refusal
    return "not_agent" if desk.agents and person.id not in desk.agents else None


def why_not_engineer(person: Person, team: Team) -> str | None:
    """Return the catalogue's word for why PERSON may not act for TEAM, None if they may."""
    if refusal := why_not_member(person):
        return refusal
    return "not_engineer" if team.engineers and person.id not in team.engineers else None


def why_not_member(person: Person) -> str | None:
    """Return the catalogue's word for why PERSON may not act at all, None if they may."""
    if person.is_outsider or not person.is_active:
        return "outsider"
    return "guest" if person.is_guest else None
