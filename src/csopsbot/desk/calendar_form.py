"""The form of calendars: when somebody is there."""

from typing import Annotated

from pydantic import Field, JsonValue, WithJsonSchema

from csopsbot.desk.kinds import CHOICES, ONE_OR_MORE, Days, Key, Name, Part
from csopsbot.desk.moments import DateText

Intervals = Annotated[list[Name], ONE_OR_MORE]
"""Times of a day, such as 09:00-17:00."""

Holiday = Annotated[
    JsonValue,
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "description": "A day, or a range of days with both its ends."},
                {
                    "type": "object",
                    "properties": {
                        "on": {"type": "string", "description": "A day, or a range of days."},
                        "name": {"type": "string", "description": "What people call it."},
                    },
                    "required": ["on"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
"""Days that the rules read by themselves: 2026-12-25, 12-25, 2026-12-24/2027-01-01."""


class PublicHolidaysPart(Part):
    """The public holidays of a country, or of a region of it."""

    country: Name = Field(description="The country's code, such as ES; see ISO 3166.")
    region: Name | None = Field(
        default=None, description="The code of a region that has holidays of its own, such as MD."
    )
    language: Name | None = Field(
        default=None, description="The language of their names, such as en; the country's own."
    )
    only: Annotated[list[Name], ONE_OR_MORE] = Field(
        default=[], description="The names or dates of those that are kept; all when left out."
    )
    except_: Annotated[list[Name], ONE_OR_MORE] = Field(
        default=[], alias="except", description="The names or dates of those that are worked on."
    )


class CalendarPart(Part):
    """When somebody is there, in the words of the place where they are."""

    key: Key = Field(description="The calendar's name in policies and in the history.")
    tz: Name = Field(description="The time zone, such as Europe/Madrid.")
    hours: Annotated[dict[Days, Intervals], Field(min_length=1)] = Field(
        description="The opening hours by weekday: mon-fri: 09:00-17:00. 22:00-06:00 goes on into "
        "the next day, and 24:00 ends one."
    )
    special_days: dict[Name, Intervals] = Field(
        default={}, description="Hours of single dates, in place of their weekday's; [] is closed."
    )
    breaks: dict[Name, Intervals] = Field(
        default={}, description="What is cut out of the hours of single dates."
    )
    holidays: Annotated[list[Holiday], ONE_OR_MORE] = Field(
        default=[],
        description="Days on which nothing is open: 2026-12-25, every year 12-25, ranges such as "
        "2026-12-24/2027-01-01 or 12-30/01-02; or {on: 12-25, name: Christmas}.",
    )
    public_holidays: PublicHolidaysPart | None = Field(
        default=None,
        description="A country whose public holidays are days on which nothing is open. "
        "`csopsbot check --holidays` lists them.",
    )
    effective_from: DateText | None = Field(
        default=None,
        description="From when on it is so: a date or an instant of the future; at once when "
        "left out.",
    )


Calendars = Annotated[list[CalendarPart], Field(max_length=CHOICES)]
