"""What Slack's client itself says of a field, before the app hears of it."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Fault = Literal["required", "too_short", "too_long", "invalid", "too_many", "other_files"]

ENGLISH = MappingProxyType[Fault, str](
    {
        "required": "Please complete this required field.",
        "too_short": "Please enter at least {number} characters.",
        "too_long": "Please enter at most {number} characters.",
        "invalid": "Please enter a valid value.",
        "too_many": "Please choose at most {number}.",
        "other_files": "Please choose files of a type that is taken here.",
    }
)


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with what somebody put in, and the NUMBER that was to be kept to."""

    fault: Fault
    number: int = 0

    def __str__(self) -> str:
        return ENGLISH[self.fault].format(number=self.number)
