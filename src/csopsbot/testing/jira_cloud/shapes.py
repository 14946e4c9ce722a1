"""A site's records as Jira writes them in JSON."""

from datetime import datetime

from csopsbot.testing.jira_cloud.flow import CATEGORIES, RESOLUTIONS, Status, Transition
from csopsbot.testing.jira_cloud.site import (
    Attachment,
    Change,
    Comment,
    CustomField,
    Issue,
    Project,
    Site,
    Version,
    Work,
)
from csopsbot.testing.jira_cloud.users import Json, User

PRIORITIES = {"Highest": "1", "High": "2", "Medium": "3", "Low": "4", "Lowest": "5"}
_SCHEMAS: dict[str, Json] = {
    "fixVersions": {"type": "array", "items": "version", "system": "fixVersions"},
    "components": {"type": "array", "items": "component", "system": "components"},
    "labels": {"type": "array", "items": "string", "system": "labels"},
    "priority": {"type": "priority", "system": "priority"},
    "resolution": {"type": "resolution", "system": "resolution"},
    "assignee": {"type": "user", "system": "assignee"},
}


def moment(value: datetime) -> str:
    """Return VALUE as Jira stamps it."""
    return value.strftime("%Y-%m-%dT%H:%M:%S.") + f"{value.microsecond // 1000:03d}+0000"


def user(site: Site, one: User) -> Json:
    """Return a person."""
    return site.manner.user(site.url, one)


def status(site: Site, one: Status) -> Json:
    """Return a status with its category."""
    return {
        "self": f"{site.url}{site.manner.api}/status/{one.id}",
        "id": one.id,
        "name": one.name,
        "statusCategory": CATEGORIES[one.category],
    }


def resolution(site: Site, name: str) -> Json:
    """Return a resolution."""
    found = next(one for one, known in RESOLUTIONS.items() if known == name)
    return {"self": f"{site.url}{site.manner.api}/resolution/{found}", "id": found, "name": name}


def project(site: Site, one: Project) -> Json:
    """Return a project."""
    place = f"{site.url}{site.manner.api}/project/{one.id}"
    return {"self": place, "id": one.id, "key": one.key, "name": one.name}


def issue_type(site: Site, one: Project, name: str) -> Json:
    """Return an issue type of a project."""
    found = next(key for key, known in one.issue_types.items() if known == name)
    place = f"{site.url}{site.manner.api}/issuetype/{found}"
    return {"self": place, "id": found, "name": name, "subtask": False}


def fields(site: Site, one: Issue) -> Json:
    """Return every field of an issue."""
    return {
        "summary": one.summary,
        "description": one.description,
        "project": project(site, one.project),
        "issuetype": issue_type(site, one.project, one.issue_type),
        "status": status(site, one.status),
        "resolution": resolution(site, one.resolution) if one.resolution else None,
        "priority": priority(site, one.priority),
        "labels": list(one.labels),
        "fixVersions": [version(site, release) for release in one.fix_versions],
        "components": [{"name": name} for name in one.components],
        "attachment": [attachment(site, file) for file in one.attachments],
        "assignee": user(site, one.assignee) if one.assignee else None,
        "reporter": user(site, one.reporter),
        "created": moment(one.created),
        "updated": moment(one.updated),
        **one.custom,
    }


def priority(site: Site, name: str) -> Json:
    """Return a priority."""
    found = PRIORITIES[name]
    return {"self": f"{site.url}{site.manner.api}/priority/{found}", "id": found, "name": name}


def version(site: Site, one: Version) -> Json:
    """Return a release."""
    place = f"{site.url}{site.manner.api}/version/{one.id}"
    return {
        "self": place,
        "id": one.id,
        "name": one.name,
        "archived": False,
        "released": one.released,
    }


def attachment(site: Site, one: Attachment) -> Json:
    """Return a file, without what is in it."""
    return {
        "self": f"{site.url}{site.manner.api}/attachment/{one.id}",
        "id": one.id,
        "filename": one.name,
        "author": user(site, one.author),
        "created": moment(one.created),
        "size": len(one.content),
        "mimeType": one.media_type,
        "content": site.manner.content_of(site.url, one.id, one.name),
    }


