"""Which step of a workflow leads to a status that means what is wanted.

Projects name transitions as they like, so a step is chosen by what the status means it leads to.
"""

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from csopsbot.domain.issue import Category, Status
from csopsbot.trackers.jira.cloud import Cloud
from csopsbot.trackers.jira.dialect import Dialect
from csopsbot.trackers.jira.meanings import Meanings
from csopsbot.trackers.jira.screen import of_edit
from csopsbot.trackers.jira.shapes import (
    AllowedShape,
    ScreenFieldShape,
    TransitionShape,
)

_WAITS = re.compile("block|hold|wait|pend|paus|bloque|espera")


@dataclass(frozen=True, slots=True)
class Step:
    """A transition to take, and what its screen has to be filled with."""

    id: str
    status: str
    fields: dict[str, object] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """Where an issue is to be brought: to a status of CATEGORY, or to the very STATUS if given.

    FIELDS are for the screen of the last step, as far as it asks for them, in DIALECT.
    """

    category: Category
    status: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)
    dialect: Dialect = field(default_factory=Cloud)

    def is_reached(self, here: Status, meanings: Meanings) -> bool:
        """Return whether an issue with the status HERE is there, and not resolved as otherwise."""
        if not self.status:
            return here.category is self.category
        resolved = None if meanings.of(here.name) else _special(here.category)
        return self.is_called(here.name) and not self.is_denied_by(resolved)

    def is_denied_by(self, said: Category | None) -> bool:
        """Return whether SAID, what a word says about a closed issue, is another end than ours."""
        return self.category.closed and said is not None and not said.means(self.category)

    def is_called(self, name: str) -> bool:
        """Return whether NAME is that of the status that is wanted."""
        return name.casefold() == self.status.casefold()

    def filling(self, transition: TransitionShape) -> dict[str, object]:
        """Return what the transition's screen is filled with out of our fields."""
        asked = transition.fields or {}
        filled = of_edit(asked).filled(self.fields, self.dialect)
        return {name: value for name, value in filled.items() if name in asked}


def _special(category: Category) -> Category | None:
    return category if category.closed and category is not Category.DONE else None


def choose(transitions: Iterable[TransitionShape], goal: Goal, meanings: Meanings) -> Step | None:
    """Return the step to GOAL that asks for least; what we cannot fill is named as missing."""
    usable = (one for one in transitions if one.available)
    steps = [step for one in usable if (step := _step(one, goal, meanings))]
    return min(steps, key=lambda step: len(step.missing), default=None)


def detour(
    transitions: Iterable[TransitionShape],
    here: Category,
    goal: Goal,
    seen: Container[str],
    meanings: Meanings,
) -> Step | None:
    """Return a step from HERE that brings GOAL nearer, to none of the statuses already SEEN.

    A step whose screen has to be filled is none. Where an issue waits is the last choice.
    """
    via = _via(here, goal)
    found = [
        one
        for one in transitions
        if one.available
        and one.to.name not in seen
        and meanings.category(one.to) in via
        and not (meanings.category(one.to).closed and meanings.of(one.name))
        and not _missing(one, ())
    ]
    on = min(
        found, key=lambda one: (via.index(meanings.category(one.to)), _waits(one)), default=None
    )
    return Step(on.id, on.to.name) if on else None


def _waits(transition: TransitionShape) -> bool:
    return bool(_WAITS.search(transition.to.name.casefold()))


def _via(here: Category, goal: Goal) -> tuple[Category, ...]:
    """Return what may lie between HERE and GOAL, the best first.

    A status that only means the same as the one that is named is nearer to it than any other; before
    the end it is the last choice, for it looks like the end.
    """
    between = _between(here, goal.category)
    if not goal.status or goal.category not in (Category.OPEN, Category.IN_PROGRESS, Category.DONE):
        return between
    if goal.category.closed:
        return (*between, goal.category)
    return (goal.category, *between)


def _between(here: Category, target: Category) -> tuple[Category, ...]:
    """Return what may lie between HERE and TARGET, the best first.

    Declining is no reason to begin: seldom does a later status offer it, and begun it would stay.
    """
    if target is Category.DONE and not here.closed:
        begun = here is Category.IN_PROGRESS
        return (Category.IN_PROGRESS,) if begun else (Category.IN_PROGRESS, Category.OPEN)
    if target is Category.IN_PROGRESS:
        return (Category.OPEN,)
    return (Category.IN_PROGRESS,) if target is Category.OPEN and here.closed else ()


def options(transitions: Iterable[TransitionShape], meanings: Meanings) -> tuple[str, ...]:
    """Return where the issue could go, in words for a person, each once."""
    usable = (one for one in transitions if one.available)
    return tuple(dict.fromkeys(_option(one, meanings) for one in usable))


def _option(transition: TransitionShape, meanings: Meanings) -> str:
    status = transition.to.name or transition.name
    if meanings.of(transition.name) and not meanings.of(status):
        return f"{status} ({transition.name})"
    return status


def _step(transition: TransitionShape, goal: Goal, meanings: Meanings) -> Step | None:
    filled = _resolved(transition, goal, meanings)
    if filled is None:
        return None
    filled |= goal.filling(transition)
    return Step(
        transition.id,
        transition.to.name or transition.name,
        filled,
        _missing(transition, filled),
    )


def _resolved(
    transition: TransitionShape, goal: Goal, meanings: Meanings
) -> dict[str, object] | None:
    """Return the resolution to fill in, if any; None where the step does not lead to GOAL."""
    target = goal.category
    asked = (transition.fields or {}).get("resolution")
    if goal.status:
        if not _leads_to_named(transition, goal, meanings):
            return None
        return _named(
            _fitting(asked.allowed, target, meanings) if asked and target.closed else None
        )
    leads_to = meanings.category(transition.to)
    if not (leads_to == target or (leads_to.closed and target.closed)):
        return None
    return _resolution(transition, asked, target, meanings) if target.closed else {}


def _leads_to_named(transition: TransitionShape, goal: Goal, meanings: Meanings) -> bool:
    """Return whether the step leads to GOAL's status without resolving the issue as otherwise.

    Several steps may lead to one status, and "Won't do" among them sets that very resolution. What
    the status itself is called says nothing against it: the desk file chose it.
    """
    if not goal.is_called(transition.to.name):
        return False
    return goal.is_called(transition.name) or not goal.is_denied_by(meanings.of(transition.name))


def _missing(transition: TransitionShape, filled: Container[str]) -> tuple[str, ...]:
    return tuple(
        asked.name or key
        for key, asked in (transition.fields or {}).items()
        if asked.required and not asked.has_default and key not in filled
    )


def _resolution(
    transition: TransitionShape,
    asked: ScreenFieldShape | None,
    target: Category,
    meanings: Meanings,
) -> dict[str, object] | None:
    """Return how to fill the screen so that the step means TARGET; None when it cannot."""
    said = meanings.of(transition.to.name) or meanings.of(transition.name)
    if said is not None and said != target:
        return None
    fitting = _fitting(asked.allowed, target, meanings) if asked else None
    if fitting:
        return _named(fitting)
    return {} if (said or Category.DONE) == target else None


def _named(fitting: AllowedShape | None) -> dict[str, object]:
    if fitting is None:
        return {}
    return {"resolution": {"id": fitting.id} if fitting.id else {"name": fitting.name}}


def _fitting(
    allowed: Iterable[AllowedShape], target: Category, meanings: Meanings
) -> AllowedShape | None:
    names = (one for one in allowed if one.name)
    return next((one for one in names if (meanings.of(one.name) or Category.DONE) == target), None)
