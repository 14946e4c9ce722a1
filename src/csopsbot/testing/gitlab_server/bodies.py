"""The bodies and parameters that GitLab documents, and no other."""

import json
from datetime import datetime
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request

from csopsbot.testing.gitlab_server.refusals import Refusal, invalid, undocumented

B = TypeVar("B", bound=BaseModel)

Kind = Literal["issue", "incident", "test_case", "task"]

_LONGEST_TEXT = 1_000_000
_LONGEST_LINE = 255


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class CreateBody(_Strict):
    """POST /projects/:id/issues."""

    title: str
    description: str = ""
    assignee_ids: list[int] = Field(default_factory=list)
    confidential: bool = False
    due_date: str | None = None
    issue_type: Kind = "issue"
    labels: str = ""
    milestone_id: int | None = None
    weight: int | None = None


class EditBody(_Strict):
    """PUT /projects/:id/issues/:issue_iid."""

    title: str | None = None
    description: str | None = None
    add_labels: str | None = None
    remove_labels: str | None = None
    labels: str | None = None
    assignee_ids: list[int] | None = None
    state_event: Literal["close", "reopen"] | None = None
    confidential: bool | None = None
    milestone_id: int | None = None
    weight: int | None = None
    due_date: str | None = None


class NoteBody(_Strict):
    """POST /projects/:id/issues/:issue_iid/notes."""

    body: str
    internal: bool = False


class NoteEdit(_Strict):
    """PUT /projects/:id/issues/:issue_iid/notes/:note_id."""

    body: str


class MilestoneBody(_Strict):
    """POST /projects/:id/milestones."""

    title: str
    description: str = ""


class MilestoneEdit(_Strict):
    """PUT /projects/:id/milestones/:milestone_id."""

    title: str | None = None
    state_event: Literal["close", "activate"] | None = None


class HookBody(_Strict):
    """POST /projects/:id/hooks, and PUT of one."""

    url: str
    name: str = ""
    token: str = ""
    signing_token: str = ""
    push_events: bool = True
    issues_events: bool = False
    confidential_issues_events: bool = False
    note_events: bool = False
    confidential_note_events: bool = False
    enable_ssl_verification: bool = True


class MoveBody(_Strict):
    """POST /projects/:id/issues/:issue_iid/move."""

    to_project_id: int


class GraphBody(_Strict):
    """POST /api/graphql."""

    query: str
    variables: dict[str, Any] = Field(default_factory=dict)


class NoQuery(BaseModel):
    """No parameter at all."""

    model_config = ConfigDict(extra="forbid")


class PageQuery(NoQuery):
    """A page of a list."""

    per_page: Annotated[int, Field(ge=1, le=100)] = 20
    page: Annotated[int, Field(ge=1)] = 1


class NotesQuery(PageQuery):
    """GET /projects/:id/issues/:issue_iid/notes."""

    sort: Literal["asc", "desc"] = "desc"
    order_by: Literal["created_at", "updated_at"] = "created_at"


class IssuesQuery(PageQuery):
    """GET /projects/:id/issues."""

    scope: Literal["created_by_me", "assigned_to_me", "all"] = "all"
    state: Literal["opened", "closed", "all"] = "all"
    labels: str | None = None
    author_id: int | None = None
    created_after: datetime | None = None
    updated_after: datetime | None = None
    order_by: Literal["created_at", "updated_at"] = "created_at"
    sort: Literal["asc", "desc"] = "desc"
    iids: list[int] = Field(default_factory=list, alias="iids[]")


class MilestonesQuery(PageQuery):
    """GET /projects/:id/milestones."""

    state: Literal["active", "closed"] | None = None
    include_ancestors: bool = False


class LabelsQuery(PageQuery):
    """GET /projects/:id/labels."""

    search: str = ""


class UsersQuery(PageQuery):
    """GET /users."""

    search: str | None = None
    username: str | None = None
    active: bool | None = None


async def body_of(request: Request, shape: type[B]) -> B:
    """Return the request's body as SHAPE; raises a `Refusal`."""
    if request.query_params:
        raise undocumented("there must be no parameter")
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise Refusal(406, {"error": "The requested content-type is not supported."})
    try:
        told: Any = json.loads(await request.body())
    except ValueError as error:
        raise Refusal(400, {"error": "There was a problem in the JSON you submitted"}) from error
    try:
        return shape.model_validate(told)
    except ValidationError as error:
        raise undocumented(_reasons(error)) from error


async def query_of(request: Request, shape: type[B]) -> B:
    """Return the request's parameters as SHAPE; raises a `Refusal`, also for a body."""
    if await request.body():
        raise undocumented("there must be no body")
    given = request.query_params.multi_items()
    alone = [name for name, _ in given if not name.endswith("[]")]
    if len(alone) != len(set(alone)):
        raise undocumented("a parameter is given twice")
    lists = {name: request.query_params.getlist(name) for name, _ in given if name.endswith("[]")}
    try:
        return shape.model_validate(dict(given) | lists)
    except ValidationError as error:
        raise undocumented(_reasons(error)) from error


def title(value: str) -> str:
    """Return VALUE if it may be a title."""
    if not value.strip():
        raise invalid(title=["can't be blank"])
    if len(value) > _LONGEST_LINE or "\n" in value:
        raise invalid(title=[f"is too long (maximum is {_LONGEST_LINE} characters)"])
    return text(value, "title")


def text(value: str, name: str) -> str:
    """Return VALUE if GitLab stores a text as long."""
    if "\x00" in value:
        raise Refusal(400, {"error": "string contains null byte"})
    if len(value) > _LONGEST_TEXT:
        too_long = f"is too long (maximum is {_LONGEST_TEXT} characters)"
        raise invalid(**{name: [too_long]})
    return value


def labels(value: str | None) -> list[str]:
    """Return the names in VALUE, which commas part."""
    names = [name.strip() for name in (value or "").split(",") if name.strip()]
    if any(len(name) > _LONGEST_LINE for name in names):
        raise invalid(labels=["is invalid"])
    return names


def _reasons(error: ValidationError) -> str:
    wrong = (f"{'.'.join(map(str, one['loc']))} is invalid: {one['msg']}" for one in error.errors())
    return ", ".join(wrong)
