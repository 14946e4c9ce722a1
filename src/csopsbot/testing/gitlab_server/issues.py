"""What can be asked about issues."""

from starlette.responses import JSONResponse, Response

from csopsbot.testing.gitlab_server import bodies, shapes
from csopsbot.testing.gitlab_server.asking import Asking
from csopsbot.testing.gitlab_server.bodies import CreateBody, EditBody, IssuesQuery, MoveBody
from csopsbot.testing.gitlab_server.quick_actions import parted
from csopsbot.testing.gitlab_server.refusals import forbidden, invalid, missing
from csopsbot.testing.gitlab_server.site import Issue, Project, User


async def listed(asking: Asking) -> Response:
    """GET /projects/:id/issues."""
    query = await asking.query(IssuesQuery)
    project = asking.project()
    found = [
        one
        for one in asking.site.issues
        if one.project is project and asking.reads(one) and _fits(one, query, asking.who)
    ]
    newest_first = query.sort == "desc"
    by_update = query.order_by == "updated_at"
    found.sort(key=lambda one: (one.updated if by_update else one.created, one.id))
    shown = [shapes.issue(asking.site, one) for one in found]
    return asking.page(shown[::-1] if newest_first else shown, query)


async def create(asking: Asking) -> Response:
    """POST /projects/:id/issues."""
    wanted = await asking.body(CreateBody)
    project = asking.project()
    if not project.issues_enabled or project.archived or not asking.role(project):
        raise forbidden()
    title = bodies.title(wanted.title)
    text, commands = parted(bodies.text(wanted.description, "description"))
    labels = bodies.labels(wanted.labels)
    issue = asking.site.add(project, asking.who, title)
    issue.description, issue.kind, issue.confidential = text, wanted.issue_type, wanted.confidential
    if asking.manages(project):
        issue.labels = list(dict.fromkeys(labels))
        issue.assignees = _assignable(asking, project, wanted.assignee_ids)
    if asking.manages(project) and wanted.milestone_id:
        _plan(asking, issue, wanted.milestone_id)
    for label in issue.labels:
        _labelled(asking, issue, label, "add")
    _obey(issue, commands)
    asking.deliveries.issue("open", asking.who, issue)
    return JSONResponse(shapes.issue(asking.site, issue), 201)


async def read(asking: Asking) -> Response:
    """GET /projects/:id/issues/:issue_iid."""
    await asking.query(bodies.NoQuery)
    return JSONResponse(shapes.issue(asking.site, asking.issue()))


async def edit(asking: Asking) -> Response:
    """PUT /projects/:id/issues/:issue_iid."""
    wanted = await asking.body(EditBody)
    issue = asking.issue()
    if not wanted.model_fields_set:
        raise invalid(base=["at least one parameter must be provided"])
    if not asking.manages(issue.project) and asking.who is not issue.author:
        raise forbidden()
    title = bodies.title(wanted.title) if wanted.title is not None else issue.title
    text, commands = parted(bodies.text(wanted.description or "", "description"))
    action = _set_state(asking, issue, wanted)
    if title != issue.title:
        said = f"changed title from **{{-{issue.title}-}}** to **{{+{title}+}}**"
        asking.site.note(issue, asking.who, said, system=True)
    issue.title = title
    if wanted.description is not None:
        issue.description = text
        _obey(issue, commands)
    if asking.manages(issue.project):
        _set_labels(asking, issue, wanted)
        _assign(asking, issue, wanted)
        if wanted.milestone_id is not None:
            _plan(asking, issue, wanted.milestone_id)
    issue.updated = asking.site.clock()
    asking.deliveries.issue(action, asking.who, issue)
    return JSONResponse(shapes.issue(asking.site, issue))


async def delete(asking: Asking) -> Response:
    """DELETE /projects/:id/issues/:issue_iid; of this no webhook tells."""
    await asking.query(bodies.NoQuery)
    asking.site.issues.remove(asking.issue())
    return Response(status_code=204)


