"""What we read of GitHub's answers, and nothing else."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict


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


class LabelShape(_Shape):
    """A label on an issue."""

    name: str = ""


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
    comments: int = 0
    created_at: datetime
    updated_at: datetime
    html_url: str
    repository_url: str = ""
    pull_request: Any = None

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


class RepositoryShape(_Shape):
    """A repository."""

    id: int
    full_name: str
    owner: OwnerShape
    has_issues: bool = True


class IssueTypeShape(_Shape):
    """A kind of issue that an organisation has."""

    name: str
    is_enabled: bool = True


class ErrorShape(_Shape):
    """One thing that is wrong with a request."""

    field: str | None = None
    code: str | None = None
    message: str | None = None


class RefusalShape(_Shape):
    """Why GitHub refuses."""

    message: str = ""
    errors: tuple[Annotated[ErrorShape, BeforeValidator(_spoken)], ...] = ()
