"""A site's records as Jira writes them in JSON."""

from datetime import datetime

from csopsbot.testing.jira_cloud.flow import CATEGORIES, RESOLUTIONS, Status, Transition
from csopsbot.testing.jira_cloud.site import Comment, Issue, Json, Project, Site, User


def moment(value: datetime) -> str:
    """Return VALUE as Jira stamps it."""
    return value.strftime("%Y-%m-%dT%H:%M:%S.") + f"{value.microsecond // 1000:03d}+0000"


def user(site: Site, one: User) -> Json:
    """Return a person; an address that is hidden is left out."""
    shape = {
        "self": f"{site.url}/rest/api/3/user?accountId={one.account_id}",
        "accountId": one.account_id,
        "accountType": "atlassian",
        "displayName": one.name,
        "active": one.active,
        "timeZone": "Europe/Madrid",
    }
    return shape | {"emailAddress": one.email} if one.shows_email else shape


def status(site: Site, one: Status) -> Json:
    """Return a status with its category."""
    return {
        "self": f"{site.url}/rest/api/3/status/{one.id}",
        "id": one.id,
        "name": one.name,
        "statusCategory": CATEGORIES[one.category],
    }


def resolution(site: Site, name: str) -> Json:
    """Return a resolution."""
    found = next(one for one, known in RESOLUTIONS.items() if known == name)
    return {"self": f"{site.url}/rest/api/3/resolution/{found}", "id": found, "name": name}


def project(site: Site, one: Project) -> Json:
    """Return a project."""
    place = f"{site.url}/rest/api/3/project/{one.id}"
    return {"self": place, "id": one.id, "key": one.key, "name": one.name}


def issue_type(site: Site, one: Project, name: str) -> Json:
    """Return an issue type of a project."""
    found = next(key for key, known in one.issue_types.items() if known == name)
    place = f"{site.url}/rest/api/3/issuetype/{found}"
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
        "priority": {"id": "3", "name": one.priority},
        "labels": list(one.labels),
        "assignee": user(site, one.assignee) if one.assignee else None,
        "reporter": user(site, one.reporter),
        "created": moment(one.created),
        "updated": moment(one.updated),
        **one.custom,
    }


def issue(site: Site, one: Issue, wanted: str) -> Json:
    """Return an issue with the fields WANTED, apart by commas."""
    names = {name.strip() for name in wanted.split(",")}
    every = fields(site, one)
    shown = every if "*all" in names else {name: every[name] for name in names if name in every}
    place = f"{site.url}/rest/api/3/issue/{one.id}"
    return {"id": one.id, "key": one.key, "self": place, "fields": shown}


def comment(site: Site, on: Issue, one: Comment, expand: str = "") -> Json:
    """Return a comment; its properties only if asked for."""
    shape = {
        "self": f"{site.url}/rest/api/3/issue/{on.id}/comment/{one.id}",
        "id": one.id,
        "author": user(site, one.author),
        "updateAuthor": user(site, one.author),
        "body": one.body,
        "created": moment(one.created),
        "updated": moment(one.updated),
        "jsdPublic": not one.properties.get("sd.public.comment", {}).get("internal", False),
    }
    if "properties" in expand:
        shape["properties"] = [{"key": key, "value": one.properties[key]} for key in one.properties]
    return shape


def transition(site: Site, one: Transition, expand: str = "") -> Json:
    """Return a step; the fields of its screen only if asked for."""
    shape = {
        "id": one.id,
        "name": one.name,
        "to": status(site, one.to),
        "hasScreen": bool(one.screen),
        "isAvailable": True,
    }
    if "transitions.fields" in expand:
        shape["fields"] = {name: _screen_field(site, one, name) for name in sorted(one.screen)}
    return shape


def _screen_field(site: Site, one: Transition, name: str) -> Json:
    shape: Json = {
        "required": name in one.required,
        "hasDefaultValue": False,
        "name": name.replace("_", " ").capitalize(),
        "key": name,
        "operations": ["set"],
        "schema": {"type": "string", "system": name},
    }
    if name == "resolution":
        shape["allowedValues"] = [resolution(site, known) for known in RESOLUTIONS.values()]
    return shape
