"""Reading the environment, and the files that `*_FILE` variables name."""

import os
import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from pathlib import Path

from pydantic import ValidationError
from pydantic_settings import BaseSettings, EnvSettingsSource, SettingsConfigDict

from csopsbot.settings.model import Settings
from csopsbot.settings.problems import Problem, SettingsError, problem
from csopsbot.settings.variables import DELIMITER, PREFIX, variables

MAX_SECRET_BYTES = 16_384
_SERVICE_LINK = re.compile(r".*_SERVICE_(HOST|PORT)(_\w+)?|.*_PORT_\d+_(TCP|UDP)(_\w+)?")


class _Layout(Settings, BaseSettings):
    """How the settings are spelt in the environment."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter=DELIMITER,
        env_ignore_empty=True,
        enable_decoding=False,
    )


class _Environment(EnvSettingsSource):
    """The environment, with each secret read from the file that its `_FILE` variable names."""

    def _load_env_vars(self) -> Mapping[str, str | None]:
        found = dict(super()._load_env_vars())
        problems: list[Problem] = []
        for name in [one.name.lower() for one in variables() if one.secret]:
            if path := found.pop(f"{name}_file", None):
                try:
                    found[name] = _read_secret(path, found.get(name))
                except ValueError as error:
                    problems.append(Problem(f"{name}_file".upper(), str(error)))
        if problems:
            raise SettingsError(problems)
        return found


def load() -> Settings:
    """Return the settings of the environment; raises `SettingsError`."""
    try:
        return Settings.model_validate(_Environment(_Layout)())
    except ValidationError as error:
        raise SettingsError([problem(one) for one in error.errors()]) from None


def unknown() -> tuple[Problem, ...]:
    """Return a problem for each variable of the environment that looks like ours but is not.

    What Kubernetes adds for a service called csopsbot is left out: nobody wrote it.
    """
    known = {one.name for one in variables()}
    known |= {f"{one.name}_FILE" for one in variables() if one.secret}
    present = {name.upper() for name in os.environ}  # noqa: TID251 - this is the one reader
    ours = (name for name in sorted(present - known) if name.startswith(PREFIX))
    strange = (name for name in ours if not _SERVICE_LINK.fullmatch(name))
    return tuple(Problem(name, f"is not a setting. {_hint(name, known)}") for name in strange)


def _hint(name: str, known: Collection[str]) -> str:
    close = get_close_matches(name, sorted(known), n=1, cutoff=0.75)
    return f"Did you mean {close[0]}?" if close else "All settings are in docs/settings.md."


def _read_secret(path: str, given: str | None) -> str:
    """Return what the file holds; raises `ValueError` that says what is wrong."""
    if given:
        raise ValueError("is set, and so is the same without _FILE. Keep one of the two.")
    try:
        with Path(path).open("rb") as file:
            content = file.read(MAX_SECRET_BYTES + 1)
        text = content.decode()
    except OSError as error:
        reason = (error.strerror or "it is unreadable").lower()
        raise ValueError(f"names {path}, which cannot be read: {reason}.") from None
    except UnicodeDecodeError:
        raise ValueError(f"names {path}, which is not a text file.") from None
    if len(content) > MAX_SECRET_BYTES:
        raise ValueError(f"names {path}, which is too large to be a secret.")
    if not text.strip():
        raise ValueError(f"names {path}, which is empty.")
    return text


def child(changes: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for a process of ours that has CHANGES for all its settings."""
    inherited = {
        name: value
        for name, value in os.environ.items()  # noqa: TID251 - this is the one reader
        if not name.startswith(PREFIX)
    }
    return {**inherited, **changes}


def variable(name: str) -> str | None:
    """Return one variable as it stands, None where it is unset or empty."""
    return os.environ.get(name) or None  # noqa: TID251 - this is the one reader
