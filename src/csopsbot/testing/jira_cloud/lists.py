"""Operations that look things up: issues, people, and what a project asks for."""

from datetime import timedelta
from typing import Any

from csopsbot.testing.jira_cloud import jql, shapes
from csopsbot.testing.jira_cloud.asking import Asking, Reply
from csopsbot.testing.jira_cloud.refusals import Refusal, missing
from csopsbot.testing.jira_cloud.site import Issue, Json, Project

_MOST_USERS = 1000


def myself(asking: Asking) -> Reply:
    """Return who asks."""
    return Reply(200, shapes.user(asking.site, asking.user))


def server(asking: Asking) -> Reply:
    """Return which Jira this is."""
    return Reply(
        200,
        {
            "baseUrl": asking.site.url,
            "version": "1001.0.0-SNAPSHOT",
            "versionNumbers": [1001, 0, 0],
            "deploymentType": "Cloud",
            "serverTitle": "Jira",
        },
    )


def users(asking: Asking) -> Reply:
    """Return the people whose name or address begins with the words, as loosely as Jira does."""
    words = asking.query.get("query", "").casefold()
    if not words:
        raise Refusal(400, "The query parameter is required.")
    found = [
        shapes.user(asking.site, one)
        for one in asking.site.users
        if one.active and _begins(words, [one.name, one.email, one.email.partition("@")[0]])
    ]
    start, size = asking.number("startAt", 0), asking.number("maxResults", 50)
    return Reply(200, found[start : min(start + size, _MOST_USERS)])


def _begins(words: str, names: list[str]) -> bool:
    """Return whether one begins with the other: an address finds whoever shares its beginning."""
    folded = [name.casefold() for name in names]
    return any(name.startswith(words) or words.startswith(name) for name in folded)


def search(asking: Asking) -> Reply:
    """Return a page of the issues that JQL finds, as far as the index knows them."""
    if asking.faults.searches_as_before:
        raise missing("There is no such resource.")
    asked = asking.body if asking.body is not None else asking.query
    size = min(int(asked.get("maxResults", 50)), 5000)
    start = _start(asked.get("nextPageToken"))
    known = _indexed(asking, _listed(asked.get("reconcileIssues", [])))
    found = jql.search(asked.get("jql", ""), known, asking.site.clock())
    wanted = ",".join(_listed(asked.get("fields", "id")))
    page = [shapes.issue(asking.site, one, wanted) for one in found[start : start + size]]
    last = start + size >= len(found)
    more = {} if last else {"nextPageToken": f"page{start + size}"}
    return Reply(200, {"issues": page, "isLast": last} | more)


def old_search(asking: Asking) -> Reply:
    """Return a page as Jira did before it removed this search."""
    found = jql.search(asking.query.get("jql", ""), _indexed(asking, []), asking.site.clock())
    wanted = asking.query.get("fields", "*all")
    shown = [shapes.issue(asking.site, one, wanted) for one in found]
    return Reply(200, asking.page("issues", shown, 100))


def _start(token: str | None) -> int:
    number = (token or "page0").removeprefix("page")
    if not number.isdecimal():
        raise Refusal(400, "The nextPageToken is not valid.")
    return int(number)


def _listed(value: Any) -> list[str]:
    return value.split(",") if isinstance(value, str) else [str(one) for one in value]


def _indexed(asking: Asking, reconciled: list[str]) -> list[Issue]:
    fresh = asking.site.clock() - timedelta(seconds=asking.faults.index_lag)
    return [
        one
        for one in asking.site.issues.values()
        if (one.created <= fresh or one.id in reconciled)
        and asking.user.account_id not in one.hidden_from
    ]


def statuses(asking: Asking) -> Reply:
    """Return the statuses of each of a project's issue types."""
    project = asking.project()
    each = [shapes.status(asking.site, one) for one in project.workflow.statuses]
    types = [shapes.issue_type(asking.site, project, name) for name in _names(project)]
    return Reply(200, [one | {"statuses": each} for one in types])


def status(asking: Asking) -> Reply:
    """Return a status by its id or name."""
    wanted = asking.parts["idOrName"]
    for one in (one for project in asking.site.projects for one in project.workflow.statuses):
        if wanted in (one.id, one.name):
            return Reply(200, shapes.status(asking.site, one))
    raise missing("The status was not found.")


def issue_types(asking: Asking) -> Reply:
    """Return the issue types that may be made in a project."""
    project = asking.project()
    types = [shapes.issue_type(asking.site, project, name) for name in _names(project)]
    return Reply(200, asking.page("issueTypes", types, 200))


def create_fields(asking: Asking) -> Reply:
    """Return the fields of the create screen."""
    project = asking.project()
    if asking.parts["issueTypeId"] not in project.issue_types:
        raise Refusal(400, "The issue type is not valid for the project.")
    required = {"project", "issuetype", "summary", "reporter", *project.extra_required}
    names = [*sorted(required), "assignee", "description", "labels", "priority"]
    fields = [_create_field(name, name in required) for name in names]
    return Reply(200, asking.page("fields", fields, 200))


def _create_field(name: str, required: bool) -> Json:
    return {
        "fieldId": name,
        "key": name,
        "name": name.capitalize(),
        "required": required,
        "hasDefaultValue": name == "reporter",
        "operations": ["set"],
        "schema": {"type": "string", "system": name},
    }


def project(asking: Asking) -> Reply:
    """Return a project."""
    return Reply(200, shapes.project(asking.site, asking.project()))


def _names(project: Project) -> list[str]:
    return list(project.issue_types.values())
