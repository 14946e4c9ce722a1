"""The form of service credits: what customers are given back for promises that were broken."""

import re
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema

from csopsbot.desk.durations import refused
from csopsbot.desk.kinds import CHOICES, ONE_OR_MORE, Name, Part
from csopsbot.desk.policy_form import Metric, Names

_NUMBER = r"[0-9]{1,12}(?:\.[0-9]{1,6})?"
_MONEY = "an amount such as 1200.50, without a currency"
_PERCENTAGE = "a percentage such as 5 or 2.5%"


def _decimal(value: object, pattern: str, wanted: str) -> Decimal:
    text = str(value) if isinstance(value, str | int | float) else ""
    if not re.fullmatch(pattern, text):
        raise refused(wanted)
    return Decimal(text.rstrip("% "))


def _money(value: object) -> Decimal:
    return _decimal(value, _NUMBER, _MONEY)


def _percentage(value: object) -> Decimal:
    return _decimal(value, f"{_NUMBER}(?: ?%)?", _PERCENTAGE)


Money = Annotated[
    Decimal,
    BeforeValidator(_money),
    WithJsonSchema({"type": ["string", "number"], "pattern": f"^{_NUMBER}$"}),
]
Percentage = Annotated[
    Decimal,
    BeforeValidator(_percentage),
    WithJsonSchema({"type": ["string", "number"], "pattern": f"^{_NUMBER}( ?%)?$"}),
]


class PerBreachPart(Part):
    """What one broken promise is worth."""

    metric: Metric | None = Field(default=None, description="Of which metric; any if left out.")
    severities: Names = Field(default=[], description="At which severities; all if left out.")
    amount: Money | None = Field(default=None, description="The credit as an amount of money.")
    percent: Percentage | None = Field(
        default=None, description="The credit as a percentage of the month's fee."
    )


class AttainmentPart(Part):
    """What it is worth if too few promises were kept in a month."""

    metric: Metric | None = Field(
        default=None, description="Of which metric; all counted together if left out."
    )
    below: Percentage = Field(description="Below which percentage of promises kept.")
    percent: Percentage = Field(description="The credit as a percentage of the month's fee.")


class CreditsPart(Part):
    """What customers are given back for promises that were broken."""

    currency: Name = Field(description="The currency of fees and amounts, such as EUR.")
    tz: Name = Field(
        default="UTC", description="The time zone that months begin in, such as Europe/Madrid."
    )
    per_breach: Annotated[list[PerBreachPart], Field(max_length=CHOICES)] = Field(
        default=[], description="What one broken promise is worth; the first rule that fits counts."
    )
    attainment: Annotated[list[AttainmentPart], Field(max_length=CHOICES)] = Field(
        default=[],
        description="What it is worth if too few were kept in a month; of each metric the rule "
        "that gives most counts.",
    )
    cap: Percentage | None = Field(
        default=None, description="The most that a month gives, as a percentage of its fee."
    )
    excluded_reasons: Annotated[list[Name], ONE_OR_MORE] = Field(
        default=[], description="Which of the breach_reasons make a breach count for nothing."
    )
    claim_days: Annotated[int, Field(ge=1, le=3_660)] = Field(
        default=30, description="How many days after the month a credit can be claimed."
    )
