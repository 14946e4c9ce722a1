"""The kinds of words that a desk file is made of, each with what to say of a wrong one."""

from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from csopsbot.settings import Trackers
from csopsbot.words import LANGUAGES

TRACKERS = tuple(Trackers.model_fields)
CHOICES = 100
"""How many options Slack shows in one menu."""

ON_CALL = "on_call"
"""Those whom the team in question has on call."""

# Slack's own IDs, or those of another server that speaks as Slack does: no plain word is one.
_ELSEWHERE = r"[A-Za-z0-9]*[0-9][A-Za-z0-9]*"
CHANNEL = rf"^([CG][A-Z0-9]+|{_ELSEWHERE})$"
USER = rf"^([UW][A-Z0-9]+|{_ELSEWHERE})$"
CALLED = rf"^([UWS][A-Z0-9]+|{_ELSEWHERE})$"
WHO = rf"^({ON_CALL}|[UWS][A-Z0-9]+|{_ELSEWHERE})$"
EMOJI = r"^[\w+'-]+$"
KEY = r"^[A-Za-z0-9][A-Za-z0-9_-]*$"
LABEL = r"^\S+$"
_DAY = "(mon|tue|wed|thu|fri|sat|sun)"
DAYS = rf"^{_DAY}(-{_DAY})?$"
FORMS = {
    CHANNEL: "a channel's ID, such as C0123456789. In Slack, open the channel's details: "
    "the ID is at the bottom",
    USER: "a person's member ID, such as U0123456789. In Slack, open their profile and choose "
    "Copy member ID",
    CALLED: "a person's member ID, such as U0123456789, or a user group's ID, such as S0123456789",
    WHO: f"{ON_CALL}, a person's member ID, such as U0123456789, or a user group's ID, such as "
    "S0123456789",
    EMOJI: "an emoji's name as Slack writes it between colons, such as white_check_mark",
    KEY: "a short word of letters, digits, - and _",
    LABEL: "one word, without spaces",
    DAYS: "a weekday or several in a row, such as mon or mon-fri",
}


def one_of(*known: str) -> tuple[object, ...]:
    """Return what makes a text a choice among words that another room knows."""

    def check(word: str) -> str:
        if word not in known:
            raise PydanticCustomError("choice", "unknown", {"known": known})
        return word

    return AfterValidator(check), WithJsonSchema({"type": "string", "enum": list(known)})


class _OneOrMore:
    """Lets one text stand for a list of it alone, and lets editors know."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(_listed, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        listed = handler(schema)
        return {"anyOf": [listed, listed["items"]]}


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


ONE_OR_MORE = _OneOrMore()

Channel = Annotated[str, Field(pattern=CHANNEL)]
User = Annotated[str, Field(pattern=USER)]
Called = Annotated[str, Field(pattern=CALLED)]
Who = Annotated[str, Field(pattern=WHO)]
Emoji = Annotated[str, Field(pattern=EMOJI, max_length=100)]
Key = Annotated[str, Field(pattern=KEY, max_length=40)]
Label = Annotated[str, Field(pattern=LABEL, max_length=255)]
Days = Annotated[str, Field(pattern=DAYS)]
Text = Annotated[str, Field(min_length=1, max_length=75)]
Name = Annotated[str, Field(min_length=1, max_length=255)]
TrackerName = Annotated[str, *one_of(*TRACKERS)]
Language = Annotated[str, *one_of(*LANGUAGES)]


class Part(BaseModel):
    """A part of the desk file: nothing but what it names, and each as what it is."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)
