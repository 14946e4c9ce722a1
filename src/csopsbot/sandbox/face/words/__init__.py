"""Every text of the page's own, by its key, in every language the page speaks.

The texts are in `<language>.po`, grouped by where they are seen; those of a `script.…` go to the
browser. What panels say that a program adds is that program's own.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeAlias

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

LANGUAGES = ("en", "es")
FOLDER = Path(__file__).parent
SCRIPT = "script."

Text: TypeAlias = Callable[[str], str]
"""A text in whichever language it is asked for."""


class UnknownText(LookupError):
    """The page has no such text."""


def language_of(tag: str) -> str:
    """Return the language of a tag such as es-MX; English where the page does not speak it."""
    language = tag.strip().replace("_", "-").partition("-")[0].lower()
    return language if language in LANGUAGES else LANGUAGES[0]


def say(key: str, language: str, **values: str | int) -> str:
    """Return the text KEY in LANGUAGE with its VALUES; `count` chooses between one and many.

    Raises `UnknownText`. Values are put in as they are: whoever shows the text escapes them.
    """
    message = _texts(language_of(language)).get(key)
    if message is None:
        raise UnknownText(key)
    one, *many = [message.string] if isinstance(message.string, str) else message.string or ()
    chosen = many[0] if many and values["count"] != 1 else one
    return chosen.format_map(values)


def knows(key: str) -> bool:
    """Tell whether the page has such a text."""
    return _texts(LANGUAGES[0]).get(key) is not None


def for_scripts(language: str) -> dict[str, str]:
    """Return what the browser's scripts say, by its key's last word and not yet filled in."""
    texts = ((str(each.id), str(each.string)) for each in _texts(language_of(language)))
    return {key.removeprefix(SCRIPT): text for key, text in texts if key.startswith(SCRIPT)}


@cache
def _texts(language: str) -> Catalog:
    """Return a language's texts; read at first use."""
    with (FOLDER / f"{language}.po").open("rb") as texts:
        return read_po(texts, locale=language)
