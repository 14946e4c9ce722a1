"""Changing fields of an issue as a patch asks for it."""

from collections.abc import Iterable

from csopsbot.app.failures import Invalid, Unsupported
from csopsbot.app.tracker import Patch
from csopsbot.trackers.github import translate
from csopsbot.trackers.github.meanings import Meanings
from csopsbot.trackers.github.place import Place
from csopsbot.trackers.github.queries import Queries
from csopsbot.trackers.github.shapes import MilestoneShape
from csopsbot.trackers.github.verdict import VENDOR
from csopsbot.trackers.github.writes import Writes
from csopsbot.trackers.milestones import the_one


class Patching:
    """Carries out patches, each checked as a whole before anything is changed by it."""

    def __init__(self, queries: Queries, writes: Writes, meanings: Meanings) -> None:
        self._queries = queries
        self._writes = writes
        self._meanings = meanings

    async def apply(self, place: Place, patch: Patch) -> None:
        """Change what PATCH names; what is so already is set again, or left alone."""
        add = set(map(translate.label, patch.labels_add))
        remove = set(map(translate.label, patch.labels_remove))
        body = dict(patch.fields)
        if patch.priority is not None:
            wanted = await self._priority(place, patch.priority)
            worn = (await self._queries.issue(place))[0].label_names
            remove |= set(filter(self._meanings.is_priority, worn)) - {wanted}
            add.add(wanted)
        if patch.versions_add or patch.versions_remove:
            body |= await self._plan(place, patch)
        if patch.title is not None:
            body["title"] = translate.title(patch.title)
        if body:
            await self._writes.edit(place, body)
        await self._assign(place, patch)
        if add:
            await self._writes.label(place, sorted(add))
        for name in sorted(remove):
            await self._writes.unlabel(place, name)

    async def _assign(self, place: Place, patch: Patch) -> None:
        """Give the issue to whom PATCH names, and to those who have it besides."""
        if patch.sole_assignee_id is None:
            return
        shape, _ = await self._queries.issue(place)
        now = {str(one.id): one.login for one in shape.assignees or ()}
        wanted = patch.assignees(list(now)) or []
        logins = [now.get(one) or (await self._queries.user(one)).login for one in wanted]
        await self._writes.assign(place, logins)

    async def _priority(self, place: Place, priority: str) -> str:
        """Return the label that stands for PRIORITY, as the repository spells it."""
        begins = self._meanings.priority
        if not begins:
            raise Unsupported("GitHub has no priorities, and no labels are set to stand for them")
        labels = await self._queries.labels((await self._queries.issue(place))[1].repository)
        wanted = f"{begins}{priority}".casefold()
        found = next((one for one in labels if one.casefold() == wanted), None)
        if found is None:
            raise _unknown("priority", priority, self._meanings.priorities(labels))
        return found

    async def _plan(self, place: Place, patch: Patch) -> dict[str, object]:
        """Return what to change for the versions: one milestone at most is on an issue."""
        shape, place = await self._queries.issue(place)
        now = shape.milestone.title if shape.milestone else ""
        if name := the_one(VENDOR, patch.versions_add, "" if now in patch.versions_remove else now):
            wanted = _named(name, await self._queries.milestones(place.repository))
            return {"milestone": wanted.number}
        return {"milestone": None} if now in patch.versions_remove else {}


def _named(name: str, milestones: Iterable[MilestoneShape]) -> MilestoneShape:
    every = list(milestones)
    found = next((one for one in every if one.title == name), None)
    if found is None:
        raise _unknown("milestone", name, (one.title for one in every))
    return found


def _unknown(what: str, name: str, there: Iterable[str]) -> Invalid:
    known = ", ".join(list(there)[:10]) or "none"
    return Invalid(f"there is no {what} {name}; there are: {known}", fields={what: "unknown"})
