"""Pages of a list, and answers about more than one thing."""

from collections.abc import Mapping
from typing import Any

from pydantic import AliasChoices, Field

from csopsbot.trackers.jira.shapes.base import NEVER, Moment, Shape
from csopsbot.trackers.jira.shapes.issues import (
    CommentShape,
    FieldsShape,
    StatusShape,
    UserShape,
    WorkShape,
)


class FoundShape(Shape):
    """An issue as a search names it."""

    id: str
    key: str = ""
    fields: FieldsShape = FieldsShape()


class SearchShape(Shape):
    """A page of a search; the last has no token."""

    issues: tuple[FoundShape, ...] = ()
    token: str | None = Field(default=None, alias="nextPageToken")


class FetchedShape(Shape):
    """Issues that were asked for by their ids; those in trouble are not among them."""

    issues: tuple[FoundShape, ...] = ()


class OldSearchShape(Shape):
    """A page of a search as servers gave it before there were tokens."""

    values: tuple[FoundShape, ...] = Field(default=(), alias="issues")
    total: int | None = None


class CommentsShape(Shape):
    """A page of an issue's comments."""

    values: tuple[CommentShape, ...] = Field(default=(), alias="comments")
    total: int | None = None


class WorkLogShape(Shape):
    """A page of an issue's work log."""

    values: tuple[WorkShape, ...] = Field(default=(), alias="worklogs")
    total: int | None = None


class ItemShape(Shape):
    """A field that was changed, in words for people."""

    field: str = ""
    before: str = Field(default="", alias="fromString")
    after: str = Field(default="", alias="toString")


class StepShape(Shape):
    """What somebody changed at once."""

    id: str = ""
    author: UserShape | None = None
    created: Moment = NEVER
    items: tuple[ItemShape, ...] = ()


class StepsShape(Shape):
    """A page of an issue's history."""

    values: tuple[StepShape, ...] = Field(
        default=(), validation_alias=AliasChoices("values", "histories")
    )
    total: int | None = None


class HistoryShape(Shape):
    """An issue with its history in one piece, as Data Center gives it."""

    changelog: StepsShape = StepsShape()


class PermissionShape(Shape):
    """Something that our account may do, or not."""

    granted: bool = Field(default=False, alias="havePermission")


class PermissionsShape(Shape):
    """What our account may do, by the permission's key."""

    permissions: Mapping[str, PermissionShape] = Field(default_factory=dict)


class TypeStatusesShape(Shape):
    """The statuses an issue type can have."""

    statuses: tuple[StatusShape, ...] = ()


class ServerShape(Shape):
    """Which Jira it is."""

    version: str = ""
    numbers: tuple[int, ...] = Field(default=(), alias="versionNumbers")
    deployment: str = Field(default="", alias="deploymentType")


class ErrorsShape(Shape):
    """Why Jira refuses."""

    messages: tuple[str, ...] | None = Field(default=None, alias="errorMessages")
    errors: dict[str, Any] | None = None


class ProjectShape(Shape):
    """A project."""

    id: str = ""
    key: str = ""
    name: str = ""


class HookCountsShape(Shape):
    """How often deliveries came through, and how often not, within the last while."""

    failures: int = 0
    errors: int = 0
    successes: int = 0


class HookStatisticsShape(Shape):
    """What Data Center remembers of a webhook's deliveries."""

    counts: HookCountsShape = HookCountsShape()


class HookShape(Shape):
    """A webhook, in its older and in its newer form."""

    place: str = Field(default="", alias="self")
    id: str = ""
    url: str = ""
    enabled: bool = Field(default=True, validation_alias=AliasChoices("enabled", "active"))
    events: tuple[str, ...] = ()
    filters: Any = None
    signed: bool | None = Field(default=None, alias="isSigned")
    configuration: Mapping[str, Any] = Field(default_factory=dict)
    statistics: HookStatisticsShape = HookStatisticsShape()

    @property
    def jql(self) -> str:
        """Which issues it is about, empty for all of them."""
        said = (
            self.filters.get("issue-related-events-section")
            if isinstance(self.filters, dict)
            else ""
        )
        return said if isinstance(said, str) else ""

    @property
    def number(self) -> str:
        """What it is called by in its own address."""
        return self.id or self.place.rstrip("/").rpartition("/")[2]
