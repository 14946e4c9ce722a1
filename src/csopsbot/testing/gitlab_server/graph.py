"""What GraphQL is asked, held to GitLab's schema as far as it goes here.

https://docs.gitlab.com/api/graphql/reference/
"""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from graphql import (
    GraphQLResolveInfo,
    GraphQLSyntaxError,
    build_schema,
    execute_sync,
    parse,
    validate,
)
from starlette.responses import JSONResponse, Response

from csopsbot.testing.gitlab_server.asking import Asking
from csopsbot.testing.gitlab_server.bodies import GraphBody
from csopsbot.testing.gitlab_server.site import Issue, Json, Timelog

SCHEMA = build_schema(Path(__file__).with_name("schema.graphql").read_text())

_ID = re.compile(r"gid://gitlab/(?:Issue|WorkItem)/([0-9]+)")
_SPENT = re.compile(r"(?:(?P<h>[0-9]+)h)? ?(?:(?P<m>[0-9]+)m)?")
_LONGEST_SUMMARY = 255
_NO_ACCESS = (
    "The resource that you are attempting to access does not exist or you don't have permission "
    "to perform this action"
)


async def ask(asking: Asking) -> Response:
    """POST /api/graphql."""
    asked = await asking.body(GraphBody)
    try:
        document = parse(asked.query)
    except GraphQLSyntaxError as error:
        return _errors([error.message])
    if wrong := validate(SCHEMA, document):
        return _errors([one.message for one in wrong])
    result = execute_sync(
        SCHEMA,
        document,
        context_value=asking,
        variable_values=asked.variables,
        field_resolver=_resolve,
    )
    if result.errors:
        return _errors([one.message for one in result.errors])
    return JSONResponse({"data": result.data})


def _resolve(source: Any, info: GraphQLResolveInfo, **given: Any) -> Any:
    name = info.field_name
    if name in _TOP:
        return _TOP[name](info.context, **given)
    if isinstance(source, Issue):
        return _OF_AN_ISSUE[name](info.context, source, **given)
    if isinstance(source, Timelog):
        return {"timeSpent": source.seconds, "summary": source.summary}[name]
    return source[name]


def _issue(asking: Asking, *, id: str) -> Issue | None:
    named = _ID.fullmatch(id)
    if named is None:
        raise ValueError(f'"{id}" does not represent an instance of Issue')
    found = asking.site.issue(int(named[1]))
    return found if found and asking.reads(found) else None


def _moved_to(asking: Asking, issue: Issue) -> Issue | None:
    copy = issue.moved_to
    return copy if copy and asking.reads(copy) else None


def _timelogs(asking: Asking, issue: Issue, *, last: int = 100, **_: object) -> Json:
    seen = asking.manages(issue.project)
    return {"nodes": issue.timelogs[-min(last, 100) :] if seen else []}


def _spend(asking: Asking, *, input: Json) -> Json:
    issue = _issue(asking, id=input["issuableId"])
    if issue is None or not asking.manages(issue.project):
        raise PermissionError(_NO_ACCESS)
    spent = _SPENT.fullmatch(input["timeSpent"])
    seconds = int(spent["h"] or 0) * 3600 + int(spent["m"] or 0) * 60 if spent else 0
    if not seconds:
        return _refused("Time spent must be formatted correctly. For example: 1h 30m.")
    if len(input["summary"]) > _LONGEST_SUMMARY:
        return _refused("Summary is too long (maximum is 255 characters)")
    at = datetime.fromisoformat(input["spentAt"]) if input.get("spentAt") else asking.site.clock()
    if at > asking.site.clock():
        return _refused("Spent at can't be a future date and time.")
    issue.timelogs.append(Timelog(asking.who, seconds, at, input["summary"]))
    asking.site.note(issue, asking.who, f"added {seconds // 60}m of time spent", system=True)
    return {"errors": [], "timelog": issue.timelogs[-1], "clientMutationId": None}


def _refused(why: str) -> Json:
    return {"errors": [why], "timelog": None, "clientMutationId": None}


_TOP: dict[str, Callable[..., Any]] = {"issue": _issue, "timelogCreate": _spend}
_OF_AN_ISSUE: dict[str, Callable[..., Any]] = {
    "id": lambda _, issue: f"gid://gitlab/Issue/{issue.id}",
    "iid": lambda _, issue: str(issue.iid),
    "projectId": lambda _, issue: issue.project.id,
    "moved": lambda _, issue: issue.moved_to is not None,
    "movedTo": _moved_to,
    "timelogs": _timelogs,
}


def _errors(messages: list[str]) -> Response:
    return JSONResponse({"errors": [{"message": one} for one in messages]})
