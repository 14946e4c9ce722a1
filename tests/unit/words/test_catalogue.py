"""The catalogue holds every text the code asks for, in every language, and no other."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

import csopsbot
from csopsbot.words import LANGUAGES, UnknownMessage, language_of, say

SOURCE = Path(csopsbot.__file__).parent
OTHERS = ("sandbox", "testing")
FILES = (".html", ".css")
KEY = re.compile(r"[a-z_]+\.[a-z_]+")
NAMES_A_GROUP = re.compile(r"[a-z]\\\.|\\\.[a-z]")


@cache
def catalogue(language: str) -> Catalog:
    path = SOURCE / "words" / "locale" / language / "LC_MESSAGES" / "csopsbot.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def texts(language: str) -> dict[str, tuple[str, ...]]:
    """Return every key with its texts, two where there is one for many."""
    found = {}
    for message in catalogue(language):
        key = message.id if isinstance(message.id, str) else message.id[0]
        text = message.string or ""
        found[key] = (text,) if isinstance(text, str) else tuple(text)
    return {key: text for key, text in found.items() if key}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@cache
def literals() -> tuple[ast.Constant | ast.JoinedStr, ...]:
    """Return every string the product's code contains, plain or put together."""
    paths = (p for p in SOURCE.rglob("*.py") if p.relative_to(SOURCE).parts[0] not in OTHERS)
    return tuple(found for path in paths for found in _strings(ast.parse(path.read_text("utf-8"))))


def _strings(tree: ast.AST) -> Iterator[ast.Constant | ast.JoinedStr]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr):
            yield node
        if isinstance(node, ast.JoinedStr):
            for part in node.values:
                yield from _strings(part)
        else:
            yield from _strings(node)


def named_keys() -> set[str]:
    """Return what looks like a key of one of the catalogue's groups."""
    groups = {key.partition(".")[0] for key in texts("en")}
    found = {node.value for node in literals() if isinstance(node, ast.Constant)}
    keys = {text for text in found if isinstance(text, str) and KEY.fullmatch(text)}
    return {
        key for key in keys if key.partition(".")[0] in groups and Path(key).suffix not in FILES
    }


def built_keys() -> list[re.Pattern[str]]:
    """Return a pattern for each key that is put together from a word of the rules."""
    built = (node for node in literals() if isinstance(node, ast.JoinedStr))
    patterns = ("".join(map(_pattern, node.values)) for node in built)
    return [re.compile(pattern) for pattern in patterns if NAMES_A_GROUP.search(pattern)]


def _pattern(part: ast.expr) -> str:
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z_]+"


def test_every_language_has_the_same_keys() -> None:
    assert all(texts(language).keys() == texts("en").keys() for language in LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_or_unsure(language: str) -> None:
    assert all(all(text) for text in texts(language).values())
    assert not [message.id for message in catalogue(language) if message.id and message.fuzzy]


@pytest.mark.parametrize("key", sorted(texts("en")))
def test_a_text_has_the_same_placeholders_in_every_language(key: str) -> None:
    wanted = [placeholders(text) for text in texts("en")[key]]
    assert all([placeholders(t) for t in texts(lang)[key]] == wanted for lang in LANGUAGES)


def test_every_key_the_code_names_is_in_the_catalogue() -> None:
    assert named_keys() - texts("en").keys() == set()


def test_the_catalogue_has_no_text_the_code_does_not_ask_for() -> None:
    named, built = named_keys(), built_keys()
    unused = [key for key in texts("en") if key not in named]
    assert [key for key in unused if not any(pattern.fullmatch(key) for pattern in built)] == []


def test_spanish_is_not_english() -> None:
    same = {key for key, text in texts("es").items() if text == texts("en")[key]}
    assert {key for key in same if re.search(r"[a-z]{3,} [a-z]{2,}", texts("en")[key][0])} == set()


@pytest.mark.parametrize(
    ("locale", "language"),
    [("es-LA", "es"), ("es-ES", "es"), ("es_MX", "es"), ("ES", "es"), ("en-GB", "en")],
)
def test_a_locale_has_the_language_it_begins_with(locale: str, language: str) -> None:
    assert language_of(locale) == language


@pytest.mark.parametrize("locale", ["fr-FR", "", None, "estonian", "-", "\x00"])
def test_a_locale_we_do_not_speak_is_answered_in_english(locale: str | None) -> None:
    assert language_of(locale) == "en"


def test_one_and_many_are_told_apart() -> None:
    one, many = (say("team.context_more", "en", count=count) for count in (1, 2))
    assert (one, many) == ("and 1 more message", "and 2 more messages")


def test_a_value_is_put_in_as_it_is_even_where_it_looks_like_a_placeholder() -> None:
    assert "{name} {0}" in say("support.taken", "es", name="{name} {0}")


def test_a_key_nobody_wrote_a_text_for_is_an_error() -> None:
    with pytest.raises(UnknownMessage):
        say("card.no_such_text", "en")
