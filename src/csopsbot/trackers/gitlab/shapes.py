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
    bot: bool = False
    email: str | None = None
    public_email: str | None = None


class ReferencesShape(_Shape):
    """How people refer to something."""

    full: str = ""


class LinksShape(_Shape):
    """Where something leads to."""

    closed_as_duplicate_of: str | None = None


class MilestoneShape(_Shape):
    """A milestone, which stands for a release: closed, it is out."""

    id: int
    title: str
    state: str = "active"
    updated_at: Moment | None = None


class LabelShape(_Shape):
    """A label; one that was deleted has no name."""

    name: str = ""


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
    author: UserShape | None = None
    milestone: MilestoneShape | None = None
    moved_to_id: int | None = None
    user_notes_count: int | None = None
    created_at: Moment
    updated_at: Moment
    web_url: str
    references: ReferencesShape = ReferencesShape()
    links: LinksShape = Field(default=LinksShape(), alias="_links")

    @property
    def touched_at(self) -> datetime:
        """Return when the issue changed, or its milestone, which leaves the issue's own time alone."""
        planned = self.milestone.updated_at if self.milestone else None
        return max(self.updated_at, planned) if planned else self.updated_at


class NoteShape(_Shape):
    """A comment, or, if SYSTEM, what GitLab notes by itself."""

    id: int
    body: str | None = None
    author: UserShape | None = None
    created_at: Moment
    updated_at: Moment
    system: bool = False


class StateEventShape(_Shape):
    """Somebody closed or opened an issue."""

    id: int
    user: UserShape | None = None
    created_at: Moment
    state: str


class LabelEventShape(_Shape):
    """Somebody added or removed a label."""

    id: int
    user: UserShape | None = None
    created_at: Moment
    label: LabelShape | None = None
    action: str


class MilestoneEventShape(_Shape):
    """Somebody planned an issue for a milestone, or took it off."""

    id: int
    user: UserShape | None = None
    created_at: Moment
    milestone: MilestoneShape | None = None
    action: str


class AccessShape(_Shape):
    """What an account is, by being a member."""

    access_level: int = 0


class PermissionsShape(_Shape):
    """What an account is in a project, and in the group above it."""

    project_access: AccessShape | None = None
    group_access: AccessShape | None = None


class ProjectShape(_Shape):
    """A project; its path may change, its id does not."""

    id: int
    path_with_namespace: str
    issues_enabled: bool = True
    archived: bool = False
    visibility: str = "private"
    permissions: PermissionsShape | None = None

    @property
    def level(self) -> int:
        """Return what we are here, in GitLab's numbers; 0 for no member."""
        given = self.permissions or PermissionsShape()
        each = (given.project_access, given.group_access)
        return max((one.access_level for one in each if one), default=0)


class UploadShape(_Shape):
    """A file that was sent, by the address that texts refer to it with."""

    url: str


class VersionShape(_Shape):
    """What a server runs."""

    version: str = ""


class SpokenShape(_Shape):
    """A reason, in words."""

    message: str = ""


class GraphShape(_Shape):
    """An answer of GraphQL, of which each question reads its own part."""

    data: dict[str, Any] | None = None
    errors: tuple[SpokenShape, ...] = ()


class RefusalShape(_Shape):
    """Why GitLab refuses: a sentence, or sentences by field."""

    message: Any = None
    error: Any = None
    error_description: str | None = None
