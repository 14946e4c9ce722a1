"""Values of the domain as JSON text, written and read by their types."""

from typing import Annotated, TypeVar

from pydantic import Field, TypeAdapter

from csopsbot.app.board import BoardLink
from csopsbot.app.effects import Effect
from csopsbot.domain.document import Doc
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import Event
from csopsbot.domain.issue import Issue
from csopsbot.domain.people import Person

_T = TypeVar("_T")

ESCALATION: TypeAdapter[Escalation] = TypeAdapter(Escalation)
EVENT: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="kind")])
EFFECT: TypeAdapter[Effect] = TypeAdapter(Annotated[Effect, Field(discriminator="op")])
ISSUE: TypeAdapter[Issue] = TypeAdapter(Issue)
PERSON: TypeAdapter[Person] = TypeAdapter(Person)
DOC: TypeAdapter[Doc] = TypeAdapter(Doc)
LINKS: TypeAdapter[tuple[BoardLink, ...]] = TypeAdapter(tuple[BoardLink, ...])
LABELS: TypeAdapter[frozenset[str]] = TypeAdapter(frozenset[str])


def write(shape: TypeAdapter[_T], value: _T) -> str:
    """Return VALUE as JSON."""
    return shape.dump_json(value).decode()


def read(shape: TypeAdapter[_T], text: str) -> _T:
    """Return the value that `write` made TEXT from."""
    return shape.validate_json(text)
