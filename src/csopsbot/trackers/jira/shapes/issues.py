"""An issue and what hangs on it."""

from typing import Any

from pydantic import Field

from csopsbot.trackers.jira.shapes.base import NEVER, Moment, Shape


class UserShape(Shape):
    """A person; Jira hides what they chose to keep to themselves."""

    account_id: str = Field(default="", alias="accountId")
    account_type: str = Field(default="atlassian", alias="accountType")
    username: str = Field(default="", alias="name")
    name: str = Field(default="", alias="displayName")
    email: str = Field(default="", alias="emailAddress")
    active: bool = True

    @property
    def id(self) -> str:
        """What a person goes by: an account id on Cloud, a user name on Data Center."""
        return self.account_id or self.username

    def shows_address(self, email: str) -> bool:
        """Return whether EMAIL is the address that the person shows."""
        return bool(self.email) and self.email.casefold() == email.strip().casefold()

    def is_called(self, words: str) -> bool:
        """Return whether WORDS are the person's name, id or user name."""
        names = {one.casefold() for one in (self.name, self.id, self.username) if one}
        return words.strip().casefold() in names


class CategoryShape(Shape):
    """A status's category: new, indeterminate or done."""

    key: str = ""
    id: str = ""
    name: str = ""


class StatusShape(Shape):
    """A status, under the name the project gives it."""

    id: str = ""
    name: str = ""
    category: CategoryShape | None = Field(default=None, alias="statusCategory")


class NamedShape(Shape):
    """Anything of which only the name matters, such as a resolution."""

    name: str = ""


class VersionShape(Shape):
    """A release."""

    name: str = ""
    released: bool = False


class AttachmentShape(Shape):
    """A file on an issue; CONTENT is its address."""

    id: str
    name: str = Field(default="", alias="filename")
    content: str = ""
    author: UserShape | None = None
    created: Moment = NEVER
    media_type: str = Field(default="", alias="mimeType")
    size: int = 0


class FieldsShape(Shape):
    """The fields of an issue that we ask for."""

    summary: str = ""
    status: StatusShape = StatusShape()
    resolution: NamedShape | None = None
    assignee: UserShape | None = None
    updated: Moment = NEVER
    created: Moment = NEVER
    labels: tuple[str, ...] | None = None
    priority: NamedShape | None = None
    versions: tuple[VersionShape, ...] = Field(default=(), alias="fixVersions")
    attachments: tuple[AttachmentShape, ...] = Field(default=(), alias="attachment")


class IssueShape(Shape):
    """An issue; its id is for ever, its key is not."""

    id: str
    key: str
    fields: FieldsShape = FieldsShape()


class MadeShape(Shape):
    """An issue that was just made."""

    id: str
    key: str


class PropertyShape(Shape):
    """A value that a program hung on a comment."""

    key: str = ""
    value: Any = None


class CommentShape(Shape):
    """A comment, in ADF."""

    id: str
    author: UserShape | None = None
    body: Any = None
    created: Moment = NEVER
    updated: Moment = NEVER
    properties: tuple[PropertyShape, ...] | None = None


class WorkShape(Shape):
    """Time that somebody spent on an issue."""

    id: str
    author: UserShape | None = None
    comment: Any = None
    properties: tuple[PropertyShape, ...] | None = None
