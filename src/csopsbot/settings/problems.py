"""What can be wrong with the settings, in words that say what to do."""

from collections.abc import Collection
from dataclasses import dataclass

from pydantic_core import ErrorDetails

from csopsbot.settings.variables import DELIMITER, PREFIX, Variable, variables

_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one setting, and what to do about it."""

    variable: str
    message: str

    def __str__(self) -> str:
        """Return the problem as a line for the operator."""
        return f"{self.variable} {self.message}"


class SettingsError(Exception):
    """The settings cannot be used as they are."""

    def __init__(self, problems: Collection[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def problem(error: ErrorDetails) -> Problem:
    """Return what pydantic found, in terms of the environment; a secret is never shown."""
    name, within = _named(error["loc"])
    variable = next((one for one in variables() if one.name == name), None)
    if variable is None:
        return Problem(name, f"is a group of settings; set {name}{DELIMITER}... one by one.")
    if error["type"] == "missing":
        return _missing(variable)
    shown = "" if variable.secret else f"is {_short(error['input'])}, but "
    wanted = f"{shown}should be {_wanted(name, error)}.{_advice(name, error['input'])}"
    return Problem(name, f"says of {within}: it {wanted}" if within else wanted)


def _named(loc: tuple[int | str, ...]) -> tuple[str, str]:
    """Return the setting at LOC, and which of its parts, where it holds several values."""
    names = {one.name for one in variables()}
    whole = PREFIX + DELIMITER.join(map(str, loc)).upper()
    for depth in range(1, len(loc)):
        name = PREFIX + DELIMITER.join(map(str, loc[:depth])).upper()
        if name in names:
            return name, repr(loc[depth])
    return whole, ""


def _missing(variable: Variable) -> Problem:
    group = variable.name.rpartition(DELIMITER)[0] + DELIMITER
    why = f"is needed because another setting that begins with {group} is set."
    return Problem(variable.name, f"{why} {variable.description}")


def _wanted(name: str, error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    match error["type"]:
        case "expected":
            return str(context["what"])
        case "literal_error":
            return str(context["expected"])
        case "dict_type":
            return 'JSON such as {"name": "value"}'
        case "int_parsing" | "int_parsing_size" | "greater_than_equal" | "less_than_equal" if (
            name == f"{PREFIX}PORT"
        ):
            return "a whole number from 1 to 65535"
        case "int_parsing" | "int_parsing_size":
            return "a whole number"
        case "greater_than_equal":
            return f"at least {context['ge']}"
        case "less_than_equal":
            return f"at most {context['le']}"
    return f"valid: {error['msg']}"


def _advice(name: str, value: object) -> str:
    if name == f"{PREFIX}PORT" and str(value).startswith("tcp://"):
        cause = "Kubernetes sets this for a service called csopsbot"
        return f" {cause}: set enableServiceLinks: false in the pod, or set the port yourself."
    return ""


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 3]}..."
