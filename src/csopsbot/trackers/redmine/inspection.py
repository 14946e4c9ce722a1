"""Whether our account can do its work in a project, as far as Redmine lets it ask."""

from collections.abc import Iterable, Iterator, Mapping

from csopsbot.app.abilities import Finding
from csopsbot.app.failures import AuthError, Blocked, Forbidden, NotFound
from csopsbot.domain.issue import Category
from csopsbot.trackers.inspecting import LOOKED_AT, meant, sharing
from csopsbot.trackers.marked import is_marked
from csopsbot.trackers.redmine.arrangement import (
    MembershipsShape,
    OneRoleShape,
    ProjectShape,
    RoleShape,
    UserShape,
)
from csopsbot.trackers.redmine.meanings import Meanings, plain
from csopsbot.trackers.redmine.queries import place
from csopsbot.trackers.redmine.shapes import IssueShape, IssuesShape, StatusShape
from csopsbot.trackers.redmine.site import Site
from csopsbot.trackers.redmine.translate import LABELS_FIELD, REF_FIELD

_NOBODYS_REF = "inspection"
_PRIVATE, _SEES_PRIVATE = "set_notes_private", "view_private_notes"
_NEEDED = {
    "view_issues": "View issues",
    "add_issues": "Add issues",
    "edit_issues": "Edit issues",
    "add_issue_notes": "Add notes",
}
_WISHED = {
    "edit_own_issue_notes": ("Edit own notes", "what is edited in Slack stays as it was said"),
    _PRIVATE: ("Set notes as private", "all comments are public"),
    _SEES_PRIVATE: ("View private notes", "private answers do not reach support"),
    "log_time": ("Log spent time", "no work is logged"),
    "view_time_entries": ("View spent time", "work is not found again after a lost answer"),
}


