"""What policies cannot know by themselves: that what they name is there, and that they add up."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from difflib import get_close_matches

from csopsbot.desk.file import DeskPart
from csopsbot.desk.moments import midnight, threshold
from csopsbot.desk.policies import calendar_of
from csopsbot.desk.policy_form import ALWAYS, PolicyPart
from csopsbot.desk.problems import Problem
from csopsbot.desk.tree import Path, Tree
from csopsbot.domain.sla import NoAnswer, checks
from csopsbot.domain.sla.policy import Policy
from csopsbot.domain.sla.run import Calendars
from csopsbot.domain.sla.thresholds import BREACH

_CALLED_HERE = {"seconds": "within", "warnings": "warn"}
"""What the rules call otherwise than the file does."""

_SAID_HERE = ("calendar", "threshold", "version")
"""What is wrong with these is told here, in the words of the file."""

_Found = Iterator[tuple[Path, str]]


def policy_problems(tree: Tree, desk: DeskPart, written: Sequence[Policy]) -> Iterator[Problem]:
    """Yield what has to be mended in the policies of a well-formed file, WRITTEN as rules know them."""
    calendars = [ALWAYS, *(one.key for one in desk.calendars)]
    for place, part in enumerate(desk.policies):
        found = (*_calendars(part, calendars), *_strange(part, desk), *_unwarned(part))
        for path, message in found:
            yield tree.problem(tree.mark(("policies", place, *path)), message)
    known = checks.Known(calendars, [one.key for one in desk.severities])
    for one in checks.problems(written, known):
        if one.path[-1] not in _SAID_HERE:
            path = ("policies", *(_CALLED_HERE.get(str(step), step) for step in one.path))
            yield tree.problem(tree.mark(path), one.message)


def unreachable(
    tree: Tree, policies: Sequence[Policy], calendars: Calendars, today: date
) -> Iterator[Problem]:
    """Yield the targets that no clock would ever reach."""
    start = midnight(today)
    for place, policy in enumerate(policies):
        for number, target in enumerate(policy.targets):
            try:
                calendars[target.calendar].add(start, target.seconds, "left")
            except NoAnswer as error:
                path = ("policies", place, "targets", number, "within")
                said = f"So much is never open by the calendar {target.calendar}. {error}"
                yield tree.problem(tree.mark(path), said)


def _calendars(part: PolicyPart, known: Collection[str]) -> _Found:
    if part.calendar and part.calendar not in known:
        yield ("calendar",), _unknown("calendars", part.calendar, known)
    for place, target in enumerate(part.targets):
        if target.calendar and target.calendar not in known:
            yield ("targets", place, "calendar"), _unknown("calendars", target.calendar, known)
        elif not calendar_of(target, part):
            said = f"By which calendar? Give the target or its policy one, such as {ALWAYS}."
            yield ("targets", place), said


def _unwarned(part: PolicyPart) -> _Found:
    """Yield the rungs at a moment that no target of the policy warns at."""
    texts = dict.fromkeys(text for target in part.targets for text in target.warn)
    known = {threshold(text) for text in texts} | {BREACH}
    for place, rung in enumerate(part.ladder):
        if threshold(rung.at) not in known:
            said = f"No target of the policy warns at {rung.at}; there are {', '.join([*texts, BREACH])}."
            yield ("ladder", place, "at"), said


def _strange(part: PolicyPart, desk: DeskPart) -> _Found:
    """Yield the names in the scope that are nowhere in the file."""
    names = {
        "tiers": [one.tier for one in desk.customers if one.tier],
        "kinds": desk.case_kinds,
        "areas": [area for team in desk.teams for area in team.areas],
        "teams": [team.key for team in desk.teams],
    }
    for field, known in names.items():
        for place, name in enumerate(getattr(part.scope, field)):
            if name.casefold() not in {one.casefold() for one in known}:
                yield ("scope", field, place), _unknown(field, name, known)


def _unknown(field: str, name: str, known: Collection[str]) -> str:
    near = get_close_matches(name, known, n=1)
    there = f"Did you mean {near[0]}?" if near else f"There are {', '.join(known) or 'none'}."
    return f"{name!r} is none of the {_WORDS[field]}. {there}"


_WORDS = {
    "calendars": "calendars",
    "tiers": "tiers that customers have",
    "kinds": "case_kinds",
    "areas": "areas of a team",
    "teams": "keys of teams",
}
