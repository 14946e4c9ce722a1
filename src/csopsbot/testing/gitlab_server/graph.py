"""The one question that GraphQL is asked: where an issue is.

https://docs.gitlab.com/api/graphql/reference/#queryissue
"""

import re
from collections.abc import Callable

from starlette.responses import JSONResponse, Response

from csopsbot.testing.gitlab_server.asking import Asking
from csopsbot.testing.gitlab_server.bodies import GraphBody
from csopsbot.testing.gitlab_server.site import Issue, Json

_QUESTION = re.compile(
    r"query\s*\(\s*\$id\s*:\s*IssueID!\s*\)\s*\{\s*issue\(\s*id\s*:\s*\$id\s*\)\s*"
    r"\{\s*(?P<fields>.*?)\s*\}\s*\}",
    re.DOTALL,
)
_ID = re.compile(r"gid://gitlab/(?:Issue|WorkItem)/([0-9]+)")
_FIELDS = re.compile(r"(movedTo)\s*\{\s*id\s*\}|([A-Za-z]+)")


def _moved_to(asking: Asking, issue: Issue) -> Json | None:
    copy = issue.moved_to
    return {"id": f"gid://gitlab/Issue/{copy.id}"} if copy and asking.reads(copy) else None


_READ: dict[str, Callable[[Asking, Issue], object]] = {
    "id": lambda _, issue: f"gid://gitlab/Issue/{issue.id}",
    "iid": lambda _, issue: str(issue.iid),
    "projectId": lambda _, issue: issue.project.id,
    "moved": lambda _, issue: issue.moved_to is not None,
    "movedTo": _moved_to,
}


async def ask(asking: Asking) -> Response:
    """POST /api/graphql."""
    asked = await asking.body(GraphBody)
    question = _QUESTION.fullmatch(asked.query.strip())
    if question is None or set(asked.variables) != {"id"}:
        return _error("Parse error on the query")
    named = _ID.fullmatch(asked.variables["id"])
    if named is None:
        why = f'"{asked.variables["id"]}" does not represent an instance of Issue'
        return _error(f"Variable $id of type IssueID! was provided invalid value: {why}")
    fields = [one or other for one, other in _FIELDS.findall(question["fields"])]
    for name in fields:
        if name not in _READ:
            return _error(f"Field '{name}' doesn't exist on type 'Issue'")
    issue = asking.site.issue(int(named[1]))
    if issue is None or not asking.reads(issue):
        return JSONResponse({"data": {"issue": None}})
    return JSONResponse({"data": {"issue": {name: _READ[name](asking, issue) for name in fields}}})


def _error(message: str) -> Response:
    return JSONResponse({"errors": [{"message": message}]})