class Inspection:
    """Asks once about everything; changes nothing."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def of(self, project: str, hook_url: str) -> tuple[Finding, ...]:
        """Return what was found in PROJECT, faults of the key before all else."""
        queries = self._site.queries
        try:
            me = await queries.prove()
        except (AuthError, Forbidden, NotFound) as failure:
            return (
                Finding(
                    "fault", str(failure), "see to the address, the key and the REST interface"
                ),
            )
        found = [*_account(me)]
        try:
            there = await queries.project(project)
        except (NotFound, Forbidden):
            says = f"the account sees no project {project}"
            return (*found, Finding("fault", says, "make it a member, or mend the desk file"))
        found += _place(there, project)
        found += await self._rights(me, there)
        found += await self._fields(me, there, project)
        statuses = await queries.statuses()
        found += _statuses(statuses, self._site.meanings)
        found += named_statuses(statuses, self._site.meanings)
        return (*found, await self._sharing(me, there), *self._hook(hook_url))

    async def _sharing(self, me: UserShape, project: ProjectShape) -> Finding:
        bounds = {"author_id": me.id, "project_id": project.id, "status_id": "*"}
        params = {**bounds, "sort": "id:desc", "limit": str(LOOKED_AT)}
        made = (await self._site.queries.get(IssuesShape, place("issues"), params)).issues
        foreign = [f"#{one.id}" for one in made if not _is_ours(one)]
        return sharing(me.login or me.name, foreign, "docs/redmine.md")

    async def _rights(self, me: UserShape, project: ProjectShape) -> list[Finding]:
        if me.admin:
            return []
        ours = (one for one in me.memberships if one.project and one.project.id == project.id)
        ids = dict.fromkeys(role.id for one in ours for role in one.roles)
        if not ids:
            return [Finding("fault", "the account is no member of the project", "make it one")]
        roles = [await self._role(one) for one in ids]
        found = [*_permissions(roles)]
        if any(_PRIVATE in one.permissions for one in roles):
            found += await self._who_is_deaf(project)
        return found

    async def _who_is_deaf(self, project: ProjectShape) -> list[Finding]:
        """Return which roles of those who work on issues do not see what we say in private."""
        path, bounds = place("projects", project.id, "memberships"), {"limit": "100"}
        members = (await self._site.queries.get(MembershipsShape, path, bounds)).memberships
        ids = dict.fromkeys(role.id for one in members for role in one.roles)
        roles = [await self._role(one) for one in ids]
        deaf = [one.name for one in roles if _works(one) and _SEES_PRIVATE not in one.permissions]
        if not deaf:
            return []
        says = f"our comments are private, and these roles do not see them: {', '.join(deaf)}"
        remedy = "give them View private notes, or take Set notes as private from the bot's role"
        return [Finding("doubt", says, remedy)]

    async def _role(self, role_id: str) -> RoleShape:
        return (await self._site.queries.get(OneRoleShape, place("roles", role_id))).role

    async def _fields(self, me: UserShape, there: ProjectShape, project: str) -> list[Finding]:
        refs = self._site.refs
        try:
            await refs.by_field(project, _NOBODYS_REF)
        except Blocked as failure:
            return [Finding("fault", str(failure), f"see to the custom field {REF_FIELD}")]
        found = [ref_kept(there, await refs.kinds(there.id))]
        if LABELS_FIELD not in {one.name.casefold() for one in there.fields}:
            says = f"there is no custom field {LABELS_FIELD}: issues get no labels"
            found.append(
                Finding("doubt", says, "make one of the format Long text if you want them")
            )
        if not me.admin:
            says = "Redmine tells required fields to administrators alone"
            found.append(Finding("fine", says, "fill them by `fields` in the desk file"))
        return found

    def _hook(self, hook_url: str) -> Iterator[Finding]:
        if not hook_url:
            return
        if self._site.access.secrets:
            says = "whether Redmine has a webhook for us, and it works, Redmine does not tell"
            yield Finding(
                "doubt", says, f"see My account, Webhooks: one to {hook_url}, with our secret"
            )
        else:
            says = "there is no webhook: what happens in Redmine is seen by looking, within minutes"
            remedy = "from Redmine 7 on make one under My account, Webhooks, and set its secret"
            yield Finding("doubt", says, remedy)


def _account(me: UserShape) -> Iterator[Finding]:
    yield Finding("fine", f"we act as {me.name} ({me.login})")
    if me.admin:
        says = "the account is an administrator: its key opens everything"
        yield Finding("doubt", says, "give the bot an account of its own with a role of its own")


def _is_ours(issue: IssueShape) -> bool:
    field = issue.field(REF_FIELD)
    return bool(field and field.value) or is_marked(issue.description)


def ref_kept(project: ProjectShape, kinds: Mapping[str, bool]) -> Finding:
    """Return whether issues of PROJECT have the field for our refs; KINDS tells which of them do."""
    name = project.identifier
    switch = f"on the page of {REF_FIELD} tick {name}, or For all projects, and each tracker in use"
    lacking = sorted(kind for kind, has in kinds.items() if not has)
    if lacking and len(lacking) == len(kinds):
        return Finding("fault", f"issues of {name} have no custom field {REF_FIELD}", switch)
    if lacking:
        says = f"in {name} these have no custom field {REF_FIELD}: {', '.join(lacking)}"
        return Finding("doubt", says, switch)
    if not kinds and REF_FIELD not in project.listed:
        says = (
            f"whether issues of {name} have the custom field {REF_FIELD} is seen on the first one"
        )
        return Finding("doubt", says, switch)
    return Finding("fine", f"issues are found by the custom field {REF_FIELD}")


def _place(there: ProjectShape, project: str) -> Iterator[Finding]:
    if there.closed:
        yield Finding("fault", f"the project {project} is closed", "open it, or name another")
    if not there.trackers:
        says = f"the project {project} tracks no issues"
        yield Finding("fault", says, "switch issue tracking on, with the trackers of the desk file")
    if "time_tracking" not in {one.name for one in there.modules}:
        says = f"the project {project} has no time tracking: no work is logged"
        yield Finding("doubt", says, "switch the module on if you want it")


def _permissions(roles: Iterable[RoleShape]) -> Iterator[Finding]:
    roles = [*roles]
    allowed = frozenset[str]().union(*(one.permissions for one in roles))
    missing = [name for key, name in _NEEDED.items() if key not in allowed]
    if missing:
        yield Finding("fault", f"the role lacks: {', '.join(missing)}", "give it these rights")
    else:
        yield Finding("fine", "the role may make, edit and comment on issues")
    for key, (name, otherwise) in _WISHED.items():
        if key not in allowed:
            yield Finding("doubt", f"the role lacks {name}: {otherwise}", f"give it {name}")
    if all(one.sees_issues != "all" for one in roles):
        says = "the role does not see all issues: private ones look hidden"
        yield Finding("doubt", says, "let it see all issues")


def _works(role: RoleShape) -> bool:
    """Return whether people in that role work on issues, rather than only report them."""
    return "edit_issues" in role.permissions


def _statuses(statuses: Iterable[StatusShape], meanings: Meanings) -> Iterator[Finding]:
    statuses = [*statuses]
    untold = [one.name for one in statuses if not meanings.tells(one)]
    if untold:
        says = f"what these statuses mean is guessed: {', '.join(untold)}"
        yield Finding("doubt", says, "say what they mean in the setting STATUSES")
    meant = {meanings.of(one) for one in statuses}
    for category in (Category.IN_PROGRESS, Category.DONE, Category.REJECTED):
        if category not in meant:
            says = f"no status means {category.value.replace('_', ' ')}"
            yield Finding("doubt", says, "say which does in the setting STATUSES")


def named_statuses(statuses: Iterable[StatusShape], meanings: Meanings) -> Iterator[Finding]:
    """Yield which names in the settings no status has."""
    there = {plain(one.name): one.name for one in statuses}
    for name in (one for one in meanings.named if one not in there):
        says = f"the setting STATUSES names {name}, and Redmine has no such status"
        yield Finding("doubt", says, meant(name, there.values(), "mend it there, or take it out"))
