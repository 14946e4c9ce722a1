"""What only GraphQL tells: where an issue was moved to, and what time was spent on it.

https://docs.gitlab.com/api/graphql/reference/
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from csopsbot.app.failures import Forbidden, Invalid, Unanswered, Unavailable
from csopsbot.trackers.gitlab.place import Place
from csopsbot.trackers.gitlab.shapes import GraphShape
from csopsbot.trackers.gitlab.verdict import VENDOR
from csopsbot.trackers.http import Http
from csopsbot.trackers.outcome import Request

_ISSUE = "gid://gitlab/Issue/"
_MOST_LOGS = 100
# Over REST only administrators may ask for an issue by its own id alone.
_WHERE = "query($id: IssueID!) { issue(id: $id) { iid projectId } }"
_SPENT = (
    "query($id: IssueID!) { issue(id: $id) "
    f"{{ timelogs(last: {_MOST_LOGS}) {{ nodes {{ summary }} }} }} }}"
)
_SPEND = "mutation($input: TimelogCreateInput!) { timelogCreate(input: $input) { errors } }"

S = TypeVar("S", bound=BaseModel)


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, populate_by_name=True)


class _PlaceShape(_Shape):
    iid: str
    project_id: int = Field(alias="projectId")


class _LogShape(_Shape):
    summary: str | None = None


class _LogsShape(_Shape):
    nodes: tuple[_LogShape, ...] = ()


class _SpentShape(_Shape):
    timelogs: _LogsShape = _LogsShape()


class _DoneShape(_Shape):
    errors: tuple[str, ...] = ()


class Graph:
    """Questions to GraphQL; each raises a `Failure`."""

    def __init__(self, http: Http) -> None:
        self._http = http

    async def place(self, issue_id: int) -> Place | None:
        """Return where the issue with this id of its own is; None if our account may not see it."""
        data = await self._ask(_WHERE, {"id": f"{_ISSUE}{issue_id}"})
        if data.get("issue") is None:
            return None
        shape = _read(_PlaceShape, data["issue"])
        return Place(shape.project_id, int(shape.iid))

    async def spent(self, issue_id: int) -> tuple[str, ...]:
        """Return what was said of each piece of time that was spent, of the newest hundred."""
        data = await self._ask(_SPENT, {"id": f"{_ISSUE}{issue_id}"})
        shape = _read(_SpentShape, data.get("issue") or {})
        return tuple(one.summary or "" for one in shape.timelogs.nodes)

    async def spend(self, issue_id: int, minutes: int, started: datetime, summary: str) -> None:
        """Add time that was spent from STARTED on."""
        given = {
            "issuableId": f"{_ISSUE}{issue_id}",
            "timeSpent": f"{minutes}m",
            "spentAt": started.astimezone(UTC).isoformat(),
            "summary": summary,
        }
        data = await self._ask(_SPEND, {"input": given}, changes=True)
        done = _read(_DoneShape, data.get("timelogCreate") or {})
        if done.errors:
            raise Invalid(f"{VENDOR} did not take the time: {'; '.join(done.errors)[:500]}")

    async def _ask(
        self, query: str, variables: Mapping[str, object], *, changes: bool = False
    ) -> Mapping[str, Any]:
        body = {"query": query, "variables": dict(variables)}
        request = Request("POST", "graphql", body=body, changes=changes)
        answer = await self._http.ask(GraphShape, request)
        if answer.errors or answer.data is None:
            said = "; ".join(one.message for one in answer.errors)[:500]
            if "permission" in said:
                raise Forbidden(f"{VENDOR} does not let our account: {said}")
            lost = Unanswered if changes and not said else Unavailable
            raise lost(f"{VENDOR} does not answer over GraphQL: {said or 'nothing'}")
        return answer.data


def _read(shape: type[S], told: object) -> S:
    try:
        return shape.model_validate(told)
    except ValidationError:
        raise Unavailable(f"{VENDOR}'s answer over GraphQL is not as documented") from None
