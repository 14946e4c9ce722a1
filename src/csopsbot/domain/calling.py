"""Whom a threshold calls: those who owe the promise, and whom its policy calls besides."""

from dataclasses import replace

from csopsbot.domain.people import Side
from csopsbot.domain.sla.ladder import whole
from csopsbot.domain.sla.policy import ON_CALL, Policy, Rung
from csopsbot.domain.sla.thresholds import Key
from csopsbot.domain.standing import owed_by

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
