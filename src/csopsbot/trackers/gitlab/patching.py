"""Changing fields of an issue as a patch asks for it."""

from collections.abc import Iterable

from csopsbot.app.failures import Forbidden, Invalid
from csopsbot.app.tracker import Patch
from csopsbot.trackers.gitlab import translate
from csopsbot.trackers.gitlab.meanings import PRIORITY, priorities
from csopsbot.trackers.gitlab.place import Place
from csopsbot.trackers.gitlab.queries import Queries
from csopsbot.trackers.gitlab.shapes import IssueShape, MilestoneShape
from csopsbot.trackers.gitlab.verdict import VENDOR
from csopsbot.trackers.http import Http
from csopsbot.trackers.milestones import the_one
from csopsbot.trackers.outcome import Request


class Patching:
    """Carries out edits, each in one request, and reads what came of it: GitLab leaves things out."""

    def __init__(self, http: Http, queries: Queries) -> None:
        self._http = http
        self._queries = queries

    async def edit(self, place: Place, body: object) -> IssueShape:
        """Change what BODY names."""
        return await self._http.ask(IssueShape, Request("PUT", place.path(), body=body))

    async def apply(self, place: Place, patch: Patch) -> None:
        """Change what PATCH names, after it was checked as a whole."""
        shape, place = await self._queries.issue(place)
        if patch.priority is not None:
            await self._check_priority(place, patch.priority)
        given = [one.id for one in shape.assignees]
        body = translate.update_body(patch, shape.labels, given)
        if patch.versions_add or patch.versions_remove:
            body |= await self._plan(place, patch, shape.milestone)
        if body:
            _check(body, await self.edit(place, body), patch)

    async def _check_priority(self, place: Place, priority: str) -> None:
        known = priorities(await self._queries.labels(place.project, PRIORITY))
        if priority not in known:
            raise _unknown("priority", priority, known)

    async def _plan(
        self, place: Place, patch: Patch, planned: MilestoneShape | None
    ) -> dict[str, object]:
        """Return what to change for the versions: one milestone at most is on an issue."""
        now = planned.title if planned else ""
        if name := the_one(VENDOR, patch.versions_add, "" if now in patch.versions_remove else now):
            every = await self._queries.milestones(place.project)
            found = next((one for one in every if one.title == name), None)
            if found is None:
                raise _unknown("milestone", name, (one.title for one in every))
            return {"milestone_id": found.id}
        return {"milestone_id": 0} if now and now in patch.versions_remove else {}


def _check(body: dict[str, object], shape: IssueShape, patch: Patch) -> None:
    """Raise `Forbidden` where GitLab left out, without a word, what our account may not set.

    Without a licence it gives an issue to the first of several.
    """
    given = {str(one.id) for one in shape.assignees}
    wanted, left = patch.assignee_id or "", {patch.relieved_id} - {"", patch.assignee_id}
    if (wanted and wanted not in given) or left & given or (patch.assignee_id == "" and given):
        raise Forbidden(f"GitLab did not assign {translate.key(shape)} as asked")
    planned = shape.milestone.id if shape.milestone else 0
    if body.get("milestone_id", planned) != planned:
        raise Forbidden(f"GitLab did not plan {translate.key(shape)} as asked")


def _unknown(what: str, name: str, there: Iterable[str]) -> Invalid:
    known = ", ".join(list(there)[:10]) or "none"
    return Invalid(f"there is no {what} {name}; there are: {known}", fields={what: "unknown"})
