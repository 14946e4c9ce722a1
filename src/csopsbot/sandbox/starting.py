"""What keeps a local Slack from starting, in words for whoever starts it."""

import errno
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

Model = TypeVar("Model", bound=BaseModel)

SHOWN = 5


class CannotStart(Exception):
    """The local Slack cannot start as it was told to; the message says what to change."""


class NotLoopback(CannotStart):
    """Others can reach the address HOST, and nobody said that they may."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"{host or 'An empty address'} is not this machine alone, and whoever reaches the local "
            "Slack can act as anybody in it. Leave --host out, or add --off-loopback to listen "
            "there all the same."
        )


class CannotListen(CannotStart):
    """Nothing can be heard at PORT of HOST."""

    def __init__(self, host: str, port: int, error: OSError) -> None:
        if error.errno == errno.EADDRINUSE:
            said = (
                f"Port {port} of {host} is in use. End what listens there, or give another --port."
            )
        else:
            reason = (error.strerror or str(error)).lower()
            said = f"The local Slack cannot listen at port {port} of {host}: {reason}."
        super().__init__(said)


class BrokenFile(CannotStart):
    """A file that was given is not what it should be."""

    def __init__(self, path: Path, problems: Iterator[str]) -> None:
        lines = [f"{path} cannot be used:", *(f"  {problem}" for problem in problems)]
        super().__init__("\n".join(lines))


def read_file(path: Path, model: type[Model], **given: str) -> Model:
    """Return what the YAML file says and what is GIVEN besides; raises `BrokenFile`."""
    try:
        said = YAML(typ="safe").load(path)
    except (YAMLError, UnicodeDecodeError) as error:
        raise BrokenFile(path, iter([_in_a_line(error)])) from None
    if not isinstance(said, dict):
        raise BrokenFile(path, iter(["It should hold keys and their values."]))
    try:
        return model.model_validate({**said, **given})
    except ValidationError as error:
        raise BrokenFile(path, _problems(error)) from None


def _in_a_line(error: Exception) -> str:
    """Return what is wrong and where, without the lines that are wrong."""
    problem = getattr(error, "problem", None) or str(error).partition("\n")[0]
    mark = getattr(error, "problem_mark", None)
    return f"line {mark.line + 1}: {problem}" if mark else str(problem)


def _problems(error: ValidationError) -> Iterator[str]:
    for one in error.errors()[:SHOWN]:
        yield f"{'.'.join(map(str, one['loc']))}: {one['msg']}"
