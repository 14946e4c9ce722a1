"""The settings as the operator knows them: environment variables with a meaning."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from csopsbot.settings.model import Settings

PREFIX = "CSOPSBOT_"
DELIMITER = "__"


@dataclass(frozen=True, slots=True)
class Variable:
    """One setting; DEFAULT is empty where there is none."""

    name: str
    description: str
    default: str
    secret: bool


def variables() -> tuple[Variable, ...]:
    """Return every setting there is, in the order of the model."""
    return tuple(_under(Settings, PREFIX))


def _under(model: type[BaseModel], prefix: str) -> Iterator[Variable]:
    for name, field in model.model_fields.items():
        if group := _group(field):
            yield from _under(group, f"{prefix}{name.upper()}{DELIMITER}")
        else:
            yield Variable(
                prefix + name.upper(), field.description or "", _default(field), _is_secret(field)
            )


def _group(field: FieldInfo) -> type[BaseModel] | None:
    """Return the model of a setting that is a group of settings."""
    kinds = [kind for kind in _kinds(field) if isinstance(kind, type)]
    return next((kind for kind in kinds if issubclass(kind, BaseModel)), None)


def _is_secret(field: FieldInfo) -> bool:
    return any(kind is SecretStr for kind in _kinds(field))


def _kinds(field: FieldInfo) -> Iterator[object]:
    """Yield a field's type and, where it is optional or annotated, the types within."""
    waiting: list[object] = [field.annotation]
    while waiting:
        kind = waiting.pop()
        yield kind
        waiting.extend(get_args(kind))


def _default(field: FieldInfo) -> str:
    if field.is_required() or field.default is None:
        return ""
    match field.default:
        case SecretStr() as secret:
            return secret.get_secret_value()
        case bool() as switch:
            return str(switch).lower()
        case value:
            return str(value)
