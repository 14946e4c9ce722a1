"""What can be filled in, and which steps there are."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AliasChoices, BeforeValidator, Field

from csopsbot.trackers.jira.shapes.base import Shape
from csopsbot.trackers.jira.shapes.issues import StatusShape


def _objects(values: object) -> list[object]:
    return (
        [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []
    )


class KindShape(Shape):
    """What a field holds: a type, that of its items, and the kind of field it is."""

    type: str = ""
    items: str = ""
    system: str = ""
    custom: str = ""


class AllowedShape(Shape):
    """A value that a field may take."""

    id: str = ""
    name: str = Field(default="", validation_alias=AliasChoices("name", "value"))


class ScreenFieldShape(Shape):
    """A field on a transition's screen."""

    required: bool = False
    has_default: bool = Field(default=False, alias="hasDefaultValue")
    name: str = ""
    kind: KindShape = Field(default=KindShape(), alias="schema")
    allowed: Annotated[tuple[AllowedShape, ...], BeforeValidator(_objects)] = Field(
        default=(), alias="allowedValues"
    )


class EditShape(Shape):
    """The fields of an issue that our account may change, by their ids."""

    fields: Mapping[str, ScreenFieldShape] = Field(default_factory=dict)


class TransitionShape(Shape):
    """A step our account may take now."""

    id: str
    name: str = ""
    to: StatusShape = StatusShape()
    fields: dict[str, ScreenFieldShape] | None = None
    available: bool = Field(True, alias="isAvailable")


class TransitionsShape(Shape):
    """The steps out of an issue's status."""

    transitions: tuple[TransitionShape, ...] = ()


class IssueTypeShape(Shape):
    """A kind of issue."""

    id: str
    name: str = ""


class IssueTypesShape(Shape):
    """A page of a project's issue types."""

    values: tuple[IssueTypeShape, ...] = Field(
        default=(), validation_alias=AliasChoices("issueTypes", "values")
    )
    total: int | None = None


class FieldShape(Shape):
    """A field, be it on a screen or not."""

    id: str
    name: str = ""


class CreateFieldShape(Shape):
    """A field on the create screen."""

    id: str = Field(default="", alias="fieldId")
    name: str = ""
    required: bool = False
    has_default: bool = Field(default=False, alias="hasDefaultValue")
    kind: KindShape = Field(default=KindShape(), alias="schema")
    allowed: Annotated[tuple[AllowedShape, ...], BeforeValidator(_objects)] = Field(
        default=(), alias="allowedValues"
    )


class CreateFieldsShape(Shape):
    """A page of the create screen's fields."""

    values: tuple[CreateFieldShape, ...] = Field(
        default=(), validation_alias=AliasChoices("fields", "results", "values")
    )
    total: int | None = None
