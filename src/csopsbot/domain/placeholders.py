"""What stands for a word of the escalation in the fields that the desk file gives to issues.

`{customer}` is the customer, `{{` and `}}` are the signs themselves.
"""

import re
from collections.abc import Iterator, Mapping

from csopsbot.domain.spelling import nearest

KNOWN = (
    "area",
    "case_kind",
    "customer",
    "customer_version",
    "escalation",
    "link",
    "severity",
    "severity_label",
    "team",
    "tier",
    "title",
)

_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{(?P<name>[^{}\n]*)\}")

Path = tuple[str | int, ...]


def unknown(value: object, at: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield each placeholder in VALUE that stands for nothing, with where it is."""
    if isinstance(value, str):
        names = (found["name"] for found in _PLACEHOLDER.finditer(value))
        yield from ((at, name) for name in names if name is not None and name not in KNOWN)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from unknown(inner, (*at, str(key)))
    elif isinstance(value, list | tuple):
        for place, inner in enumerate(value):
            yield from unknown(inner, (*at, place))


def advice(name: str) -> str:
    """Return what to write instead of a placeholder that stands for nothing."""
    near = nearest(name, KNOWN)
    hint = f"Did you mean {{{near}}}?" if near else f"Known are {', '.join(KNOWN)}."
    return f"{{{name}}} stands for nothing. {hint} Write {{{{ for a brace itself."


def filled(fields: Mapping[str, object], words: Mapping[str, str]) -> dict[str, object]:
    """Return FIELDS with WORDS for their placeholders, without those that stand for nothing now."""
    done = {name: _filled(value, words) for name, value in fields.items()}
    return {name: value for name, value in done.items() if value is not None}


def _filled(value: object, words: Mapping[str, str]) -> object:
    """Return VALUE filled in; None for a text of placeholders alone, of which none has a word."""
    if isinstance(value, str):
        return _text(value, words)
    if isinstance(value, Mapping):
        inner = filled(value, words)
        return inner if inner or not value else None
    if isinstance(value, list | tuple):
        items = [one for one in (_filled(item, words) for item in value) if one is not None]
        return items if items or not value else None
    return value


def _text(text: str, words: Mapping[str, str]) -> str | None:
    def word(found: re.Match[str]) -> str:
        name = found["name"]
        return found[0][0] if name is None else words.get(name, found[0])

    said = _PLACEHOLDER.sub(word, text)
    return None if not said.strip() and text.strip() else said
