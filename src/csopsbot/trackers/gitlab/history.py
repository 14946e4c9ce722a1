"""GitLab's events and system notes as the steps of an issue's course.

https://docs.gitlab.com/api/resource_state_events/
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from csopsbot.app.tracker import HistoryEntry
from csopsbot.trackers import course
from csopsbot.trackers.course import Step, Told, Tongue
from csopsbot.trackers.gitlab.meanings import Meanings, priorities
from csopsbot.trackers.gitlab.place import Place
from csopsbot.trackers.gitlab.queries import Queries
from csopsbot.trackers.gitlab.shapes import (
    LabelEventShape,
    MilestoneEventShape,
    NoteShape,
    StateEventShape,
)
from csopsbot.trackers.gitlab.translate import Reader

_TITLE = re.compile(r"changed title from \*\*(.*)\*\* to \*\*(.*)\*\*", re.DOTALL)
_PIECES = re.compile(r"\{[-+](.*?)[-+]\}", re.DOTALL)
_NAMES = re.compile(r"@([A-Za-z0-9_.-]+)")
_MOVED = re.compile(r"moved (from|to) (\S+)")


@dataclass(frozen=True, slots=True)
class Events:
    """All that happened to an issue, as GitLab tells it; NOTES are what it noted by itself."""

    states: tuple[StateEventShape, ...]
    labels: tuple[LabelEventShape, ...]
    milestones: tuple[MilestoneEventShape, ...]
    notes: tuple[NoteShape, ...]


async def events(queries: Queries, place: Place) -> Events:
    """Ask for all that happened to the issue at PLACE."""
    return Events(
        tuple(await queries.events(StateEventShape, place, "state")),
        tuple(await queries.events(LabelEventShape, place, "label")),
        tuple(await queries.events(MilestoneEventShape, place, "milestone")),
        tuple(await queries.notes(place, system=True)),
    )


def told(reader: Reader, events: Events, since: datetime) -> tuple[HistoryEntry, ...]:
    """Return what happened since then, oldest first."""
    return course.told(_steps(reader, events), tongue(reader.meanings), since)


def tongue(meanings: Meanings) -> Tongue:
    """Return how MEANINGS read states and labels."""
    return Tongue(
        "opened",
        lambda state, labels: meanings.read(state, labels).name,
        lambda labels: next(iter(priorities(labels)), ""),
    )


def _steps(reader: Reader, events: Events) -> Iterator[Step]:
    for state in events.states:
        name = "opened" if state.state == "reopened" else state.state
        yield Step(f"state-{state.id}", state.created_at, reader.user(state.user), name)
    for label in events.labels:
        name = label.label.name if label.label else ""
        pair = (name, "") if label.action == "add" else ("", name)
        yield Step(f"label-{label.id}", label.created_at, reader.user(label.user), "", *pair)
    for plan in events.milestones:
        title = plan.milestone.title if plan.milestone else ""
        pair = ("", title) if plan.action == "add" else (title, "")
        said: tuple[Told, ...] = (("versions", *pair),)
        actor = reader.user(plan.user)
        yield Step(f"milestone-{plan.id}", plan.created_at, actor, told=said)
    yield from _noted(reader, events.notes)


def _noted(reader: Reader, notes: Iterable[NoteShape]) -> Iterator[Step]:
    for note in notes:
        if said := noted(note.body or ""):
            actor = reader.user(note.author)
            yield Step(f"note-{note.id}", note.created_at, actor, told=(said,))


def noted(text: str) -> Told | None:
    """Return what a note of GitLab's own says; None for what events tell, or is of no interest."""
    if found := _TITLE.fullmatch(text):
        return "title", _PIECES.sub(r"\1", found[1]), _PIECES.sub(r"\1", found[2])
    if text.startswith(("assigned to", "unassigned")):
        given, _, taken = text.partition("unassigned")
        return "assignee", ", ".join(_NAMES.findall(taken)), ", ".join(_NAMES.findall(given))
    if found := _MOVED.match(text):
        return ("moved", found[2], "") if found[1] == "from" else ("moved", "", found[2])
    return None
