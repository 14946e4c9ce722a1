"""YAML text as plain values, with the place in the file that each value and key came from.

Limits are kept while reading, so that a file made to exhaust a parser is refused early.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, StringMark, YAMLError
from ruamel.yaml.events import CollectionEndEvent, CollectionStartEvent, NodeEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from csopsbot.desk.problems import DeskError, Mark, Problem

MAX_DEPTH = 20
MAX_VALUES = 20_000

Path = tuple[str | int, ...]
Value = str | int | float | bool | list["Value"] | dict[str, "Value"] | None


@dataclass(frozen=True, slots=True)
class Tree:
    """What a file says; KEYS and VALUES tell where each key and each value of it stands."""

    name: str
    value: Value
    keys: dict[Path, Mark]
    values: dict[Path, Mark]

    def mark(self, path: Path) -> Mark:
        """Return where PATH stands, or else the nearest thing around it that is in the file."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Mark())

    def key_mark(self, path: Path) -> Mark:
        """Return where the key that ends PATH stands."""
        return self.keys.get(path) or self.mark(path)

    def problem(self, mark: Mark, message: str) -> Problem:
        """Return a problem of this file."""
        return Problem(self.name, mark, message)

    def over(self, lower: "Tree") -> "Tree":
        """Return this file with the sections that it leaves out as they are in another.

        Where those stand is not told: a place is a place in this file.
        """
        if not isinstance(self.value, dict) or not isinstance(lower.value, dict):
            raise TypeError("only files with sections can be laid over each other")
        return replace(self, value=lower.value | self.value)


def read(text: str, name: str) -> Tree:
    """Return what TEXT says; raises `DeskError` where it is not YAML, or no desk file's YAML."""
    try:
        _refuse_odd(text, name)
        node = _yaml().compose(text)
    except MarkedYAMLError as error:
        raise DeskError([Problem(name, _mark(error.problem_mark), _not_yaml(error))]) from None
    except ReaderError as error:
        raise DeskError([_bad_character(text, name, error.position)]) from None
    except (YAMLError, ValueError) as error:
        raise DeskError([Problem(name, Mark(1, 1), f"This is not YAML: {error}")]) from None
    if not isinstance(node, MappingNode):
        raise DeskError([Problem(name, Mark(1, 1), _NOT_A_DESK)])
    reading = _Reading(name)
    value = reading.value(node, ())
    if reading.problems:
        raise DeskError(reading.problems)
    return Tree(name, value, reading.keys, reading.values)


_NOT_A_DESK = "A desk file begins with teams:. Copy csopsbot.example.yaml to begin with."


def _yaml() -> YAML:
    return YAML(typ="safe", pure=True)


def _refuse_odd(text: str, name: str) -> None:
    """Look at the text one token at a time, which costs no stack, before nodes are made of it."""
    depth = 0
    for event in _yaml().parse(text):
        if isinstance(event, CollectionStartEvent):
            depth += 1
        elif isinstance(event, CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise DeskError([Problem(name, _mark(event.start_mark), _TOO_DEEP)])
        if isinstance(event, NodeEvent) and getattr(event, "tag", None):
            raise DeskError([Problem(name, _mark(event.start_mark), _TAGGED)])


_TAGGED = "Tags, which begin with an exclamation mark, are not known here. Write the value alone."
_TOO_DEEP = f"This is nested more than {MAX_DEPTH} deep; no part of a desk file is."
_TOO_MANY = f"This file holds more than {MAX_VALUES} values, counting what aliases repeat."


@dataclass(slots=True)
class _Reading:
    """One pass over a file's nodes, which remembers where each came from."""

    name: str
    keys: dict[Path, Mark] = field(default_factory=dict)
    values: dict[Path, Mark] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def value(self, node: Node, path: Path) -> Value:
        """Return the plain value of NODE, and of what is in it."""
        if len(self.values) > MAX_VALUES:
            raise DeskError([Problem(self.name, _mark(node.start_mark), _TOO_MANY)])
        if len(path) > MAX_DEPTH:
            raise DeskError([Problem(self.name, _mark(node.start_mark), _TOO_DEEP)])
        self.values[path] = _mark(node.start_mark)
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self.value(item, (*path, place)) for place, item in enumerate(node.value)]
        return _SCALARS[str(node.tag)](str(node.value))

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Value]:
        read: dict[str, Value] = {}
        for key, item in node.value:
            mark = _mark(key.start_mark)
            if not isinstance(key, ScalarNode) or key.tag == f"{_TAG}merge":
                self._complain(mark, "A name is plain text here, followed by a colon.")
            elif key.value in read:
                first = self.keys[(*path, key.value)].line
                self._complain(mark, f"{key.value!r} is here again; it is on line {first} already.")
            else:
                here = (*path, key.value)
                self.keys[here] = mark
                read[key.value] = self.value(item, here)
                if read[key.value] is None:  # nothing stands there, or stands on a later line
                    self.values[here] = mark
        return read

    def _complain(self, mark: Mark, message: str) -> None:
        self.problems.append(Problem(self.name, mark, message))


def _int(text: str) -> Value:
    try:
        return int(text.replace("_", ""), 0)
    except ValueError:  # longer than Python reads, or with leading zeros
        return text


def _float(text: str) -> Value:
    return float(text.replace("_", "").replace(".inf", "inf").replace(".nan", "nan"))


_TAG = "tag:yaml.org,2002:"
_SCALARS: dict[str, Callable[[str], Value]] = {
    f"{_TAG}str": str,
    f"{_TAG}timestamp": str,
    f"{_TAG}int": _int,
    f"{_TAG}float": _float,
    f"{_TAG}bool": lambda text: text.lower() in ("true", "yes", "on"),
    f"{_TAG}null": lambda _: None,
    f"{_TAG}value": str,
    f"{_TAG}merge": str,
}


def _mark(mark: StringMark | None) -> Mark:
    return Mark(mark.line + 1, mark.column + 1) if mark else Mark(1, 1)


def _not_yaml(error: MarkedYAMLError) -> str:
    said = re.sub(r"\s+", " ", f"{error.context or ''} {error.problem or ''}").strip()
    return f"This is not YAML: {said}. Look for a missing quote, bracket or space after a colon."


def _bad_character(text: str, name: str, position: int) -> Problem:
    line = text.count("\n", 0, position) + 1
    mark = Mark(line, position - text.rfind("\n", 0, position))
    code = f"U+{ord(text[position]):04X}"
    return Problem(name, mark, f"The character {code} cannot stand in a YAML file. Take it out.")
