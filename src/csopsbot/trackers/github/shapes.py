"""What we read of GitHub's answers, and nothing else."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _named(value: object) -> object:
    """Return a label as an object, for GitHub may give its name alone."""
    return {"name": value} if isinstance(value, str) else value


def _spoken(value: object) -> object:
    """Return an error as an object, for GitHub may give a sentence alone."""
    return {"message": value} if isinstance(value, str) else value


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True)


class UserShape(_Shape):
    """An account; its login may change, its id does not."""

    id: int
    login: str
    type: str = "User"


class LabelShape(_Shape):
    """A label on an issue."""

    name: str = ""


class MilestoneShape(_Shape):
    """A milestone, which stands for a release: closed, it is out."""

    number: int
    title: str
    state: str = "open"
    updated_at: datetime | None = None


class IssueShape(_Shape):
    """An issue, or a pull request in the guise of one."""

    number: int
    title: str
    body: str | None = None
    state: str
    state_reason: str | None = None
    labels: tuple[Annotated[LabelShape, BeforeValidator(_named)], ...] = ()
    assignees: tuple[UserShape, ...] | None = None
    user: UserShape | None = None
    milestone: MilestoneShape | None = None
    comments: int = 0
    created_at: datetime
    updated_at: datetime
    html_url: str
    repository_url: str = ""
    pull_request: Any = None

    @property
    def touched_at(self) -> datetime:
        """Return when the issue changed, or its milestone, which leaves the issue's own time alone."""
        planned = self.milestone.updated_at if self.milestone else None
        return max(self.updated_at, planned) if planned else self.updated_at

    @property
    def label_names(self) -> frozenset[str]:
        """Return the names of its labels."""
        return frozenset(label.name for label in self.labels if label.name)


class CommentShape(_Shape):
    """A comment on an issue."""

    id: int
    user: UserShape | None = None
    body: str | None = None
    created_at: datetime
    updated_at: datetime


class OwnerShape(_Shape):
    """Whose repository it is: a person's or an organisation's."""

    login: str
    type: str = "User"


class RightsShape(_Shape):
    """What an account may do in a repository."""

    admin: bool = False
    push: bool = False
    triage: bool = False


class RepositoryShape(_Shape):
    """A repository; NODE_ID is what GraphQL knows it by."""

    id: int
    node_id: str = ""
    full_name: str
    owner: OwnerShape
    has_issues: bool = True
    archived: bool = False
    private: bool = True
    permissions: RightsShape = RightsShape()


class IssueTypeShape(_Shape):
    """A kind of issue that an organisation has."""

    name: str
    is_enabled: bool = True


class RenameShape(_Shape):
    """The title before and after."""

    before: str = Field(default="", alias="from")
    after: str = Field(default="", alias="to")


class TitledShape(_Shape):
    """The milestone of an event, of which no more is told."""

    title: str = ""


class EventShape(_Shape):
    """Something that was done to an issue."""

    id: int
    event: str
    actor: UserShape | None = None
    created_at: datetime
    label: LabelShape | None = None
    assignee: UserShape | None = None
    milestone: TitledShape | None = None
    rename: RenameShape | None = None
    state_reason: str | None = None


class ErrorShape(_Shape):
    """One thing that is wrong with a request."""

    field: str | None = None
    code: str | None = None
    message: str | None = None


class RefusalShape(_Shape):
    """Why GitHub refuses."""

    message: str = ""
    errors: tuple[Annotated[ErrorShape, BeforeValidator(_spoken)], ...] = ()
