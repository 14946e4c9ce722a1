"""What pydantic finds wrong with a desk file, in words that say what to do."""

from collections.abc import Callable, Sequence
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from csopsbot.desk.file import DeskPart
from csopsbot.desk.kinds import FORMS
from csopsbot.desk.problems import Problem
from csopsbot.desk.tree import Path, Tree
from csopsbot.domain.spelling import hint, nearest

_LONGEST_SHOWN = 60
_BAD_KEY = "[key]"


def problem(tree: Tree, error: ErrorDetails) -> Problem:
    """Return what pydantic found, with its place in the file."""
    path: Path = error["loc"]
    if error["type"] == "extra_forbidden":
        return tree.problem(tree.key_mark(path), _unknown(path))
    if error["type"] == "missing":
        return tree.problem(tree.mark(path), _missing(path))
    if path[-1:] == (_BAD_KEY,):
        said = f"{_short(error['input'])} should be {_wanted(error)}"
        return tree.problem(tree.key_mark(path[:-1]), said)
    return tree.problem(
        tree.mark(path), f"{_found(path, error['input'])} should be {_wanted(error)}"
    )


def _unknown(path: Path) -> str:
    fields = _model(path[:-1]).model_fields
    key, known = str(path[-1]), [field.alias or name for name, field in fields.items()]
    return f"{_short(key)} is not known here. {hint(key, known)}"


def _missing(path: Path) -> str:
    field = _model(path[:-1]).model_fields[str(path[-1])]
    return f"{path[-1]} is missing. {field.description}"


def _found(path: Path, value: object) -> str:
    """Return what stands at PATH; an item of a list goes by the name of its list."""
    name = next((part for part in reversed(path) if isinstance(part, str)), "the file")
    if path and isinstance(path[-1], int):
        return f"{name}: {_short(value)}"
    return f"{name} is {_short(value)}, but"


def _wanted(error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    if error["type"] in ("literal_error", "choice"):
        known = context.get("known") or _words(context["expected"])
        near = nearest(str(error["input"]), known)
        return f"one of {', '.join(known)}.{f' Did you mean {near}?' if near else ''}"
    expected = _EXPECTED.get(error["type"])
    return f"{expected(context) if expected else error['msg']}."


def _words(expected: str) -> list[str]:
    """Return the words of pydantic's list, which is written "'a', 'b' or 'c'"."""
    return [word.strip("'") for word in expected.replace(" or ", ", ").split(", ")]


_EXPECTED: dict[str, Callable[[dict[str, Any]], str]] = {
    "string_pattern_mismatch": lambda context: FORMS[context["pattern"]],
    "string_type": lambda _: "text; put it in quotes if it looks like a number",
    "string_too_short": lambda _: "some text",
    "string_too_long": lambda context: f"at most {context['max_length']} characters",
    "too_short": lambda _: "a list of at least one",
    "wanted": lambda context: str(context["wanted"]),
    "too_long": lambda context: f"at most {context['max_length']} items",
    "list_type": lambda _: "a list, each item on a line that begins with a hyphen",
    "dict_type": lambda _: "lines of `name: value`, set in by two spaces",
    "model_type": lambda _: "lines of `name: value`, set in by two spaces",
    "int_type": lambda _: "a whole number",
    "bool_type": lambda _: "true or false",
    "greater_than_equal": lambda context: f"at least {context['ge']}",
    "less_than_equal": lambda context: f"at most {context['le']}",
}


def _model(path: Path) -> type[BaseModel]:
    """Return the part of the desk file that PATH leads to."""
    model: type[BaseModel] = DeskPart
    for name in (part for part in path if isinstance(part, str)):
        annotation = model.model_fields[name].annotation
        kinds: Sequence[Any] = get_args(annotation) or [annotation]
        model = kinds[0]
    return model


def _short(value: object) -> str:
    if isinstance(value, dict | list):
        kind = "list" if isinstance(value, list) else "group"
        return f"a {kind}" if value else f"an empty {kind}"
    text = "empty" if value is None else repr(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 3]}..."
