"""What the groups and examples of the catalogue are called in languages other than English."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent
_BETWEEN = re.compile(r"(: | \([a-z_]+\)$)")


def called(heading: str, language: str) -> str:
    """Return an English HEADING in LANGUAGE, part by part; what stands in brackets is a name."""
    return "".join(_called(part, language) for part in _BETWEEN.split(heading))


def parts(heading: str) -> Iterator[str]:
    """Yield the parts of a HEADING that have words."""
    yield from (part for part in _BETWEEN.split(heading) if not _BETWEEN.fullmatch(part) and part)


def _called(part: str, language: str) -> str:
    found = translations(language).get(part) if part and language != "en" else None
    return str(found.string) if found and found.string else part


@cache
def translations(language: str) -> Catalog:
    """Return the headings in LANGUAGE, by their English words; read at first use."""
    with (FOLDER / f"{language}.po").open("rb") as texts:
        return read_po(texts, locale=language)
