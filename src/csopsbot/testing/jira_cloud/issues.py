"""Operations on an issue itself."""

from csopsbot.testing.jira_cloud import shapes
from csopsbot.testing.jira_cloud.asking import Asking, Reply, properties
from csopsbot.testing.jira_cloud.fields import checked, put, updated
from csopsbot.testing.jira_cloud.refusals import Refusal, missing
from csopsbot.testing.jira_cloud.site import Change, Issue, Project
from csopsbot.testing.jira_cloud.users import Json

_EDITABLE = [
    "summary",
    "description",
    "labels",
    "priority",
    "assignee",
    "fixVersions",
    "components",
]


def create(asking: Asking) -> Reply:
    """Make an issue."""
    fields = asking.body.get("fields", {})
    project = _project(asking, fields)
    asking.needs("CREATE_ISSUES", project)
    issue_type = _issue_type(project, fields)
    _check_required(project, fields)
    now = asking.site.clock()
    issue = Issue(
        id=asking.site.new_id(),
        key="",
        project=project,
        issue_type=issue_type,
        reporter=asking.user,
        status=project.workflow.first,
        created=now,
        updated=now,
        properties=properties(asking.body),
    )
    rest = {name: fields[name] for name in fields.keys() - {"project", "issuetype"}}
    edits = [checked(asking, project, name, value) for name, value in rest.items()]
    for name, value in edits:
        put(issue, name, value)
    issue.key = asking.site.new_key(project)
    asking.site.issues[issue.id] = issue
    asking.deliveries.issue("created", "issue_created", asking.user, issue, [])
    place = f"{asking.site.url}{asking.site.manner.api}/issue/{issue.id}"
    return Reply(201, {"id": issue.id, "key": issue.key, "self": place})


def read(asking: Asking) -> Reply:
    """Return an issue."""
    wanted = asking.query.get("fields", "*all")
    return Reply(200, shapes.issue(asking.site, asking.issue(), wanted))


def edit(asking: Asking) -> Reply:
    """Change fields of an issue."""
    issue = asking.issue()
    asking.needs("EDIT_ISSUES", issue.project)
    fields, update = asking.body.get("fields", {}), asking.body.get("update", {})
    if both := fields.keys() & update.keys():
        raise Refusal(400, f"Field '{min(both)}' cannot be edited twice.")
    stepwise = {name: updated(asking, issue, name, steps) for name, steps in update.items()}
    both = {**fields, **stepwise}
    edits = [checked(asking, issue.project, name, value) for name, value in both.items()]
    items = [item for name, value in edits for item in put(issue, name, value)]
    issue.properties |= properties(asking.body)
    tell(asking, issue, "issue_generic", items)
    return Reply(204)


def assign(asking: Asking) -> Reply:
    """Make somebody, or nobody, the assignee."""
    issue = asking.issue()
    if not asking.body:
        raise Refusal(400, "Nobody is named.")
    person = asking.person(asking.body, "assignee")
    tell(asking, issue, "issue_assigned", put(issue, "assignee", person))
    return Reply(204)


def delete(asking: Asking) -> Reply:
    """Delete an issue for good."""
    issue = asking.issue()
    del asking.site.issues[issue.id]
    asking.deliveries.issue("deleted", "issue_deleted", asking.user, issue, [])
    return Reply(204)


def edit_screen(asking: Asking) -> Reply:
    """Return the fields that can be changed, and what they can be set to."""
    issue = asking.issue()
    names = [*_EDITABLE, *(one.id for one in issue.project.fields)]
    screen = {
        name: shapes.screen_field(asking.site, issue.project, name, required=name == "summary")
        for name in names
    }
    return Reply(200, {"fields": screen})


def read_property(asking: Asking) -> Reply:
    """Return a property of an issue."""
    key = asking.parts["propertyKey"]
    issue = asking.issue()
    if key not in issue.properties:
        raise missing(f"The property with key '{key}' does not exist.")
    return Reply(200, {"key": key, "value": issue.properties[key]})


def links(asking: Asking) -> Reply:
    """Return an issue's links out of Jira."""
    wanted = asking.query.get("globalId")
    found = [one for one in asking.issue().links if wanted in (None, one.global_id)]
    shown = [{"id": one.id, "globalId": one.global_id, "object": one.object} for one in found]
    return Reply(200, shown)


def tell(asking: Asking, issue: Issue, kind: str, items: list[Json]) -> None:
    """Stamp ISSUE and deliver what changed, if anything did."""
    if items:
        issue.updated = max(asking.site.clock(), issue.updated)
        issue.history.append(Change(asking.site.new_id(), asking.user, issue.updated, items))
        asking.deliveries.issue("updated", kind, asking.user, issue, items)


def _project(asking: Asking, fields: Json) -> Project:
    named = fields.get("project") or {}
    project = asking.site.project(str(named.get("id") or named.get("key")))
    if project is None or asking.user.account_id in project.hidden_from:
        raise Refusal(400, project="valid project is required")
    return project


def _issue_type(project: Project, fields: Json) -> str:
    named = fields.get("issuetype") or {}
    for found, name in project.issue_types.items():
        if named.get("id") == found or named.get("name") == name:
            return name
    raise Refusal(400, issuetype="Specify a valid issue type")


def _check_required(project: Project, fields: Json) -> None:
    if not str(fields.get("summary") or "").strip():
        raise Refusal(400, summary="You must specify a summary of the issue.")
    empty = sorted(name for name in project.extra_required if not fields.get(name))
    if empty:
        raise Refusal(400, **{name: f"{name} is required." for name in empty})
