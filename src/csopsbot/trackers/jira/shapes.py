"""What we read of Jira's answers, and nothing else; whatever Jira may leave out has a default."""

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


Moment = Annotated[datetime, BeforeValidator(lambda value: value or NEVER), AfterValidator(_utc)]


def _objects(values: object) -> list[object]:
    return (
        [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []
    )


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, coerce_numbers_to_str=True)

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, shown: object) -> object:
        """Return what is SHOWN; null says no more than a name that is left out."""
        if not isinstance(shown, dict):
            return shown
        return {name: value for name, value in shown.items() if value is not None}


class UserShape(_Shape):
    """A person; Jira hides what they chose to keep to themselves."""

    account_id: str = Field(default="", alias="accountId")
    account_type: str = Field(default="atlassian", alias="accountType")
    name: str = Field(default="", alias="displayName")
    email: str = Field(default="", alias="emailAddress")
    active: bool = True


class CategoryShape(_Shape):
    """A status's category: new, indeterminate or done."""

    key: str = ""
    id: str = ""
    name: str = ""


class StatusShape(_Shape):
    """A status, under the name the project gives it."""

    id: str = ""
    name: str = ""
    category: CategoryShape | None = Field(default=None, alias="statusCategory")


class NamedShape(_Shape):
    """Anything of which only the name matters, such as a resolution."""

    name: str = ""


class FieldsShape(_Shape):
    """The fields of an issue that we ask for."""

    summary: str = ""
    status: StatusShape = StatusShape()
    resolution: NamedShape | None = None
    assignee: UserShape | None = None
    updated: Moment = NEVER
    created: Moment = NEVER
    labels: tuple[str, ...] | None = None


class IssueShape(_Shape):
    """An issue; its id is for ever, its key is not."""

    id: str
    key: str
    fields: FieldsShape = FieldsShape()


class MadeShape(_Shape):
    """An issue that was just made."""

    id: str
    key: str


class FoundShape(_Shape):
    """An issue as a search names it."""

    id: str
    fields: FieldsShape = FieldsShape()


class SearchShape(_Shape):
    """A page of a search; the last has no token."""

    issues: tuple[FoundShape, ...] = ()
    token: str | None = Field(default=None, alias="nextPageToken")


class OldSearchShape(_Shape):
    """A page of a search as servers gave it before there were tokens."""

    values: tuple[FoundShape, ...] = Field(default=(), alias="issues")
    total: int | None = None


class PropertyShape(_Shape):
    """A value that a program hung on a comment."""

    key: str = ""
    value: Any = None


class CommentShape(_Shape):
    """A comment, in ADF."""

    id: str
    author: UserShape | None = None
    body: Any = None
    created: Moment = NEVER
    updated: Moment = NEVER
    properties: tuple[PropertyShape, ...] | None = None


class CommentsShape(_Shape):
    """A page of an issue's comments."""

    values: tuple[CommentShape, ...] = Field(default=(), alias="comments")
    total: int | None = None


class AllowedShape(_Shape):
    """A value that a field may take."""

    id: str = ""
    name: str = ""


class ScreenFieldShape(_Shape):
    """A field on a transition's screen."""

    required: bool = False
    has_default: bool = Field(default=False, alias="hasDefaultValue")
    name: str = ""
    allowed: Annotated[tuple[AllowedShape, ...], BeforeValidator(_objects)] = Field(
        default=(), alias="allowedValues"
    )


class TransitionShape(_Shape):
    """A step our account may take now."""

    id: str
    name: str = ""
    to: StatusShape = StatusShape()
    fields: dict[str, ScreenFieldShape] | None = None
    available: bool = Field(True, alias="isAvailable")


class TransitionsShape(_Shape):
    """The steps out of an issue's status."""

    transitions: tuple[TransitionShape, ...] = ()


class IssueTypeShape(_Shape):
    """A kind of issue."""

    id: str
    name: str = ""


class IssueTypesShape(_Shape):
    """A page of a project's issue types."""

    values: tuple[IssueTypeShape, ...] = Field(
        default=(), validation_alias=AliasChoices("issueTypes", "values")
    )
    total: int | None = None


class CreateFieldShape(_Shape):
    """A field on the create screen."""

    id: str = Field(default="", alias="fieldId")
    required: bool = False
    has_default: bool = Field(default=False, alias="hasDefaultValue")


class CreateFieldsShape(_Shape):
    """A page of the create screen's fields."""

    values: tuple[CreateFieldShape, ...] = Field(
        default=(), validation_alias=AliasChoices("fields", "results", "values")
    )
    total: int | None = None


class TypeStatusesShape(_Shape):
    """The statuses an issue type can have."""

    statuses: tuple[StatusShape, ...] = ()


class ServerShape(_Shape):
    """Which Jira it is."""

    version: str = ""
    deployment: str = Field(default="", alias="deploymentType")


class ErrorsShape(_Shape):
    """Why Jira refuses."""

    messages: tuple[str, ...] | None = Field(default=None, alias="errorMessages")
    errors: dict[str, Any] | None = None
