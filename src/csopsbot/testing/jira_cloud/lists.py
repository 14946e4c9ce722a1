"""Operations that look things up: issues, people, and what a project asks for."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from csopsbot.testing.jira_cloud import jql, shapes
from csopsbot.testing.jira_cloud.asking import Asking, Reply
from csopsbot.testing.jira_cloud.refusals import HIDDEN, Refusal, missing
from csopsbot.testing.jira_cloud.site import Issue, Project

_MOST_USERS = 1000
_MOST_FETCHED = 100
_FURTHER = ("assignee", "description", "labels", "priority", "fixVersions", "components")


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
    """Return who has the account id, or whose name or address begins with the words, loosely."""
    words, account = asking.query.get("query", "").casefold(), asking.query.get("accountId")
    if not (words or account):
        raise Refusal(400, "The query parameter is required.")
    found = [
        shapes.user(asking.site, one)
        for one in asking.site.users
        if one.active
        and account in (None, one.account_id)
        and (not words or begins(words, [one.name, one.email, one.email.partition("@")[0]]))
    ]
    start, size = asking.number("startAt", 0), asking.number("maxResults", 50)
    return Reply(200, found[start : min(start + size, _MOST_USERS)])


def begins(words: str, names: list[str]) -> bool:
    """Return whether one begins with the other: an address finds whoever shares its beginning."""
    folded = [name.casefold() for name in names]
    return any(name.startswith(words) or words.startswith(name) for name in folded)


def search(asking: Asking) -> Reply:
    """Return a page of the issues that JQL finds, as far as the index knows them."""
    if asking.faults.searches_as_before:
        raise missing("There is no such resource.")
    asked = asking.body if asking.body is not None else asking.query
    most = asking.faults.largest_page or 5000
    size = min(int(asked.get("maxResults", 50)), most)
    start = _start(asked.get("nextPageToken"))
    known = _indexed(asking, _listed(asked.get("reconcileIssues", [])))
    found = _found(asking, asked.get("jql", ""), known)
    wanted = ",".join(_listed(asked.get("fields", "id")))
    page = [shapes.issue(asking.site, one, wanted) for one in found[start : start + size]]
    last = start + size >= len(found)
    more = {} if last else {"nextPageToken": f"page{start + size}"}
    return Reply(200, {"issues": page, "isLast": last} | more)


def old_search(asking: Asking) -> Reply:
    """Return a page as Jira did before it removed this search."""
    found = _found(asking, asking.query.get("jql", ""), _indexed(asking, []))
    wanted = asking.query.get("fields", "*all")
    shown = [shapes.issue(asking.site, one, wanted) for one in found]
    return Reply(200, asking.page("issues", shown, 100))


def _found(asking: Asking, query: str, known: list[Issue]) -> list[Issue]:
    bare = query.replace("currentUser()", asking.user.account_id)
    return jql.search(bare, known, asking.site.clock())


def _start(token: str | None) -> int:
    number = (token or "page0").removeprefix("page")
    if not number.isdecimal():
        raise Refusal(400, "The nextPageToken is not valid.")
    return int(number)


def _listed(value: Any) -> list[str]:
    return value.split(",") if isinstance(value, str) else [str(one) for one in value]


def _indexed(asking: Asking, reconciled: list[str]) -> list[Issue]:
    """Return the issues as the index knows them: what changed just now as it was made."""
    fresh = asking.site.clock() - timedelta(seconds=asking.faults.index_lag)
    seen = [one for one in asking.site.issues.values() if not one.is_hidden_from(asking.user)]
    known = [one for one in seen if one.created <= fresh or one.id in reconciled]
    return [
        one if one.updated <= fresh or one.id in reconciled else replace(one, updated=one.created)
        for one in known
    ]


def fetch(asking: Asking) -> Reply:
    """Return issues by their ids, and which of them there are not, or not for the asker."""
    wanted = asking.body["issueIdsOrKeys"]
    if not 0 < len(wanted) <= _MOST_FETCHED:
        raise Refusal(400, "Between 1 and 100 issues can be fetched.")
    found = {one: asking.site.issue(one) for one in wanted}
    seen = {key: one for key, one in found.items() if one and not one.is_hidden_from(asking.user)}
    names = ",".join(asking.body.get("fields", ["*navigable"]))
    shown = [shapes.issue(asking.site, one, names) for one in seen.values()]
    errors = [{"id": key, "errorMessage": HIDDEN} for key in wanted if key not in seen]
    return Reply(200, {"issues": shown, "issueErrors": errors})


def changelog(asking: Asking) -> Reply:
    """Return a page of who changed what of an issue, oldest first."""
    shown = [shapes.change(asking.site, one) for one in asking.issue().history]
    return Reply(200, asking.page("values", shown, 100))


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


def all_statuses(asking: Asking) -> Reply:
    """Return every status of every project."""
    every = (one for project in asking.site.projects for one in project.workflow.statuses)
    each = {one.id: shapes.status(asking.site, one) for one in every}
    return Reply(200, list(each.values()))


def all_fields(asking: Asking) -> Reply:
    """Return every field there is, on whichever screen."""
    every = {
        name: shapes.screen_field(asking.site, on, name, required=False)
        for on in asking.site.projects
        for name in (*_FURTHER, "summary", "resolution", *(one.id for one in on.fields))
    }
    shown = [
        {
            "id": name,
            "key": name,
            "name": one["name"],
            "custom": name.startswith("customfield_"),
            "orderable": True,
            "navigable": True,
            "searchable": True,
            "clauseNames": [name],
            "schema": one["schema"],
        }
        for name, one in every.items()
    ]
    return Reply(200, shown)


def issue_types(asking: Asking) -> Reply:
    """Return the issue types that may be made in a project."""
    project = asking.project()
    types = [shapes.issue_type(asking.site, project, name) for name in _names(project)]
    name = asking.site.manner.list_name or "issueTypes"
    return Reply(200, asking.page(name, types, 200))


def create_fields(asking: Asking) -> Reply:
    """Return the fields of the create screen."""
    project = asking.project()
    if asking.parts["issueTypeId"] not in project.issue_types:
        raise Refusal(400, "The issue type is not valid for the project.")
    required = {"project", "issuetype", "summary", "reporter", *project.extra_required}
    names = [*sorted(required), *_FURTHER, *(one.id for one in project.fields)]
    fields = [
        shapes.screen_field(asking.site, project, name, required=name in required)
        | {"fieldId": name}
        for name in dict.fromkeys(names)
    ]
    return Reply(200, asking.page(asking.site.manner.list_name or "fields", fields, 200))


def project(asking: Asking) -> Reply:
    """Return a project."""
    return Reply(200, shapes.project(asking.site, asking.project()))


def _names(project: Project) -> list[str]:
    return list(project.issue_types.values())
