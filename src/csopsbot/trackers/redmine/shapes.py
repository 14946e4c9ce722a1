"""What we read of Redmine's answers, and nothing else; whatever it may leave out has a default."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

NEVER = datetime(1970, 1, 1, tzinfo=UTC)

_EDITED_AS = {"parent": "parent_issue_id"}


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _words(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _has_id(part: object) -> bool:
    return isinstance(part, dict) and "id" in part


Moment = Annotated[datetime, BeforeValidator(lambda value: value or NEVER), AfterValidator(_utc)]


class Shape(BaseModel):
    """Part of an answer."""

    model_config = ConfigDict(frozen=True, coerce_numbers_to_str=True)

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, shown: object) -> object:
        """Return what is SHOWN; null says no more than a name that is left out."""
        if not isinstance(shown, dict):
            return shown
        return {name: value for name, value in shown.items() if value is not None}


class NamedShape(Shape):
    """Anything with an id and a name: a person, a tracker, a priority, a project."""

    id: str
    name: str = ""


class StatusShape(Shape):
    """A status; an issue within it may still count as open whatever its name says."""

    id: str
    name: str = ""
    is_closed: bool = False


class FieldShape(Shape):
    """A custom field, with its value where it stands on an issue."""

    id: str
    name: str = ""
    value: Annotated[str, BeforeValidator(_words)] = ""


class RelationShape(Shape):
    """How one issue stands to another."""

    issue_id: str
    kind: str = Field(default="", alias="relation_type")


class DetailShape(Shape):
    """One thing that a change was about; PROPERTY says of what kind it is, NAME which."""

    property: str = ""
    name: str = ""
    old: str = Field(default="", alias="old_value")
    new: str = Field(default="", alias="new_value")


class JournalShape(Shape):
    """A change of an issue; a comment if it has notes."""

    id: str
    user: NamedShape | None = None
    notes: str = ""
    private: bool = Field(default=False, alias="private_notes")
    details: tuple[DetailShape, ...] = ()
    created: Moment = Field(default=NEVER, alias="created_on")
    updated: Moment = Field(default=NEVER, alias="updated_on")


class VersionShape(Shape):
    """A release of a project; on an issue it does not tell its status."""

    id: str
    name: str = ""
    status: str = ""

    @property
    def released(self) -> bool:
        """Whether it is out: then Redmine takes no more issues for it."""
        return self.status == "closed"


class AttachmentShape(Shape):
    """A file on an issue."""

    id: str
    name: str = Field(default="", alias="filename")
    size: int = Field(default=0, alias="filesize")
    media_type: str = Field(default="", alias="content_type")
    url: str = Field(default="", alias="content_url")
    author: NamedShape | None = None
    created: Moment = Field(default=NEVER, alias="created_on")


class IssueShape(Shape):
    """An issue; its number is for ever, even when it is moved to another project."""

    model_config = ConfigDict(extra="allow")

    id: str
    project: NamedShape | None = None
    subject: str = ""
    description: str = ""
    status: StatusShape = StatusShape(id="")
    tracker: NamedShape | None = None
    priority: NamedShape | None = None
    author: NamedShape | None = None
    assignee: NamedShape | None = Field(default=None, alias="assigned_to")
    version: VersionShape | None = Field(default=None, alias="fixed_version")
    updated: Moment = Field(default=NEVER, alias="updated_on")
    fields: tuple[FieldShape, ...] = Field(default=(), alias="custom_fields")
    attachments: tuple[AttachmentShape, ...] = ()
    relations: tuple[RelationShape, ...] = ()
    journals: tuple[JournalShape, ...] = ()
    allowed: tuple[StatusShape, ...] | None = Field(default=None, alias="allowed_statuses")

    def field(self, name: str) -> FieldShape | None:
        """Return the custom field of that name, if the issue has it."""
        return next((one for one in self.fields if one.name == name), None)

    def shown(self) -> Mapping[str, object]:
        """Return what the issue shows by the names under which it is edited, things by their ids."""
        told = self.model_dump(by_alias=True, exclude={"fields", "journals", "attachments"})
        parts = {name: part["id"] for name, part in told.items() if _has_id(part)}
        return told | {_EDITED_AS.get(name, f"{name}_id"): part for name, part in parts.items()}


class OneIssueShape(Shape):
    """The answer that holds one issue."""

    issue: IssueShape


class IssuesShape(Shape):
    """A page of issues, of TOTAL that fit."""

    issues: tuple[IssueShape, ...] = ()
    total: int = Field(default=0, alias="total_count")


class UploadShape(Shape):
    """A file that waits to be put on something."""

    id: str
    token: str


class OneUploadShape(Shape):
    """The answer to a file."""

    upload: UploadShape


class HoursShape(Shape):
    """A piece of work."""

    id: str
    comments: str = ""


class HoursListShape(Shape):
    """A page of pieces of work."""

    entries: tuple[HoursShape, ...] = Field(default=(), alias="time_entries")


class ErrorsShape(Shape):
    """Why Redmine refuses."""

    errors: tuple[str, ...] = ()
