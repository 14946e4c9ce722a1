"""What we read of Linear's answers, and nothing else."""

from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

T = TypeVar("T")


def _yes(value: bool) -> bool:
    if not value:
        raise ValueError("Linear says that it was not done")
    return value


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, alias_generator=to_camel)


class PageInfoShape(_Shape):
    """Whether a list goes on, and from where."""

    has_next_page: bool = False
    end_cursor: str | None = None


class ListShape(_Shape, Generic[T]):
    """A list, or the first part of it."""

    nodes: tuple[T, ...]
    page_info: PageInfoShape = PageInfoShape()


class UserShape(_Shape):
    """A member of the workspace, a person or an app."""

    id: str
    name: str = ""
    display_name: str = ""


class FoundUserShape(UserShape):
    """A member as found by an address."""

    email: str
    active: bool
    app: bool


class StrangerShape(_Shape):
    """An integration, or somebody who writes through one."""

    id: str | None = None
    name: str | None = None


class OrganizationShape(_Shape):
    """The workspace."""

    name: str


class StateShape(_Shape):
    """A state of a team's workflow; TYPE says what it means."""

    id: str
    name: str
    type: str
    position: float


class IdShape(_Shape):
    """Something of which only the id matters."""

    id: str


class TeamShape(_Shape):
    """A team with its workflow."""

    id: str
    key: str
    name: str
    default_issue_state: IdShape | None = None
    states: ListShape[StateShape]


class LabelShape(_Shape):
    """A label on an issue."""

    id: str
    name: str


class KnownLabelShape(LabelShape):
    """A label of the workspace, or of a team; a group cannot be put on anything."""

    is_group: bool
    team: IdShape | None = None


class IssueShape(_Shape):
    """An issue without its comments."""

    id: str
    identifier: str
    title: str
    url: str
    updated_at: datetime
    archived_at: datetime | None = None
    trashed: bool | None = None
    state: StateShape
    assignee: UserShape | None = None
    labels: ListShape[LabelShape]

    @property
    def gone(self) -> bool:
        """Whether it is in the trash or the archive, where nobody can write to it."""
        return bool(self.trashed) or self.archived_at is not None


class CommentShape(_Shape):
    """A comment on an issue."""

    id: str
    body: str
    created_at: datetime
    updated_at: datetime
    user: UserShape | None = None
    bot_actor: StrangerShape | None = None
    external_user: StrangerShape | None = None


class FoundCommentShape(CommentShape):
    """A comment as found by its id; one on something else has no issue."""

    issue_id: str | None = None


class CommentsShape(_Shape):
    """An issue's comments."""

    comments: ListShape[CommentShape]


class WholeIssueShape(IssueShape, CommentsShape):
    """An issue with the first of its comments."""


class WorkflowShape(IssueShape):
    """An issue with the team whose workflow it follows."""

    team: TeamShape


class AttachmentShape(_Shape):
    """A link that an issue shows."""

    id: str
    url: str
    title: str
    metadata: dict[str, Any] = Field(default_factory=dict)


class AttachmentsShape(_Shape):
    """An issue's links."""

    attachments: ListShape[AttachmentShape]


class DoneShape(_Shape):
    """The answer to a change."""

    success: Annotated[bool, AfterValidator(_yes)]


class IssueDoneShape(DoneShape):
    """The answer to a change of an issue."""

    issue: IssueShape


class CommentDoneShape(DoneShape):
    """The answer to a comment."""

    comment: FoundCommentShape


class LabelDoneShape(DoneShape):
    """The answer to a new label."""

    issue_label: KnownLabelShape


class AttachmentDoneShape(DoneShape):
    """The answer to a new link."""

    attachment: AttachmentShape


class ExtensionsShape(_Shape):
    """What Linear adds to an error for programs and for people."""

    code: str = ""
    type: str = ""
    user_presentable_message: str | None = None
    status_code: int | None = None


class ErrorShape(_Shape):
    """An error; PATH is what it befell."""

    message: str = ""
    path: tuple[str | int, ...] | None = None
    extensions: ExtensionsShape = ExtensionsShape()


class RefusalShape(_Shape):
    """The errors of an answer, which may come with any status."""

    errors: tuple[ErrorShape, ...] = ()
