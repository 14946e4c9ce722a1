"""Operations on an issue itself."""

from typing import Any

from csopsbot.testing.jira_cloud import adf, shapes
from csopsbot.testing.jira_cloud.asking import Asking, Reply, document, properties
from csopsbot.testing.jira_cloud.refusals import Refusal, missing
from csopsbot.testing.jira_cloud.site import Issue, Json, Project

PRIORITIES = {"Highest", "High", "Medium", "Low", "Lowest"}

_NOT_ADF = "Operation value must be an Atlassian Document (see the Atlassian Document Format)"
_NOT_ON_SCREEN = "Field '{}' cannot be set. It is not on the appropriate screen, or unknown."


def create(asking: Asking) -> Reply:
    """Make an issue."""
    fields = asking.body.get("fields", {})
    project = _project(asking, fields)
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
    edits = [_edit(asking, name, value) for name, value in rest.items()]
    for name, value in edits:
        _set(issue, name, value)
    issue.key = asking.site.new_key(project)
    asking.site.issues[issue.id] = issue
    asking.deliveries.issue("created", "issue_created", asking.user, issue, [])
    place = f"{asking.site.url}/rest/api/3/issue/{issue.id}"
    return Reply(201, {"id": issue.id, "key": issue.key, "self": place})


def read(asking: Asking) -> Reply:
    """Return an issue."""
    wanted = asking.query.get("fields", "*all")
    return Reply(200, shapes.issue(asking.site, asking.issue(), wanted))


def edit(asking: Asking) -> Reply:
    """Change fields of an issue."""
    issue = asking.issue()
    fields, update = asking.body.get("fields", {}), asking.body.get("update", {})
    if both := fields.keys() & update.keys():
        raise Refusal(400, f"Field '{min(both)}' cannot be edited twice.")
    edits = [_edit(asking, name, value) for name, value in fields.items()]
    edits += [_edit(asking, name, _updated(issue, name, steps)) for name, steps in update.items()]
    items = [item for name, value in edits for item in _set(issue, name, value)]
    issue.properties |= properties(asking.body)
    tell(asking, issue, "issue_generic", items)
    return Reply(204)


def assign(asking: Asking) -> Reply:
    """Make somebody, or nobody, the assignee."""
    issue = asking.issue()
    if "accountId" not in asking.body:
        raise Refusal(400, "accountId is missing.")
    person = asking.person(asking.body["accountId"], "assignee")
    tell(asking, issue, "issue_assigned", _set(issue, "assignee", person))
    return Reply(204)


def delete(asking: Asking) -> Reply:
    """Delete an issue for good."""
    issue = asking.issue()
    del asking.site.issues[issue.id]
    asking.deliveries.issue("deleted", "issue_deleted", asking.user, issue, [])
    return Reply(204)


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
        asking.deliveries.issue("updated", kind, asking.user, issue, items)


def _project(asking: Asking, fields: Json) -> Project:
    named = fields.get("project") or {}
    project = asking.site.project(str(named.get("id") or named.get("key")))
    if project is None:
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


def _edit(asking: Asking, name: str, value: Any) -> tuple[str, Any]:
    """Return what the field NAME is to become, once checked."""
    if name == "summary":
        return name, _summary(value)
    if name == "description":
        return name, value and document(value, name, _NOT_ADF)
    if name == "labels":
        return name, _labels(value)
    if name == "priority":
        return name, _priority(value)
    if name == "assignee":
        return name, asking.person((value or {}).get("accountId"), name)
    if not name.startswith("customfield_"):
        raise Refusal(400, **{name: _NOT_ON_SCREEN.format(name)})
    return name, value


def _summary(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Refusal(400, summary="You must specify a summary of the issue.")
    if "\n" in value or "\r" in value:
        raise Refusal(400, summary="The summary is invalid because it contains newline characters.")
    if len(value) > 255:
        raise Refusal(400, summary="Summary can't exceed 255 characters.")
    return value


def _labels(value: Any) -> list[str]:
    for label in value:
        if not label or any(character.isspace() for character in label):
            raise Refusal(400, labels=f"The label '{label}' contains spaces which is invalid.")
        if len(label) > 255:
            raise Refusal(400, labels=f"The label '{label}' exceeds 255 characters.")
    return list(dict.fromkeys(value))


def _priority(value: Any) -> str:
    name = (value or {}).get("name")
    if name not in PRIORITIES:
        raise Refusal(400, priority=f"Priority name '{name}' is not valid")
    return str(name)


def _updated(issue: Issue, name: str, steps: list[Json]) -> Any:
    """Return what STEPS make of a field; only labels are edited in steps here."""
    if name != "labels":
        raise Refusal(400, **{name: _NOT_ON_SCREEN.format(name)})
    labels = list(issue.labels)
    for step in steps:
        if "add" in step and step["add"] not in labels:
            labels.append(step["add"])
        if step.get("remove") in labels:
            labels.remove(step["remove"])
        labels = list(step.get("set", labels))
    return labels


def _set(issue: Issue, name: str, value: Any) -> list[Json]:
    """Put VALUE into the field, and return what changed as the changelog tells it."""
    place, key = (issue.custom, name) if name.startswith("customfield_") else (None, name)
    before = place.get(key) if place is not None else getattr(issue, name)
    if before == value:
        return []
    if place is not None:
        place[key] = value
    else:
        setattr(issue, name, value)
    shown = {"fromString": _shown(before), "toString": _shown(value)}
    return [{"field": name, "fieldtype": "jira", "fieldId": name} | shown]


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(map(str, value))
    if isinstance(value, dict):
        return adf.text_of(value)
    return str(getattr(value, "name", value or ""))
