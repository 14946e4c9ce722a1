"""Whom a threshold calls: those who owe the promise, and whom its policy calls besides."""

from collections.abc import Iterator
from dataclasses import replace

from csopsbot.domain.desk import Desk, Team
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.people import Actor, Side
from csopsbot.domain.sla.ladder import whole
from csopsbot.domain.sla.policy import ON_CALL, OWNER, Policy, Rung
from csopsbot.domain.sla.thresholds import Key
from csopsbot.domain.standing import Alert, owed_by

TEAM = "team"
"""Stands in a rung for the channel of the escalation's team."""


def ladder_of(policy: Policy | None, key: Key) -> tuple[Rung, ...]:
    """Return the rungs of KEY's clock.

    Support owes some promises in its own channel, in which nobody of the team would hear a call:
    who is on call is called in the team's.
    """
    ladder = policy.ladder if policy else ()
    if owed_by(key.clock) is Side.SUPPORT:
        ladder = tuple(_at_the_team(rung) for rung in ladder)
    return whole(ladder, key.threshold)


def _at_the_team(rung: Rung) -> Rung:
    goes = ON_CALL in rung.who and not rung.channel
    return replace(rung, channel=TEAM) if goes else rung


def teams_calling(person: str, desk: Desk) -> tuple[str, ...]:
    """Return the teams that call PERSON: they are on call there, or stand on a ladder."""
    climbed = [
        policy.scope.teams
        for policy in desk.agreements.policies
        if any(person in rung.who for rung in policy.ladder)
    ]
    return tuple(
        team.key
        for team in desk.teams
        if person in team.on_call or any(not teams or team.key in teams for teams in climbed)
    )


def calls_for(escalation: Escalation, person: str, desk: Desk) -> bool:
    """Return whether ESCALATION asks PERSON to do something about it.

    It does where they are on call and nobody has taken it, and where they stand on the ladder of a
    promise in danger that nobody has answered for, be it on a rung that is still to come.
    """
    if escalation.is_untaken and person in desk.team(escalation.team).on_call:
        return True
    return any(
        escalation.rings(alert) and _calls(alert, escalation, person, desk)
        for alert in escalation.alerts
    )


def _calls(alert: Alert, escalation: Escalation, person: str, desk: Desk) -> bool:
    policies = (one for one in desk.agreements.policies if one.name == alert.policy)
    rungs = ladder_of(next(policies, None), alert.key)
    here = (rung for rung in rungs if rung.threshold == alert.key.threshold)
    named = (who for rung in here for who in rung.who)
    team = desk.team(escalation.team)
    return person in {_id(one) for who in named for one in meant(who, alert, escalation, team)}


def _id(whom: Actor | str) -> str:
    """Return by which id the chat knows them; trackers' ids may look like the chat's."""
    if isinstance(whom, str):
        return whom
    return whom.id if whom.system == "slack" else ""


def meant(who: str, alert: Alert, escalation: Escalation, team: Team) -> Iterator[Actor | str]:
    """Yield whom a ladder means by WHO; where a team has nobody on call, whoever answers for it."""
    if who == OWNER and owed_by(alert.key.clock) is Side.SUPPORT:
        yield escalation.requester
    elif who not in {OWNER, ON_CALL}:
        yield who
    elif team.on_call:
        yield from team.on_call
    elif escalation.assignee:
        yield escalation.assignee
