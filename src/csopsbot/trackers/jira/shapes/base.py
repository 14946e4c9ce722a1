"""What every shape has in common: whatever Jira leaves out, or says null of, has a default."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, model_validator

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


Moment = Annotated[datetime, BeforeValidator(lambda value: value or NEVER), AfterValidator(_utc)]


class Shape(BaseModel):
    """A part of Jira's JSON."""

    model_config = ConfigDict(frozen=True, coerce_numbers_to_str=True)

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, shown: object) -> object:
        """Return what is SHOWN; null says no more than a name that is left out."""
        if not isinstance(shown, dict):
            return shown
        return {name: value for name, value in shown.items() if value is not None}
