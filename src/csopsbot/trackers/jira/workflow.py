"""Which step of a workflow leads to a status that means what is wanted.

Projects name transitions as they like, so a step is chosen by what the status means it leads to.
"""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from csopsbot.domain.issue import Category
from csopsbot.trackers.jira.meanings import Meanings
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


def choose(
    transitions: Iterable[TransitionShape], target: Category, meanings: Meanings
) -> Step | None:
    """Return the step to TARGET that asks for least; what we cannot fill is named as missing."""
    usable = (one for one in transitions if one.available)
    steps = [step for one in usable if (step := _step(one, target, meanings))]
    return min(steps, key=lambda step: len(step.missing), default=None)


def detour(
    transitions: Iterable[TransitionShape],
    here: Category,
    target: Category,
    seen: Container[str],
    meanings: Meanings,
) -> Step | None:
    """Return a step from HERE that brings TARGET nearer, to none of the statuses already SEEN.

    A step whose screen has to be filled is none. Where an issue waits is the last choice.
    """
    via = _via(here, target)
    found = [
        one
        for one in transitions
        if one.available
        and one.to.name not in seen
        and meanings.category(one.to) in via
        and not _missing(one, ())
    ]
    on = min(
        found, key=lambda one: (via.index(meanings.category(one.to)), _waits(one)), default=None
    )
    return Step(on.id, on.to.name) if on else None


def _waits(transition: TransitionShape) -> bool:
    return bool(_WAITS.search(transition.to.name.casefold()))


def _via(here: Category, target: Category) -> tuple[Category, ...]:
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


def _step(transition: TransitionShape, target: Category, meanings: Meanings) -> Step | None:
    leads_to = meanings.category(transition.to)
    if not (leads_to == target or (leads_to.closed and target.closed)):
        return None
    screen = transition.fields or {}
    filled: dict[str, object] | None = {}
    if target.closed:
        filled = _resolution(transition, screen.get("resolution"), target, meanings)
    if filled is None:
        return None
    return Step(
        transition.id,
        transition.to.name or transition.name,
        filled,
        _missing(transition, filled),
    )


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
        return {"resolution": {"id": fitting.id} if fitting.id else {"name": fitting.name}}
    return {} if (said or Category.DONE) == target else None


def _fitting(
    allowed: Iterable[AllowedShape], target: Category, meanings: Meanings
) -> AllowedShape | None:
    names = (one for one in allowed if one.name)
    return next((one for one in names if (meanings.of(one.name) or Category.DONE) == target), None)