def work(site: Site, on: Issue, one: Work, expand: str = "") -> Json:
    """Return time that somebody spent; its properties only if asked for."""
    shape = {
        "self": f"{site.url}{site.manner.api}/issue/{on.id}/worklog/{one.id}",
        "id": one.id,
        "issueId": on.id,
        "author": user(site, one.author),
        "comment": one.note,
        "started": moment(one.started),
        "timeSpent": f"{one.seconds // 60}m",
        "timeSpentSeconds": one.seconds,
    }
    if "properties" in expand and site.manner.lists_properties:
        shape["properties"] = [{"key": key, "value": one.properties[key]} for key in one.properties]
    return shape


def change(site: Site, one: Change) -> Json:
    """Return what somebody changed at once."""
    shown = {"id": one.id, "author": user(site, one.author), "created": moment(one.created)}
    return shown | {"items": one.items}


def issue(site: Site, one: Issue, wanted: str) -> Json:
    """Return an issue with the fields WANTED, apart by commas."""
    names = {name.strip() for name in wanted.split(",")}
    every = fields(site, one)
    shown = every if "*all" in names else {name: every[name] for name in names if name in every}
    place = f"{site.url}{site.manner.api}/issue/{one.id}"
    return {"id": one.id, "key": one.key, "self": place, "fields": shown}


def comment(site: Site, on: Issue, one: Comment, expand: str = "") -> Json:
    """Return a comment; its properties only if asked for."""
    shape = {
        "self": f"{site.url}{site.manner.api}/issue/{on.id}/comment/{one.id}",
        "id": one.id,
        "author": user(site, one.author),
        "updateAuthor": user(site, one.author),
        "body": one.body,
        "created": moment(one.created),
        "updated": moment(one.updated),
    }
    if site.manner.lists_properties:
        internal = one.properties.get("sd.public.comment", {}).get("internal", False)
        shape["jsdPublic"] = not internal
    if "properties" in expand and site.manner.lists_properties:
        shape["properties"] = [{"key": key, "value": one.properties[key]} for key in one.properties]
    return shape


def transition(site: Site, on: Project, one: Transition, expand: str = "") -> Json:
    """Return a step; the fields of its screen only if asked for."""
    shape = {
        "id": one.id,
        "name": one.name,
        "to": status(site, one.to),
        "hasScreen": bool(one.screen),
        "isAvailable": True,
    }
    if "transitions.fields" in expand:
        shape["fields"] = {
            name: screen_field(site, on, name, required=name in one.required)
            for name in sorted(one.screen)
        }
    return shape


def screen_field(site: Site, on: Project, name: str, *, required: bool) -> Json:
    """Return a field of a screen, with what it may be set to."""
    custom = next((one for one in on.fields if one.id == name), None)
    shape: Json = {
        "required": required,
        "hasDefaultValue": name == "reporter",
        "name": custom.name if custom else name.replace("_", " ").capitalize(),
        "key": name,
        "operations": ["set"],
        "schema": _custom(custom)
        if custom
        else _SCHEMAS.get(name, {"type": "string", "system": name}),
    }
    allowed = _allowed(site, on, name, custom)
    return shape | {"allowedValues": allowed} if allowed else shape


def _custom(one: CustomField) -> Json:
    schema: Json = {"type": one.type, "custom": f"com.atlassian.jira.plugin.system:{one.custom}"}
    return schema | {"items": one.items} if one.items else schema


def _allowed(site: Site, on: Project, name: str, custom: CustomField | None) -> list[Json]:
    if custom:
        return [
            {"id": f"{number}", "value": value} for number, value in enumerate(custom.options, 1)
        ]
    match name:
        case "priority":
            return [priority(site, one) for one in PRIORITIES]
        case "resolution":
            return [resolution(site, known) for known in RESOLUTIONS.values()]
        case "fixVersions":
            return [version(site, one) for one in on.versions]
        case "components":
            return [{"name": one} for one in on.components]
        case _:
            return []
