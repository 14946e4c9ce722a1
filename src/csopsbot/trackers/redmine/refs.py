"""Which issues were made with a ref: Redmine keeps it in a field, we in the description as well."""

from csopsbot.app.failures import Blocked
from csopsbot.trackers.marked import is_marked_with
from csopsbot.trackers.redmine.queries import Queries, place
from csopsbot.trackers.redmine.shapes import IssueShape, IssuesShape
from csopsbot.trackers.redmine.translate import REF_FIELD, kept_with
from csopsbot.trackers.reference import proper

_PAGE = 100
_SAMPLE = 50


class Refs:
    """Finds again what we made; REF_FIELD is the number that the settings give the field, if any."""

    def __init__(self, queries: Queries, ref_field: str) -> None:
        self._queries = queries
        self._ref_field = ref_field

    async def find(self, project: str, ref: str) -> list[IssueShape]:
        """Return the issues made with REF, the oldest first, wherever they were moved since.

        The field is dropped without a word where it is not switched on for the project.
        """
        return await self.by_field(project, ref) or await self._by_text(ref)

    async def by_field(self, project: str, ref: str) -> list[IssueShape]:
        """Return the issues that keep REF in the field, the oldest first.

        Redmine leaves out, without a word, a filter that it does not know: then everything is found.
        """
        params = {f"cf_{await self._queries.ref_field(project)}": proper(ref), "status_id": "*"}
        bounds = {"sort": "id", "limit": str(_PAGE)}
        found = await self._queries.get(IssuesShape, place("issues"), params | bounds)
        if not all(kept_with(ref, one) for one in found.issues):
            raise Blocked(
                f"Redmine's custom field {REF_FIELD} has to be usable as a filter{self._or}"
            )
        return list(found.issues)

    async def _by_text(self, ref: str) -> list[IssueShape]:
        """Return those of our newest issues whose description is marked with REF, the oldest first."""
        ours = {"author_id": (await self._queries.me()).id}
        found = await self._queries.newest(ours, _PAGE)
        return [one for one in reversed(found) if is_marked_with(ref, one.description)]

    async def kinds(self, project_id: str) -> dict[str, bool]:
        """Return which kinds of issue were made in the project lately, and whether each has the field."""
        made = await self._queries.newest(
            {"project_id": project_id, "subproject_id": "!*"}, _SAMPLE
        )
        return {one.tracker.name: one.field(REF_FIELD) is not None for one in made if one.tracker}

    @property
    def _or(self) -> str:
        return (
            f", and there has to be one of the number {self._ref_field}" if self._ref_field else ""
        )
