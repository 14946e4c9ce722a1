"""Which fields a screen of Jira has, and what the desk file's values are in each of them.

The desk file may call a field by its name, and give a plain text where Jira wants an object.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from csopsbot.domain.document import Doc, plain, shorten
from csopsbot.trackers.jira.bodies import LONGEST_TEXT
from csopsbot.trackers.jira.dialect import Dialect
from csopsbot.trackers.jira.shapes import CreateFieldShape, KindShape, ScreenFieldShape

_TEXTS = frozenset({"description", "environment"})
_TEXT_AREA = ":textarea"
_BY_VALUE = frozenset({"option"})
_BY_NAME = frozenset({"component", "version", "priority", "resolution", "issuetype", "group"})


@dataclass(frozen=True, slots=True)
class Screen:
    """Fields by their ids, with their names and what they hold."""

    kinds: Mapping[str, KindShape] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def filled(self, values: Mapping[str, object], dialect: Dialect) -> dict[str, object]:
        """Return VALUES by the fields' ids, each as Jira wants it; others stay as they are."""
        return {
            (key := self.id_of(name)): _value(self.kinds.get(key), value, dialect)
            for name, value in values.items()
        }

    def id_of(self, name: str) -> str:
        """Return the id of the field that is called NAME, or NAME itself."""
        return name if name in self.kinds else self.names.get(name.casefold(), name)


def of_create(fields: Iterable[CreateFieldShape]) -> Screen:
    """Return the screen on which issues are made."""
    every = list(fields)
    names = {one.name.casefold(): one.id for one in reversed(every)}
    return Screen({one.id: one.kind for one in every}, names)


def of_edit(fields: Mapping[str, ScreenFieldShape]) -> Screen:
    """Return the screen of an issue, or of a step."""
    names = {one.name.casefold(): key for key, one in reversed(list(fields.items()))}
    return Screen({key: one.kind for key, one in fields.items()}, names)


def _value(kind: KindShape | None, value: object, dialect: Dialect) -> object:
    if isinstance(value, Doc):
        return dialect.write(shorten(value, LONGEST_TEXT))
    if kind is None:
        return value
    if isinstance(value, list | tuple) and kind.type == "array":
        return [_one(KindShape(type=kind.items), one, dialect) for one in value]
    return _one(kind, value, dialect)


def _one(kind: KindShape, value: object, dialect: Dialect) -> object:
    """Return what a field of KIND holds for a plain VALUE; an object is taken as it is."""
    if not isinstance(value, str):
        return value
    if kind.type == "array":
        return [_one(KindShape(type=kind.items), value, dialect)]
    if kind.system in _TEXTS or kind.custom.endswith(_TEXT_AREA):
        return dialect.write(shorten(plain(value), LONGEST_TEXT))
    if kind.type in _BY_VALUE:
        return {"value": value}
    if kind.type in _BY_NAME:
        return {"name": value}
    if kind.type == "user":
        return dialect.person(value)
    return _number(value) if kind.type == "number" else value


def _number(text: str) -> object:
    try:
        return float(text)
    except ValueError:
        return text
