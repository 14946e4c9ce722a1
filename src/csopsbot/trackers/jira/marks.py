"""The marks by which what we wrote is found again, and by which people's text cannot pass for it."""

from collections.abc import Iterable

from csopsbot.trackers.jira.shapes import PropertyShape

REF_PROPERTY = "csops.ref"
OP_PROPERTY = "csops.op"


def op_of(properties: Iterable[PropertyShape] | None) -> str | None:
    """Return the op that is among PROPERTIES."""
    values = (one.value for one in properties or () if one.key == OP_PROPERTY)
    return next((read_op(value) for value in values), None)


def read_op(value: object) -> str | None:
    """Return the op out of a property's value."""
    op = value.get("op") if isinstance(value, dict) else None
    return op if isinstance(op, str) else None
