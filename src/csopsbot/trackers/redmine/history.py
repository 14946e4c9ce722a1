"""Who changed what, out of the details that each change keeps by their ids."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal

from csopsbot.app.failures import Forbidden, NotFound
from csopsbot.app.tracker import HistoryEntry
from csopsbot.trackers.redmine.arrangement import OneProjectShape, OneUserShape
from csopsbot.trackers.redmine.queries import Queries, place
from csopsbot.trackers.redmine.reader import Reader
from csopsbot.trackers.redmine.shapes import (
    DetailShape,
    JournalShape,
    NamedShape,
    StatusShape,
)
from csopsbot.trackers.redmine.translate import LABELS_FIELD

What = Literal["status", "assignee", "priority", "title", "labels", "versions", "moved", "other"]
Names = Mapping[str, str]

_ASKED_ALONE = frozenset(("assignee", "versions", "moved"))
_ATTRIBUTES: Mapping[str, What] = {
    "status_id": "status",
    "assigned_to_id": "assignee",
    "priority_id": "priority",
    "subject": "title",
    "fixed_version_id": "versions",
    "project_id": "moved",
}


class History:
    """Reads an issue's changes, and asks what their ids are called, each list once."""

    def __init__(self, queries: Queries) -> None:
        self._queries = queries

    async def of(self, issue_id: str, since: datetime, reader: Reader) -> tuple[HistoryEntry, ...]:
        """Return who changed what since then, oldest first."""
        issue = await self._queries.issue(issue_id, "journals")
        labels = issue.field(LABELS_FIELD)
        told = [
            (journal, detail, _what(detail, labels.id if labels else ""))
            for journal in sorted(issue.journals, key=lambda one: (one.created, int(one.id)))
            if journal.created >= since.replace(microsecond=0)
            for detail in journal.details
        ]
        names = {
            what: await self._names(what, [one for _, one, kind in told if kind == what])
            for what in {what for _, _, what in told}
        }
        return tuple(_entry(reader, journal, one, what, names[what]) for journal, one, what in told)

    async def _names(self, what: What, details: Iterable[DetailShape]) -> Names:
        """Return what the ids in DETAILS are called."""
        if what == "status":
            return _by_id(await self._queries.statuses())
        if what == "priority":
            return _by_id(await self._queries.priorities())
        if what not in _ASKED_ALONE:
            return {}
        ids = dict.fromkeys(one for each in details for one in (each.old, each.new) if one)
        return {one: await self._name(what, one) for one in ids}

    async def _name(self, what: What, number: str) -> str:
        try:
            match what:
                case "assignee":
                    return (await self._queries.get(OneUserShape, place("users", number))).user.name
                case "versions":
                    return (await self._queries.version(number)).name
                case _:
                    path = place("projects", number)
                    return (await self._queries.get(OneProjectShape, path)).project.name
        except (NotFound, Forbidden):
            # It is gone, or not for us to see; or a group, which only administrators can ask for.
            return number


def _by_id(them: Iterable[NamedShape | StatusShape]) -> Names:
    return {one.id: one.name for one in them}


def _what(detail: DetailShape, labels_field: str) -> What:
    if detail.property == "attr":
        return _ATTRIBUTES.get(detail.name, "other")
    return "labels" if (detail.property, detail.name) == ("cf", labels_field) else "other"


def _entry(
    reader: Reader, journal: JournalShape, detail: DetailShape, what: What, names: Names
) -> HistoryEntry:
    return HistoryEntry(
        id=f"{journal.id}:{detail.property}:{detail.name}",
        at=journal.created,
        actor=reader.user(journal.user),
        what=what,
        before=names.get(detail.old, detail.old),
        after=names.get(detail.new, detail.new),
    )
