"""The bodies and parameters that GitHub documents, and no other."""

import json
from datetime import datetime
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request

from csopsbot.testing.github_site.refusals import Refusal, invalid, undocumented

B = TypeVar("B", bound=BaseModel)

_LONGEST_BODY = 65_536
_LONGEST_TITLE = 256
_LONGEST_LABEL = 50

Number = Annotated[int, Field(ge=1)]
HookEvent = Literal["issues", "issue_comment", "push", "*"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class CreateBody(_Strict):
    """POST /repos/{owner}/{repo}/issues."""

    title: str | int
    body: str | None = None
    assignee: str | None = None
    milestone: str | int | None = None
    labels: list[str] = Field(default_factory=list)
    assignees: list[str] = Field(default_factory=list)
    type: str | None = None


class EditBody(_Strict):
    """PATCH /repos/{owner}/{repo}/issues/{issue_number}."""

    title: str | int | None = None
    body: str | None = None
    assignee: str | None = None
    state: Literal["open", "closed"] | None = None
    state_reason: Literal["completed", "not_planned", "duplicate", "reopened"] | None = None
    milestone: str | int | None = None
    labels: list[str] | None = None
    assignees: list[str] | None = None
    type: str | None = None


class CommentBody(_Strict):
    """POST /repos/{owner}/{repo}/issues/{issue_number}/comments, and PATCH of one."""

    body: str


class LabelsBody(_Strict):
    """POST /repos/{owner}/{repo}/issues/{issue_number}/labels."""

    labels: Annotated[list[str], Field(min_length=1)]


class MilestoneBody(_Strict):
    """POST /repos/{owner}/{repo}/milestones."""

    title: str
    state: Literal["open", "closed"] = "open"
    description: str = ""
    due_on: str | None = None


class MilestoneEdit(_Strict):
    """PATCH /repos/{owner}/{repo}/milestones/{milestone_number}."""

    title: str | None = None
    state: Literal["open", "closed"] | None = None
    description: str | None = None
    due_on: str | None = None


class HookConfig(_Strict):
    """How a webhook is delivered."""

    url: str
    content_type: Literal["json", "form"] = "form"
    secret: str = ""
    insecure_ssl: Literal["0", "1"] = "0"


class HookBody(_Strict):
    """POST /repos/{owner}/{repo}/hooks."""

    name: Literal["web"] = "web"
    config: HookConfig
    events: list[HookEvent] = Field(default=["push"])
    active: bool = True


class HookEdit(_Strict):
    """PATCH /repos/{owner}/{repo}/hooks/{hook_id}."""

    config: HookConfig | None = None
    events: list[HookEvent] | None = None
    active: bool | None = None


class GraphBody(_Strict):
    """POST /graphql."""

    query: str
    variables: dict[str, str] = Field(default_factory=dict)


class NoQuery(BaseModel):
    """No parameter at all."""

    model_config = ConfigDict(extra="forbid")


class PageQuery(NoQuery):
    """A page of a list."""

    per_page: Annotated[int, Field(ge=1, le=100)] = 30
    page: Number = 1


class CommentsQuery(PageQuery):
    """GET /repos/{owner}/{repo}/issues/{issue_number}/comments."""

    since: datetime | None = None


class MilestonesQuery(PageQuery):
    """GET /repos/{owner}/{repo}/milestones."""

    state: Literal["open", "closed", "all"] = "open"
    sort: Literal["due_on", "completeness"] = "due_on"
    direction: Literal["asc", "desc"] = "asc"


class IssuesQuery(PageQuery):
    """GET /repos/{owner}/{repo}/issues."""

    milestone: str | None = None
    state: Literal["open", "closed", "all"] = "open"
    assignee: str | None = None
    type: str | None = None
    creator: str | None = None
    mentioned: str | None = None
    labels: str | None = None
    sort: Literal["created", "updated", "comments"] = "created"
    direction: Literal["asc", "desc"] = "desc"
    since: datetime | None = None


async def body_of(request: Request, shape: type[B]) -> B:
    """Return the request's body as SHAPE; raises a `Refusal`."""
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise Refusal(415, "Unsupported 'Content-Type'")
    try:
        told: Any = json.loads(await request.body())
    except ValueError as error:
        raise Refusal(400, "Problems parsing JSON") from error
    try:
        return shape.model_validate(told)
    except ValidationError as error:
        raise undocumented(_reasons(error)) from error


async def query_of(request: Request, shape: type[B]) -> B:
    """Return the request's parameters as SHAPE; raises a `Refusal`, also for a body."""
    if await request.body():
        raise undocumented("There must be no body.")
    keys = [name for name, _ in request.query_params.multi_items()]
    if len(keys) != len(set(keys)):
        raise undocumented("A parameter is given twice.")
    try:
        return shape.model_validate(dict(request.query_params))
    except ValidationError as error:
        raise undocumented(_reasons(error)) from error


def text(value: str, resource: str = "Issue") -> str:
    """Return VALUE if GitHub stores a text as long."""
    if len(value) > _LONGEST_BODY:
        too_long = f"body is too long (maximum is {_LONGEST_BODY} characters)"
        raise invalid("body", "custom", too_long, resource)
    if "\x00" in value:
        raise invalid("body", "invalid", resource=resource)
    return value


def title(value: str | int) -> str:
    """Return VALUE if it may be a title; GitHub makes one line of it."""
    line = " ".join(str(value).split())
    if not line:
        raise invalid("title", "missing_field")
    if len(line) > _LONGEST_TITLE:
        too_long = f"title is too long (maximum is {_LONGEST_TITLE} characters)"
        raise invalid("title", "custom", too_long)
    return line


def label(value: str) -> str:
    """Return VALUE if it may name a label."""
    if not value.strip() or len(value) > _LONGEST_LABEL:
        raise invalid("name", "invalid", resource="Label")
    return value.strip()


def _reasons(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
