"""Reading what a person filled into a form, field by field."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit

from csopsbot.slack.blocks import Json
from csopsbot.words import say

_FORM = "form"
_TOO_LATE = 10**10
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")

View = Mapping[str, Any]
T = TypeVar("T")


class NotOurForm(ValueError):
    """The form does not carry what ours do."""


@dataclass(frozen=True, slots=True)
class FieldErrors:
    """What is wrong with a filled-in form, by field; shown at the fields."""

    fields: Mapping[str, str]


@dataclass(slots=True)
class Reading:
    """Reads a submitted view's fields and collects what is wrong with them."""

    view: View
    language: str
    errors: dict[str, str] = field(default_factory=dict)

    def text(self, name: str, longest: int, *, required: bool = False) -> str:
        """Return the text of a field, without white space around it and control characters."""
        value = self._element(name).get("value")
        text = _clean(value) if isinstance(value, str) else ""
        if required and not text:
            self.errors[name] = say("form.required", self.language)
        elif len(text) > longest:
            self._complain(name, "form.too_long", limit=longest, length=len(text))
        return text

    def line(self, name: str, longest: int, *, required: bool = False) -> str:
        """Return the text of a field on one line."""
        return " ".join(self.text(name, longest, required=required).split())

    def choice(self, name: str, known: Collection[str], *, required: bool = False) -> str:
        """Return which of the KNOWN was chosen, empty where none was."""
        chosen = self._element(name).get("selected_option")
        value = chosen.get("value") if isinstance(chosen, Mapping) else None
        match = next((one for one in known if choice_value(one) == value), "")
        if (value or required) and not match:
            key = "form.not_a_choice" if value else "form.required"
            self._complain(name, key)
        return match

    def channel(self, name: str) -> str:
        """Return the id of the channel that was chosen."""
        chosen = self._element(name).get("selected_conversation")
        if isinstance(chosen, str) and chosen:
            return chosen
        self._complain(name, "form.required")
        return ""

    def moment(self, name: str, latest: datetime) -> datetime | None:
        """Return the instant that was chosen, which is not later than LATEST; None where none was."""
        value = self._element(name).get("selected_date_time")
        if not isinstance(value, int) or not 0 <= value < _TOO_LATE:
            return None
        chosen = datetime.fromtimestamp(value, UTC)
        if chosen > latest:
            self._complain(name, "form.in_the_future")
        return chosen

    def links(self, name: str, longest: int, most: int) -> tuple[str, ...]:
        """Return the web addresses in a field, one a line."""
        lines = tuple(line.strip() for line in self.text(name, longest).split("\n"))
        lines = tuple(dict.fromkeys(line for line in lines if line))
        wrong = next((line for line in lines if not is_web_address(line)), None)
        if wrong is not None:
            self._complain(name, "form.not_a_link", line=_shortened(wrong))
        elif len(lines) > most:
            self._complain(name, "form.too_many_links", limit=most)
        return lines

    def result(self, value: T) -> T | FieldErrors:
        """Return VALUE, or what is wrong with the form."""
        return FieldErrors(self.errors) if self.errors else value

    def _element(self, name: str) -> Mapping[str, Any]:
        found: object = self.view.get("state")
        for step in ("values", name, name):
            found = found.get(step) if isinstance(found, Mapping) else None
        return found if isinstance(found, Mapping) else {}

    def _complain(self, name: str, key: str, **values: str | int) -> None:
        self.errors.setdefault(name, say(key, self.language, **values))


def carried(view: View, *names: str) -> tuple[Any, ...]:
    """Return what our form carried under NAMES; raises `NotOurForm`."""
    try:
        content = json.loads(view["private_metadata"])
        return tuple(content[name] for name in names)
    except (KeyError, TypeError, ValueError) as problem:
        raise NotOurForm(f"A form without {', '.join(names)}.") from problem


def carried_maybe(view: View, name: str) -> str:
    """Return what our form carried under NAME, empty where it carried no such thing."""
    try:
        return str(carried(view, name)[0])
    except NotOurForm:
        return ""


def numbered(view: Json, id: str) -> Json:
    """Return VIEW such that it comes back with ID, by which a form sent twice is recognised.

    Slack's own ids are no use for it: another server, or the same one reset, may give them again.
    """
    content = json.loads(view["private_metadata"])
    return {**view, "private_metadata": json.dumps({**content, _FORM: id})}


def submission(view: View) -> str:
    """Return the same for one form however often it is sent; raises `NotOurForm`."""
    # What an older version of ours opened carries no id.
    id = carried_maybe(view, _FORM) or f"{view.get('id', '')}:{view.get('hash', '')}"
    if id == ":":
        raise NotOurForm("A form without an id.")
    return id


def choice_value(text: str) -> str:
    """Return TEXT as the value of a choice, which Slack lets be 150 characters long."""
    return text[:150]


def is_web_address(text: str) -> bool:
    """Return whether TEXT is an http(s) address with a host and without white space."""
    if re.search(r"\s", text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _clean(text: str) -> str:
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _shortened(line: str) -> str:
    return line if len(line) <= 60 else line[:59] + "…"
