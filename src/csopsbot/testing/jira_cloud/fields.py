"""What the fields of an issue may be set to, and what becomes of them."""

from collections.abc import Callable
from typing import Any

from csopsbot.testing.jira_cloud.asking import Asking
from csopsbot.testing.jira_cloud.refusals import Refusal
from csopsbot.testing.jira_cloud.shapes import PRIORITIES
from csopsbot.testing.jira_cloud.site import CustomField, Issue, Project, Version
from csopsbot.testing.jira_cloud.users import Json

_NOT_ADF = "Operation value must be an Atlassian Document (see the Atlassian Document Format)"
_NOT_ON_SCREEN = "Field '{}' cannot be set. It is not on the appropriate screen, or unknown."
_KEPT_AS = {"fixVersions": "fix_versions"}
_SHOWN_AS = {"fixVersions": "Fix Version"}

Checked = tuple[str, Any]


def checked(asking: Asking, project: Project, name: str, value: Any) -> Checked:
    """Return what the field NAME is to become, once checked."""
    if name in _CHECKS:
        return name, _CHECKS[name](asking, project, value)
    custom = next((one for one in project.fields if one.id == name), None)
    if custom:
        return name, _custom(asking, custom, value)
    if not name.startswith("customfield_"):
        raise Refusal(400, **{name: _NOT_ON_SCREEN.format(name)})
    return name, value


def updated(asking: Asking, issue: Issue, name: str, steps: list[Json]) -> Any:
    """Return what STEPS make of a list, each of them adding, removing or setting."""
    known: dict[str, list[Any]] = {"labels": list(issue.labels)}
    known["components"] = [{"name": one} for one in issue.components]
    known["fixVersions"] = [{"name": one.name} for one in issue.fix_versions]
    if name not in known:
        raise Refusal(400, **{name: _NOT_ON_SCREEN.format(name)})
    values = known[name]
    for step in steps:
        if "add" in step and step["add"] not in values:
            values.append(step["add"])
        if "remove" in step:
            checked(asking, issue.project, name, [step["remove"]])
            values = [one for one in values if one != step["remove"]]
        values = list(step.get("set", values))
    return values


def put(issue: Issue, name: str, value: Any) -> list[Json]:
    """Put VALUE into the field, and return what changed as the changelog tells it."""
    place, key = (issue.custom, name) if name.startswith("customfield_") else (None, name)
    kept = _KEPT_AS.get(key, key)
    before = place.get(key) if place is not None else getattr(issue, kept)
    if before == value:
        return []
    if place is not None:
        place[key] = value
    else:
        setattr(issue, kept, value)
    shown = {"fromString": _shown(before), "toString": _shown(value)}
    field = _SHOWN_AS.get(name, name)
    return [{"field": field, "fieldtype": "jira", "fieldId": name} | shown]


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(map(_shown, value))
    if isinstance(value, dict):
        return str(value.get("value", ""))
    return str(getattr(value, "name", value or ""))


def _summary(_: Asking, __: Project, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Refusal(400, summary="You must specify a summary of the issue.")
    if "\n" in value or "\r" in value:
        raise Refusal(400, summary="The summary is invalid because it contains newline characters.")
    if len(value) > 255:
        raise Refusal(400, summary="Summary can't exceed 255 characters.")
    return value


def _description(asking: Asking, _: Project, value: Any) -> Any:
    return value and asking.document(value, "description", _NOT_ADF)


def _labels(_: Asking, __: Project, value: Any) -> list[str]:
    for label in value:
        if not label or any(character.isspace() for character in label):
            raise Refusal(400, labels=f"The label '{label}' contains spaces which is invalid.")
        if len(label) > 255:
            raise Refusal(400, labels=f"The label '{label}' exceeds 255 characters.")
    return list(dict.fromkeys(value))


def _priority(_: Asking, __: Project, value: Any) -> str:
    name = (value or {}).get("name")
    if name not in PRIORITIES:
        raise Refusal(400, priority=f"Priority name '{name}' is not valid")
    return str(name)


def _assignee(asking: Asking, _: Project, value: Any) -> Any:
    return asking.person(value, "assignee")


def _versions(_: Asking, project: Project, value: Any) -> list[Version]:
    known = {one.name: one for one in project.versions}
    for one in value:
        if one.get("name") not in known:
            raise Refusal(400, fixVersions=f"Version name '{one.get('name')}' is not valid")
    return [known[name] for name in dict.fromkeys(one["name"] for one in value)]


def _components(_: Asking, project: Project, value: Any) -> list[str]:
    for one in value:
        if not isinstance(one, dict) or one.get("name") not in project.components:
            raise Refusal(400, components=f"Component name '{one}' is not valid")
    return [one["name"] for one in value]


def _custom(asking: Asking, field: CustomField, value: Any) -> Any:
    if value is None:
        return None
    if field.custom.endswith(":textarea"):
        return asking.document(value, field.id, _NOT_ADF)
    if field.type == "array":
        if not isinstance(value, list):
            raise Refusal(400, **{field.id: "Data was not an array"})
        return [_single(field, field.items, one) for one in value]
    return _single(field, field.type, value)


def _single(field: CustomField, kind: str, value: Any) -> Any:
    if kind == "option":
        if not isinstance(value, dict) or value.get("value") not in field.options:
            raise Refusal(400, **{field.id: f"Option value '{value}' is not valid"})
    elif kind == "number":
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise Refusal(400, **{field.id: "Operation value must be a number"})
    elif not isinstance(value, str):
        raise Refusal(400, **{field.id: "Operation value must be a string"})
    return value


_CHECKS: dict[str, Callable[[Asking, Project, Any], Any]] = {
    "summary": _summary,
    "description": _description,
    "labels": _labels,
    "priority": _priority,
    "assignee": _assignee,
    "fixVersions": _versions,
    "components": _components,
}