async def move(asking: Asking) -> Response:
    """POST /projects/:id/issues/:issue_iid/move."""
    wanted = await asking.body(MoveBody)
    issue = asking.issue()
    every = asking.site.projects
    target = next((one for one in every if one.id == wanted.to_project_id), None)
    if target is None or not asking.sees(target):
        raise missing("Project")
    copy = asking.site.move(issue, target, asking.who)
    asking.deliveries.issue("close", asking.who, issue)
    asking.deliveries.issue("open", asking.who, copy)
    return JSONResponse(shapes.issue(asking.site, copy), 201)


def _fits(issue: Issue, query: IssuesQuery, who: User) -> bool:
    labels = set(bodies.labels(query.labels))
    return (
        (not query.iids or issue.iid in query.iids)
        and query.state in ("all", issue.state)
        and labels <= set(issue.labels)
        and query.author_id in (None, issue.author.id)
        and (query.created_after is None or issue.created >= query.created_after)
        and (query.updated_after is None or issue.updated >= query.updated_after)
        and (query.scope != "created_by_me" or issue.author is who)
    )


def _set_state(asking: Asking, issue: Issue, wanted: EditBody) -> str:
    """Close or open the issue, and return what a webhook calls that."""
    state = {"close": "closed", "reopen": "opened"}.get(wanted.state_event or "", issue.state)
    if state == issue.state:
        return "update"
    if issue.moved_to:
        raise forbidden()
    issue.state, issue.duplicate_of = state, None
    asking.site.happened(issue, "state", asking.who, state=state.replace("opened", "reopened"))
    return wanted.state_event or "update"


def _set_labels(asking: Asking, issue: Issue, wanted: EditBody) -> None:
    before = list(issue.labels)
    if wanted.labels is not None:
        issue.labels = bodies.labels(wanted.labels)
    removed = set(bodies.labels(wanted.remove_labels))
    names = [*issue.labels, *bodies.labels(wanted.add_labels)]
    issue.labels = [name for name in dict.fromkeys(names) if name not in removed]
    for name in before:
        if name not in issue.labels:
            _labelled(asking, issue, name, "remove")
    for name in issue.labels:
        if name not in before:
            _labelled(asking, issue, name, "add")


def _labelled(asking: Asking, issue: Issue, name: str, action: str) -> None:
    if name not in issue.project.labels:
        issue.project.labels.append(name)
    label = {"id": 1 + issue.project.labels.index(name), "name": name}
    asking.site.happened(issue, "label", asking.who, label=label, action=action)


def _plan(asking: Asking, issue: Issue, wanted: int) -> None:
    """Set the milestone, 0 for none; one that there is not is left out without a word."""
    found = next((one for one in issue.project.milestones if one.id == wanted), None)
    if found is issue.milestone or (wanted and found is None):
        return
    for action, one in (("remove", issue.milestone), ("add", found)):
        if one:
            shown = shapes.milestone(one)
            asking.site.happened(issue, "milestone", asking.who, milestone=shown, action=action)
    issue.milestone = found


def _assign(asking: Asking, issue: Issue, wanted: EditBody) -> None:
    if wanted.assignee_ids is None:
        return
    before, issue.assignees = (
        issue.assignees,
        _assignable(asking, issue.project, wanted.assignee_ids),
    )
    said = [f"assigned to @{one.username}" for one in issue.assignees if one not in before]
    said += [f"unassigned @{one.username}" for one in before if one not in issue.assignees]
    if said:
        asking.site.note(issue, asking.who, " and ".join(said), system=True)


def _assignable(asking: Asking, project: Project, ids: list[int]) -> list[User]:
    """Return whom GitLab assigns: members alone, and one only, the others without a word."""
    members = [one for one in asking.site.users if one.id in ids and one.username in project.roles]
    return members[:1]


def _obey(issue: Issue, commands: list[str]) -> None:
    if "close" in commands:
        issue.state = "closed"
