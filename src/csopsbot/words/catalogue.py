"""Looking a text up by its key and filling it in."""

from functools import cache
from gettext import GNUTranslations
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

LANGUAGES = ("en", "es")
_DEFAULT = "en"


class UnknownMessage(LookupError):
    """The catalogue has no such text."""


def language_of(locale: str | None) -> str:
    """Return the language of a Slack locale such as es-LA; English where we do not speak it."""
    language = (locale or "").replace("_", "-").partition("-")[0].lower()
    return language if language in LANGUAGES else _DEFAULT


def say(key: str, language: str, **values: str | int) -> str:
    """Return the text KEY in LANGUAGE with its VALUES; `count` chooses between one and many.

    Raises `UnknownMessage`. Values are put in as they are: whoever shows the text escapes them.
    """
    catalogue = _catalogue(language_of(language))
    count = values.get("count")
    text = catalogue.ngettext(key, key, count) if isinstance(count, int) else catalogue.gettext(key)
    if text == key:
        raise UnknownMessage(key)
    return text.format_map(values)


def keys() -> list[str]:
    """Return the key of every text, in the order of the file."""
    ids = (message.id for message in _texts(_DEFAULT) if message.id)
    return [id if isinstance(id, str) else id[0] for id in ids]


@cache
def _catalogue(language: str) -> GNUTranslations:
    """Compile a language's texts; done at first use, so that a clone needs no build step."""
    # Imported here, for it takes longer than all that a command such as --help does.
    from babel.messages.mofile import write_mo

    compiled = BytesIO()
    write_mo(compiled, _texts(language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def _texts(language: str) -> "Catalog":
    from babel.messages.pofile import read_po

    source = files("csopsbot.words") / "locale" / language / "LC_MESSAGES" / "csopsbot.po"
    with source.open("rb") as texts:
        return read_po(texts, locale=language)
