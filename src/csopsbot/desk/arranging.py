"""From the parts of a well-formed desk file to the `Desk` that the rules know."""

from collections.abc import Mapping

from csopsbot.desk.credits import credit_rules
from csopsbot.desk.durations import seconds
from csopsbot.desk.file import DeskPart, SeverityPart, TeamPart, TrackerPart
from csopsbot.domain.desk import Desk, Severity, Team, TrackerProject
from csopsbot.domain.issue import Category
from csopsbot.domain.sla import Calendar, compiled
from csopsbot.domain.sla.agreements import Agreements
from csopsbot.domain.sla.policy import Policy
from csopsbot.domain.stage import Step


def arranged(
    part: DeskPart, policies: tuple[Policy, ...], calendars: Mapping[str, Calendar]
) -> Desk:
    """Return the desk that PART describes, with the POLICIES and CALENDARS made of it."""
    return Desk(
        teams=tuple(_team(one) for one in part.teams),
        severities=tuple(_severity(one, rank) for rank, one in enumerate(part.severities, 1)),
        reactions={emoji: Step(step) for emoji, step in part.reactions.items()},
        share_reactions=frozenset(part.share),
        acknowledge_draft_after_s=part.drafts.remind_after_minutes * 60,
        agents=frozenset(part.agents),
        agreements=Agreements(
            policies=policies,
            calendars={key: compiled(one) for key, one in calendars.items()},
            written_calendars=calendars,
        ),
        tiers={one.name.strip().casefold(): one.tier for one in part.customers if one.tier},
        case_kinds=tuple(part.case_kinds),
        breach_reasons=tuple(part.breach_reasons),
        credits=credit_rules(part),
    )


def _team(part: TeamPart) -> Team:
    return Team(
        key=part.key,
        name=part.name,
        channel=part.channel,
        project=_project(part.tracker),
        areas=tuple(part.areas),
        engineers=frozenset(part.engineers),
        language=part.language,
        on_call=tuple(part.on_call),
    )


def _project(part: TrackerPart) -> TrackerProject:
    return TrackerProject(
        tracker=part.name,
        project=part.project,
        issue_type=part.issue_type,
        labels=frozenset(part.labels),
        fields=part.fields,
        statuses={Category(meaning): status for meaning, status in part.statuses.items()},
        move_fields={Category(meaning): sent for meaning, sent in part.move_fields.items()},
        comments_internal=part.comments == "internal",
        reopen_within_s=None if part.reopen_within is None else seconds(part.reopen_within),
    )


def _severity(part: SeverityPart, rank: int) -> Severity:
    return Severity(
        key=part.key,
        label=part.label,
        rank=rank,
        symbol=part.symbol,
        tracker_priority=part.tracker_priority,
    )
