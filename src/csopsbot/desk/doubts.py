"""What a desk file may say, but hardly means."""

from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches

from csopsbot.desk import calendars
from csopsbot.desk.credits import credit_doubts
from csopsbot.desk.file import DeskPart
from csopsbot.desk.kinds import ON_CALL
from csopsbot.desk.problems import Problem
from csopsbot.desk.slower import slower_promises
from csopsbot.desk.tree import Path, Tree
from csopsbot.domain.desk import Desk, Team
from csopsbot.domain.sla.policy import Policy, Scope

_ALIKE = 0.8


def doubts(tree: Tree, part: DeskPart, desk: Desk, today: date) -> Iterator[Problem]:
    """Yield the doubts about a file without problems, as it will be in the year after TODAY."""
    yield from calendars.doubts(tree, part.calendars, desk.agreements.written_calendars)
    for place, policy in enumerate(desk.agreements.policies):
        names = [one.name for one in part.customers]
        written = part.policies[place].scope.customers
        found = (*_uncalled(policy, desk), *_called_once(policy), *_misspelt(written, names))
        for path, message in found:
            yield tree.problem(tree.mark(("policies", place, *path)), message)
    for path, message in (*credit_doubts(part), *slower_promises(desk, today)):
        yield tree.problem(tree.mark(path), message)


_Found = Iterator[tuple[Path, str]]


def _uncalled(policy: Policy, desk: Desk) -> _Found:
    """Yield the rungs that call those on call where there may be none."""
    missed = [team.name for team in _teams(policy.scope, desk) if not team.on_call]
    for place, rung in enumerate(policy.ladder):
        if missed and ON_CALL in rung.who:
            said = f"Nobody is on call for {', '.join(missed)}: give each such team an on_call."
            yield ("ladder", place, "who"), said


def _called_once(policy: Policy) -> _Found:
    """Yield the rungs that say after how long to call again, but not how often."""
    for place, rung in enumerate(policy.ladder):
        if rung.every and rung.times == 1:
            yield ("ladder", place, "every"), "They are called once all the same: add times."


def _teams(scope: Scope, desk: Desk) -> list[Team]:
    """Return the teams that the policy can be about."""
    keys = {key.casefold() for key in scope.teams} or {one.key.casefold() for one in desk.teams}
    areas = {area.casefold() for area in scope.areas}
    return [
        team
        for team in desk.teams
        if team.key.casefold() in keys
        and (not areas or any(area.casefold() in areas for area in team.areas))
    ]


def _misspelt(written: list[str], names: list[str]) -> _Found:
    """Yield the customers of a scope that are hardly another one than one of NAMES."""
    known = {name.strip().casefold(): name for name in names}
    for place, customer in enumerate(written):
        name = customer.strip().casefold()
        near = [] if name in known else get_close_matches(name, known, n=1, cutoff=_ALIKE)
        if near:
            said = f"{customer!r} is none of the customers. Did you mean {known[near[0]]}?"
            yield ("scope", "customers", place), said
