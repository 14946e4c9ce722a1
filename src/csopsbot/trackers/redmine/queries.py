"""What we ask Redmine; each raises a `Failure`."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import TypeVar
from urllib.parse import quote

from csopsbot.app.failures import Blocked
from csopsbot.trackers.http import Http
from csopsbot.trackers.outcome import Request
from csopsbot.trackers.redmine import shapes
from csopsbot.trackers.redmine.translate import REF_FIELD, made_with, proper_ref

T = TypeVar("T")

_PAGE = "100"
_SAMPLE = "25"
_KEPT_FOR = timedelta(minutes=5)


def place(*parts: str) -> str:
    """Return the path of PARTS, none of which can lead elsewhere."""
    return "/".join(quote(part, safe="") for part in parts) + ".json"


class Queries:
    """Reads over HTTP; what an administrator alone changes is kept for some minutes."""

    def __init__(self, http: Http, clock: Callable[[], datetime], ref_field: str = "") -> None:
        self._http = http
        self._clock = clock
        self._ref_field = ref_field
        self._me: shapes.UserShape | None = None
        self._projects: dict[str, tuple[datetime, shapes.ProjectShape]] = {}

    async def get(self, shape: type[T], path: str, params: Mapping[str, str] | None = None) -> T:
        """Return what is at PATH."""
        return await self._http.ask(shape, Request("GET", path, params or {}))

    async def prove(self) -> shapes.UserShape:
        """Return whose key it is; on a public project a wrong one reads as nobody in particular."""
        found = await self.get(
            shapes.OneUserShape, place("users", "current"), {"include": "memberships"}
        )
        self._me = found.user
        return found.user

    async def me(self) -> shapes.UserShape:
        """Return the account we act with, asked for once."""
        return self._me or await self.prove()

    async def project(self, name: str) -> shapes.ProjectShape:
        """Return the project of that identifier."""
        now = self._clock()
        kept = self._projects.get(name)
        if kept and now - kept[0] < _KEPT_FOR:
            return kept[1]
        include = {"include": "trackers,issue_custom_fields"}
        shown = (await self.get(shapes.OneProjectShape, place("projects", name), include)).project
        found = shown.model_copy(update={"fields": tuple(await self._fields(shown))})
        self._projects[name] = (now, found)
        return found

    async def _fields(self, project: shapes.ProjectShape) -> Iterable[shapes.FieldShape]:
        """Return the custom fields of the project's issues, the one that is set before all.

        Redmine lists those that are made for single projects; those for all are only seen on issues.
        """
        found = {one.name.casefold(): one for one in project.fields}
        for bounds in ({"project_id": project.id}, {}):
            if REF_FIELD in found:
                break
            params = {"status_id": "*", "sort": "id:desc", "limit": _SAMPLE, **bounds}
            page = await self.get(shapes.IssuesShape, place("issues"), params)
            fields = (one for issue in page.issues for one in issue.fields)
            found = {one.name.casefold(): one for one in fields} | found
        if self._ref_field:
            found[REF_FIELD] = shapes.FieldShape(id=self._ref_field, name=REF_FIELD)
        return found.values()

    async def ref_field(self, project: str) -> str:
        """Return the id of the field that keeps our refs."""
        fields = (await self.project(project)).fields
        found = next((one.id for one in fields if one.name.casefold() == REF_FIELD), None)
        if found is None:
            self._projects.pop(project, None)
            raise Blocked(
                f"Redmine shows no custom field {REF_FIELD} in {project}; make one, "
                "and say its number in the settings if there is no issue yet that has it"
            )
        return found

    async def issue(self, issue_id: str, include: str = "") -> shapes.IssueShape:
        """Return the issue, with what INCLUDE names."""
        params = {"include": include} if include else {}
        found = await self.get(shapes.OneIssueShape, place("issues", issue_id), params)
        return found.issue

    async def with_ref(self, project: str, ref: str) -> list[shapes.IssueShape]:
        """Return the issues made with REF, the oldest first, wherever they were moved since.

        Redmine leaves out, without a word, a filter that it does not know: then everything is found.
        """
        params = {f"cf_{await self.ref_field(project)}": proper_ref(ref), "status_id": "*"}
        bounds = {"sort": "id", "limit": _PAGE}
        found = await self.get(shapes.IssuesShape, place("issues"), params | bounds)
        if not all(made_with(ref, one) for one in found.issues):
            raise Blocked(f"Redmine's custom field {REF_FIELD} has to be usable as a filter")
        return list(found.issues)

    async def statuses(self) -> tuple[shapes.StatusShape, ...]:
        """Return every status, in the order an administrator gave them."""
        return (await self.get(shapes.StatusesShape, place("issue_statuses"))).statuses

    async def priorities(self) -> tuple[shapes.NamedShape, ...]:
        """Return every priority."""
        path = place("enumerations", "issue_priorities")
        return (await self.get(shapes.PrioritiesShape, path)).priorities
