"""Values of the domain as JSON text, written and read by their types."""

from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, Field, TypeAdapter

from csopsbot.app.board import BoardLink
from csopsbot.app.effects import Effect
from csopsbot.domain.document import Doc
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import Event
from csopsbot.domain.issue import Issue
from csopsbot.domain.people import Person
from csopsbot.domain.sla.calendar import Calendar
from csopsbot.domain.sla.policy import Policy

_T = TypeVar("_T")


def _with_days_of_the_year(calendar: dict[str, Any]) -> dict[str, Any]:
    """Return what was read of a calendar; JSON has the month and day of a holiday as one text."""
    holidays = calendar["holidays"]
    yearly = {tuple(day.split(",")): name for day, name in holidays["yearly"].items()}
    return calendar | {"holidays": holidays | {"yearly": yearly}}


def _of_its_form(issue: dict[str, Any]) -> dict[str, Any]:
    """Return what was read of an issue; what was kept before there were forms is of the first."""
    return {"form": 1} | issue


ESCALATION: TypeAdapter[Escalation] = TypeAdapter(Escalation)
EVENT: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="kind")])
EFFECT: TypeAdapter[Effect] = TypeAdapter(Annotated[Effect, Field(discriminator="op")])
ISSUE: TypeAdapter[Issue] = TypeAdapter(Annotated[Issue, BeforeValidator(_of_its_form)])
PERSON: TypeAdapter[Person] = TypeAdapter(Person)
DOC: TypeAdapter[Doc] = TypeAdapter(Doc)
LINKS: TypeAdapter[tuple[BoardLink, ...]] = TypeAdapter(tuple[BoardLink, ...])
LABELS: TypeAdapter[frozenset[str]] = TypeAdapter(frozenset[str])
POLICY: TypeAdapter[Policy] = TypeAdapter(Policy)
CALENDAR: TypeAdapter[Calendar] = TypeAdapter(
    Annotated[Calendar, BeforeValidator(_with_days_of_the_year)]
)


def write(shape: TypeAdapter[_T], value: _T) -> str:
    """Return VALUE as JSON."""
    return shape.dump_json(value).decode()


def read(shape: TypeAdapter[_T], text: str) -> _T:
    """Return the value that `write` made TEXT from."""
    return shape.validate_json(text)
