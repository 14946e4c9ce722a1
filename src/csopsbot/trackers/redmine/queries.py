"""What we ask Redmine; each raises a `Failure`."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import TypeVar
from urllib.parse import quote

from csopsbot.app.failures import Blocked, Forbidden, NotFound
from csopsbot.app.tracker import Gone, Hidden
from csopsbot.trackers.http import Http
from csopsbot.trackers.outcome import Request
from csopsbot.trackers.redmine import arrangement, shapes
from csopsbot.trackers.redmine.translate import REF_FIELD

T = TypeVar("T")

_SAMPLE = 25
_ABOUT_A_PROJECT = "trackers,issue_custom_fields,enabled_modules,time_entry_activities"
_WHOLE = "journals,relations,attachments"
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
        self._me: arrangement.UserShape | None = None
        self._projects: dict[str, tuple[datetime, arrangement.ProjectShape]] = {}
        self._names: dict[str, frozenset[str]] = {}

    async def get(self, shape: type[T], path: str, params: Mapping[str, str] | None = None) -> T:
        """Return what is at PATH."""
        return await self._http.ask(shape, Request("GET", path, params or {}))

    async def prove(self) -> arrangement.UserShape:
        """Return whose key it is; on a public project a wrong one reads as nobody in particular."""
        found = await self.get(
            arrangement.OneUserShape, place("users", "current"), {"include": "memberships"}
        )
        self._me = found.user
        return found.user

    async def me(self) -> arrangement.UserShape:
        """Return the account we act with, asked for once."""
        return self._me or await self.prove()

    async def project(self, name: str) -> arrangement.ProjectShape:
        """Return the project of that identifier."""
        now = self._clock()
        kept = self._projects.get(name)
        if kept and now - kept[0] < _KEPT_FOR:
            return kept[1]
        include = {"include": _ABOUT_A_PROJECT}
        shown = (
            await self.get(arrangement.OneProjectShape, place("projects", name), include)
        ).project
        listed = frozenset(one.name.casefold() for one in shown.fields)
        known = {"fields": tuple(await self._fields(shown)), "listed": listed}
        found = shown.model_copy(update=known)
        self._projects[name] = (now, found)
        self._names[found.id] = found.names
        return found

    async def names_of(self, project: shapes.NamedShape | None) -> frozenset[str]:
        """Return what the project of an issue is called by; it never gets another identifier."""
        if project is None:
            return frozenset()
        if project.id not in self._names:
            try:
                path = place("projects", project.id)
                shown = (await self.get(arrangement.OneProjectShape, path)).project
            except (NotFound, Forbidden):
                # We may see an issue that concerns us, and not where it is.
                return frozenset({project.id})
            self._names[project.id] = shown.names
        return self._names[project.id]

    async def _fields(self, project: arrangement.ProjectShape) -> Iterable[shapes.FieldShape]:
        """Return the custom fields of the project's issues, the one that is set before all.

        Redmine lists those that are made for single projects; those for all are only seen on issues.
        """
        found = {one.name.casefold(): one for one in project.fields}
        for bounds in ({"project_id": project.id}, {}):
            if REF_FIELD in found:
                break
            issues = await self.newest(bounds, _SAMPLE)
            fields = (one for issue in issues for one in issue.fields)
            found = {one.name.casefold(): one for one in fields} | found
        if self._ref_field:
            found[REF_FIELD] = shapes.FieldShape(id=self._ref_field, name=REF_FIELD)
        return found.values()

    async def newest(self, bounds: Mapping[str, str], most: int) -> tuple[shapes.IssueShape, ...]:
        """Return those of the issues within BOUNDS that were made last, the newest first."""
        params = {"status_id": "*", "sort": "id:desc", "limit": str(most), **bounds}
        return (await self.get(shapes.IssuesShape, place("issues"), params)).issues

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

    async def whole(self, issue_id: str) -> shapes.IssueShape:
        """Return the issue with all that hangs on it, and whether its version is released."""
        found = await self.issue(issue_id, _WHOLE)
        if found.version is None:
            return found
        try:
            version = await self.version(found.version.id)
        except (NotFound, Forbidden):
            # It is shared by a project that we may not see.
            return found
        return found.model_copy(update={"version": version})

    async def look(self, issue_id: str) -> shapes.IssueShape | Gone | Hidden:
        """Return the issue with all that hangs on it; Redmine tells a deleted from a hidden one."""
        try:
            return await self.whole(issue_id)
        except NotFound:
            # A wrong address answers the same to everything.
            await self.prove()
            return Gone()
        except Forbidden:
            return Hidden()

    async def statuses(self) -> tuple[shapes.StatusShape, ...]:
        """Return every status, in the order an administrator gave them."""
        return (await self.get(arrangement.StatusesShape, place("issue_statuses"))).statuses

    async def priorities(self) -> tuple[arrangement.ChoiceShape, ...]:
        """Return every priority that can be given."""
        path = place("enumerations", "issue_priorities")
        found = await self.get(arrangement.PrioritiesShape, path)
        return tuple(one for one in found.priorities if one.active)

    async def versions(self, project: str) -> tuple[shapes.VersionShape, ...]:
        """Return every version that issues of PROJECT can be planned for, or could be once."""
        path = place("projects", project, "versions")
        return (await self.get(arrangement.VersionsShape, path)).versions

    async def required_fields(self) -> tuple[arrangement.KnownFieldShape, ...]:
        """Return the custom fields that issues have to have; none to who is no administrator."""
        if not (await self.me()).admin:
            return ()
        found = await self.get(arrangement.KnownFieldsShape, place("custom_fields"))
        return tuple(one for one in found.fields if one.needed)

    async def version(self, version_id: str) -> shapes.VersionShape:
        """Return the version, and whether it is out."""
        path = place("versions", version_id)
        return (await self.get(arrangement.OneVersionShape, path)).version

    async def activities(self) -> tuple[arrangement.ChoiceShape, ...]:
        """Return every kind of work."""
        path = place("enumerations", "time_entry_activities")
        return (await self.get(arrangement.ActivitiesShape, path)).activities
