"""What we read of GitLab's answers, and nothing else; what GitLab may leave out has a default."""

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


Moment = Annotated[datetime, AfterValidator(_utc)]


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, populate_by_name=True)


class UserShape(_Shape):
    """An account; its name may change, its id does not. Addresses are told to few."""

    id: int
    username: str = ""
    name: str = ""
    state: str = "active"
    email: str | None = None
    public_email: str | None = None


class ReferencesShape(_Shape):
    """How people refer to something."""

    full: str = ""


class LinksShape(_Shape):
    """Where something leads to."""

    closed_as_duplicate_of: str | None = None


class IssueShape(_Shape):
    """An issue: ID is its own in all of GitLab, IID its number in the project."""

    id: int
    iid: int
    project_id: int
    title: str
    description: str | None = None
    state: str
    labels: tuple[str, ...] = ()
    assignees: tuple[UserShape, ...] = ()
    created_at: Moment
    updated_at: Moment
    web_url: str
    references: ReferencesShape = ReferencesShape()
    links: LinksShape = Field(default=LinksShape(), alias="_links")


class NoteShape(_Shape):
    """A comment, or, if SYSTEM, what GitLab notes by itself."""

    id: int
    body: str | None = None
    author: UserShape | None = None
    created_at: Moment
    updated_at: Moment
    system: bool = False


class ProjectShape(_Shape):
    """A project; its path may change, its id does not."""

    id: int
    path_with_namespace: str
    issues_enabled: bool = True
    archived: bool = False


class VersionShape(_Shape):
    """What a server runs."""

    version: str = ""


class _MovedToShape(_Shape):
    id: str


class PlaceShape(_Shape):
    """Where an issue is; MOVED_TO is hidden from who may not see it."""

    iid: str
    project_id: int = Field(alias="projectId")
    moved: bool | None = None
    moved_to: _MovedToShape | None = Field(default=None, alias="movedTo")


class FoundShape(_Shape):
    """What GraphQL knows of an issue; nothing if there is none, or none that we may see."""

    issue: PlaceShape | None = None


class SpokenShape(_Shape):
    """A reason, in words."""

    message: str = ""


class GraphShape(_Shape):
    """An answer of GraphQL."""

    data: FoundShape | None = None
    errors: tuple[SpokenShape, ...] = ()


class RefusalShape(_Shape):
    """Why GitLab refuses: a sentence, or sentences by field."""

    message: Any = None
    error: Any = None
    error_description: str | None = None
