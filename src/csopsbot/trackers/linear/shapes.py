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


class Shape(BaseModel):
    """Part of an answer."""

    model_config = ConfigDict(frozen=True, alias_generator=to_camel)


class PageInfoShape(Shape):
    """Whether a list goes on, and from where."""

    has_next_page: bool = False
    end_cursor: str | None = None


class ListShape(Shape, Generic[T]):
    """A list, or the first part of it."""

    nodes: tuple[T, ...]
    page_info: PageInfoShape = PageInfoShape()


class UserShape(Shape):
    """A member of the workspace, a person or an app."""

    id: str
    name: str = ""
    display_name: str = ""


class FoundUserShape(UserShape):
    """A member as found by an address."""

    email: str
    active: bool
    app: bool


class ViewerShape(UserShape):
    """Who we are."""

    email: str
    app: bool
    admin: bool
    guest: bool


class MadeShape(Shape):
    """An issue that our account made."""

    id: str
    identifier: str


class StrangerShape(Shape):
    """An integration, or somebody who writes through one."""

    id: str | None = None
    name: str | None = None


class OrganizationShape(Shape):
    """The workspace; its URL_KEY is in the address of each issue."""

    name: str
    url_key: str


class StateShape(Shape):
    """A state of a team's workflow; TYPE says what it means."""

    id: str
    name: str
    type: str
    position: float


class IdShape(Shape):
    """Something of which only the id matters."""

    id: str


class TeamShape(Shape):
    """A team with its workflow."""

    id: str
    key: str
    name: str
    default_issue_state: IdShape | None = None
    states: ListShape[StateShape]


class LabelShape(Shape):
    """A label on an issue."""

    id: str
    name: str


class KnownLabelShape(LabelShape):
    """A label of the workspace, or of a team; a group cannot be put on anything."""

    is_group: bool
    team: IdShape | None = None


class IssueShape(Shape):
    """An issue without its comments."""

    id: str
    identifier: str
    title: str
    url: str
    updated_at: datetime
    archived_at: datetime | None = None
    trashed: bool | None = None
    priority: int
    priority_label: str
    state: StateShape
    assignee: UserShape | None = None
    labels: ListShape[LabelShape]

    @property
    def gone(self) -> bool:
        """Whether it is in the trash or the archive, where nobody can write to it."""
        return bool(self.trashed) or self.archived_at is not None


class CommentShape(Shape):
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


class CommentsShape(Shape):
    """An issue's comments."""

    comments: ListShape[CommentShape]


class WorkflowShape(IssueShape):
    """An issue with the team whose workflow it follows."""

    team: TeamShape


class AttachmentShape(Shape):
    """A link that an issue shows, be it to a file."""

    id: str
    url: str
    title: str
    created_at: datetime
    creator: UserShape | None = None
    metadata: dict[str, Any] = Field(default_factory=dict)


class AttachmentsShape(Shape):
    """An issue's links."""

    attachments: ListShape[AttachmentShape]


class WholeIssueShape(IssueShape, CommentsShape, AttachmentsShape):
    """An issue with the first of its comments and links."""

    description: str | None = None
    created_at: datetime


class DoneShape(Shape):
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


class ExtensionsShape(Shape):
    """What Linear adds to an error for programs and for people."""

    code: str = ""
    type: str = ""
    user_presentable_message: str | None = None
    status_code: int | None = None


class ErrorShape(Shape):
    """An error; PATH is what it befell."""

    message: str = ""
    path: tuple[str | int, ...] | None = None
    extensions: ExtensionsShape = ExtensionsShape()


class RefusalShape(Shape):
    """The errors of an answer, which may come with any status."""

    errors: tuple[ErrorShape, ...] = ()
