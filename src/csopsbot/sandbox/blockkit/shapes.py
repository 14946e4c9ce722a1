"""Small checks that are put together into the shape of a Block Kit object."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from csopsbot.sandbox.jsontypes import Json


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and where as a JSON pointer."""

    message: str
    pointer: str

    def __str__(self) -> str:
        return f"{self.message} [json-pointer:{self.pointer}]"


Check: TypeAlias = Callable[[Any, str], Iterator[Problem]]


def anything(_value: object, _at: str) -> Iterator[Problem]:
    """Accept whatever is there."""
    return iter(())


def boolean(value: object, at: str) -> Iterator[Problem]:
    """Accept true and false."""
    if not isinstance(value, bool):
        yield Problem("must be a boolean", at)


def string(longest: int, shortest: int = 1) -> Check:
    """Accept text within these lengths."""

    def check(value: object, at: str) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield Problem("must be a string", at)
        elif len(value) > longest:
            yield Problem(f"must be less than {longest + 1} characters", at)
        elif len(value) < shortest:
            yield Problem(f"must be more than {shortest - 1} characters", at)

    return check


def integer(lowest: int, highest: int) -> Check:
    """Accept whole numbers within these bounds."""

    def check(value: object, at: str) -> Iterator[Problem]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield Problem("must be an integer", at)
        elif not lowest <= value <= highest:
            yield Problem(f"must be between {lowest} and {highest}", at)

    return check


def choice(*words: str) -> Check:
    """Accept one of these words."""

    def check(value: object, at: str) -> Iterator[Problem]:
        if value not in words:
            yield Problem(f"must be one of: {', '.join(words)}", at)

    return check


def many(item: Check, most: int, least: int = 1) -> Check:
    """Accept a list of so many items."""

    def check(value: object, at: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield Problem("must be an array", at)
            return
        if len(value) > most:
            yield Problem(f"no more than {most} items allowed", at)
        if len(value) < least:
            yield Problem(f"no fewer than {least} items allowed", at)
        for index, each in enumerate(value):
            yield from item(each, f"{at}/{index}")

    return check


def shape(
    required: Mapping[str, Check] | None = None, optional: Mapping[str, Check] | None = None
) -> Check:
    """Accept an object with these fields, `type` beside them, and no others."""
    required, known = required or {}, {"type": anything, **(required or {}), **(optional or {})}

    def check(value: object, at: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem("must be an object", at)
            return
        for name in required.keys() - value.keys():
            yield Problem(f"missing required field: {name}", at)
        for name, field in value.items():
            if name in known:
                yield from known[name](field, f"{at}/{name}")
            else:
                yield Problem(f"invalid additional property: {name}", at)

    return check


def typed(shapes: Mapping[str, Check]) -> Check:
    """Accept an object whose `type` is one of these, in that type's shape."""

    def check(value: object, at: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem("must be an object", at)
            return
        kind = value.get("type")
        if isinstance(kind, str) and kind in shapes:
            yield from shapes[kind](value, at)
        else:
            yield Problem(f"unsupported type: {kind}", f"{at}/type")

    return check


def both(first: Check, second: Check) -> Check:
    """Accept what both accept."""

    def check(value: object, at: str) -> Iterator[Problem]:
        yield from first(value, at)
        yield from second(value, at)

    return check


def rule(holds: Callable[[Json], bool], message: str) -> Check:
    """Accept an object of which this is true."""

    def check(value: object, at: str) -> Iterator[Problem]:
        if isinstance(value, dict) and not holds(value):
            yield Problem(message, at)

    return check
