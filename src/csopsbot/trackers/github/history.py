"""GitHub's events as the steps of an issue's course.

https://docs.github.com/en/rest/using-the-rest-api/issue-event-types
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime

from csopsbot.app.tracker import HistoryEntry
from csopsbot.trackers import course
from csopsbot.trackers.course import Step, Told, Tongue, What
from csopsbot.trackers.github.meanings import Meanings
from csopsbot.trackers.github.shapes import EventShape
from csopsbot.trackers.github.translate import Reader


def told(reader: Reader, events: Iterable[EventShape], since: datetime) -> tuple[HistoryEntry, ...]:
    """Return what happened to an issue since then, oldest first."""
    steps = (_step(reader, one) for one in sorted(events, key=lambda one: one.id))
    return course.told(steps, tongue(reader.meanings), since)


def tongue(meanings: Meanings) -> Tongue:
    """Return how MEANINGS read states, which for closed issues are the reason."""
    return Tongue(
        "open",
        lambda state, labels: meanings.read(*_state(state), labels).name,
        lambda labels: next(iter(meanings.priorities(labels)), ""),
    )


def _state(state: str) -> tuple[str, str | None]:
    name, _, reason = state.partition(" ")
    return name, reason or None


def _step(reader: Reader, event: EventShape) -> Step:
    states = {"closed": f"closed {event.state_reason or ''}", "reopened": "open"}
    label = event.label.name if event.label else ""
    return Step(
        str(event.id),
        event.created_at.astimezone(UTC),
        reader.user(event.actor),
        states.get(event.event, ""),
        label if event.event == "labeled" else "",
        label if event.event == "unlabeled" else "",
        _plain(event),
    )


def _assignee(event: EventShape) -> str:
    return event.assignee.login if event.assignee else ""


def _milestone(event: EventShape) -> str:
    return event.milestone.title if event.milestone else ""


_PLAIN: Mapping[str, tuple[What, bool, Callable[[EventShape], str]]] = {
    "assigned": ("assignee", True, _assignee),
    "unassigned": ("assignee", False, _assignee),
    "milestoned": ("versions", True, _milestone),
    "demilestoned": ("versions", False, _milestone),
}


def _plain(event: EventShape) -> tuple[Told, ...]:
    """Return what EVENT says by itself, whatever was before."""
    if event.event == "renamed" and event.rename:
        return (("title", event.rename.before, event.rename.after),)
    if event.event == "transferred":
        return (("moved", "", ""),)
    if event.event not in _PLAIN:
        return ()
    what, gained, read = _PLAIN[event.event]
    return ((what, "", read(event)) if gained else (what, read(event), ""),)
