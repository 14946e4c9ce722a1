"""What a tracker says when it refuses, read for as much as it tells."""

from typing import TypeVar

from pydantic import BaseModel, ValidationError

Said = TypeVar("Said", bound=BaseModel)


def refusal(body: bytes, shape: type[Said]) -> Said:
    """Return what BODY says in SHAPE, of which nothing is needed: it may come from a proxy."""
    try:
        return shape.model_validate_json(body)
    except ValidationError:
        return shape()
