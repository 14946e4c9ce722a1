"""What we read of Redmine's answers, and nothing else; whatever it may leave out has a default."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _words(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value or "")


Moment = Annotated[datetime, BeforeValidator(lambda value: value or NEVER), AfterValidator(_utc)]


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, coerce_numbers_to_str=True)

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, shown: object) -> object:
        """Return what is SHOWN; null says no more than a name that is left out."""
        if not isinstance(shown, dict):
            return shown
        return {name: value for name, value in shown.items() if value is not None}


class NamedShape(_Shape):
    """Anything with an id and a name: a person, a tracker, a priority, a project."""

    id: str
    name: str = ""


class StatusShape(_Shape):
    """A status; an issue within it may still count as open whatever its name says."""

    id: str
    name: str = ""
    is_closed: bool = False


class FieldShape(_Shape):
    """A custom field, with its value where it stands on an issue."""

    id: str
    name: str = ""
    value: Annotated[str, BeforeValidator(_words)] = ""


class RelationShape(_Shape):
    """How one issue stands to another."""

    issue_id: str
    kind: str = Field(default="", alias="relation_type")


class JournalShape(_Shape):
    """A change of an issue; a comment if it has notes."""

    id: str
    user: NamedShape | None = None
    notes: str = ""
    created: Moment = Field(default=NEVER, alias="created_on")
    updated: Moment = Field(default=NEVER, alias="updated_on")


class IssueShape(_Shape):
    """An issue; its number is for ever, even when it is moved to another project."""

    id: str
    subject: str = ""
    description: str = ""
    status: StatusShape = StatusShape(id="")
    priority: NamedShape | None = None
    author: NamedShape | None = None
    assignee: NamedShape | None = Field(default=None, alias="assigned_to")
    updated: Moment = Field(default=NEVER, alias="updated_on")
    fields: tuple[FieldShape, ...] = Field(default=(), alias="custom_fields")
    relations: tuple[RelationShape, ...] = ()
    journals: tuple[JournalShape, ...] = ()
    allowed: tuple[StatusShape, ...] | None = Field(default=None, alias="allowed_statuses")

    def field(self, name: str) -> FieldShape | None:
        """Return the custom field of that name, if the issue has it."""
        return next((one for one in self.fields if one.name == name), None)


class OneIssueShape(_Shape):
    """The answer that holds one issue."""

    issue: IssueShape


class IssuesShape(_Shape):
    """A page of issues."""

    issues: tuple[IssueShape, ...] = ()


class StatusesShape(_Shape):
    """Every status there is."""

    statuses: tuple[StatusShape, ...] = Field(default=(), alias="issue_statuses")


class PrioritiesShape(_Shape):
    """Every priority there is."""

    priorities: tuple[NamedShape, ...] = Field(default=(), alias="issue_priorities")


class MembershipShape(_Shape):
    """Somebody's, or a group's, part in a project."""

    project: NamedShape | None = None
    user: NamedShape | None = None


class UserShape(_Shape):
    """An account; its address is left out where its owner hides it."""

    id: str
    login: str = ""
    first_name: str = Field(default="", alias="firstname")
    last_name: str = Field(default="", alias="lastname")
    mail: str = ""
    memberships: tuple[MembershipShape, ...] = ()

    @property
    def name(self) -> str:
        """What the account is called."""
        return f"{self.first_name} {self.last_name}".strip() or self.login


class OneUserShape(_Shape):
    """The answer that holds one account."""

    user: UserShape


class UsersShape(_Shape):
    """A page of accounts."""

    users: tuple[UserShape, ...] = ()


class MembershipsShape(_Shape):
    """A page of a project's members."""

    memberships: tuple[MembershipShape, ...] = ()
    total: int = Field(default=0, alias="total_count")


class ProjectShape(_Shape):
    """A project, with the kinds of issue and the custom fields it has."""

    id: str
    trackers: tuple[NamedShape, ...] = ()
    fields: tuple[FieldShape, ...] = Field(default=(), alias="issue_custom_fields")


class OneProjectShape(_Shape):
    """The answer that holds one project."""

    project: ProjectShape


class ErrorsShape(_Shape):
    """Why Redmine refuses."""

    errors: tuple[str, ...] = ()
