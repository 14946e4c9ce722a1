"""The page has every text it asks for in every language, and says nothing of its own besides."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from csopsbot.demo import panels
from csopsbot.sandbox import face
from csopsbot.sandbox.errors import SlackError
from csopsbot.sandbox.face.panels.breakages import BREAKAGES
from csopsbot.sandbox.face.refusals import at_field, sentence
from csopsbot.sandbox.face.words import (
    FOLDER,
    LANGUAGES,
    UnknownText,
    for_scripts,
    language_of,
    say,
)
from csopsbot.sandbox.world.complaint import ENGLISH, Complaint, Fault

PAGE = Path(face.__file__).parent
TEMPLATES = sorted((PAGE / "templates").glob("*.html"))
SCRIPTS = sorted((PAGE / "static" / "js").glob("*.js"))
SHEETS = sorted((PAGE / "static").glob("*.css"))
CODE = sorted([*PAGE.rglob("*.py"), *Path(panels.__file__).parent.glob("*.py")])

LETTERS = re.compile(r"[^\W\d_]")
SPOKEN = frozenset({"alt", "aria-label", "placeholder", "title"})
STATEMENT = re.compile(r"{%.*?%}", re.S)
EXPRESSION = re.compile(r"{{(.*?)}}", re.S)
CALLS = re.compile(r"\b(?:say|icon|picture|join)\((?:[^()]|\([^()]*\))*\)")
COMPARED = re.compile(r"""[!=]= ?"[^"]*"|\[["']\w+["']\]""")
QUOTED = re.compile(r'"([^"]*)"')
SENTENCE = re.compile(r"[^\W\d_]{2,} [^\W\d_]{2,}")
WRITTEN = re.compile(
    r"""(?:toast\(|confirm\(|announce\(|textContent = |aria-label", )(["'`].*?["'`])|>([A-Z][a-z].*?)<"""
)
PLAIN = frozenset({"guard.py"})
"""What it says is for pages of others, in plain text."""

NAMES = frozenset({"In progress"})
"""Statuses, as the tracker calls them."""

KEY = re.compile(r"""["']([a-z]+\.[a-z_.]+)["']""")
BUILT = re.compile(r"""["']([a-z]+\.)(?:["'] ~|\{)""")
SCRIPTED = re.compile(r"""\bsay\("(\w+)\"""")


@cache
def catalogue(language: str) -> Catalog:
    with (FOLDER / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def texts(language: str) -> dict[str, tuple[str, ...]]:
    """Return every key with its texts, two where there is one for many."""
    found = {}
    for message in catalogue(language):
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            text = message.string or ""
            found[key] = (text,) if isinstance(text, str) else tuple(text)
    return found


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def code_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


class Spoken(HTMLParser):
    """Collects what a template says to people, with its expressions as they stand."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in SPOKEN and value]

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def literals(template: str) -> Iterator[str]:
    """Yield what a template says that is not of the catalogue."""
    # Quotes within an expression would end the attribute that it stands in.
    expressions = EXPRESSION.findall(STATEMENT.sub("", template))
    bare = EXPRESSION.sub("{}", STATEMENT.sub("", template))
    reader = Spoken()
    reader.feed(bare)
    yield from (text.strip() for text in reader.found if LETTERS.search(text))
    for expression in expressions:
        words = QUOTED.findall(COMPARED.sub("", CALLS.sub("", expression)))
        yield from (word for word in words if word[:1].isupper() or " " in word.strip())


def sentences(code: str) -> Iterator[str]:
    """Yield what stands in Python as people read it, besides docstrings."""
    tree = ast.parse(code)
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = (node for node in ast.walk(tree) if id(node) not in alone)
    said = (node.value for node in texts if isinstance(node, ast.Constant))
    yield from (
        text
        for text in said
        if isinstance(text, str) and text[:1].isupper() and SENTENCE.search(text)
    )


def test_every_language_has_the_same_keys() -> None:
    assert all(texts(language).keys() == texts("en").keys() for language in LANGUAGES)


@pytest.mark.parametrize("key", sorted(texts("en")))
def test_a_text_has_the_same_placeholders_in_every_language(key: str) -> None:
    wanted = [placeholders(text) for text in texts("en")[key]]
    assert all([placeholders(t) for t in texts(lang)[key]] == wanted for lang in LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_or_unsure(language: str) -> None:
    assert all(all(text) for text in texts(language).values())
    assert not [message.id for message in catalogue(language) if message.id and message.fuzzy]


def test_spanish_is_not_english() -> None:
    same = {key for key, text in texts("es").items() if text == texts("en")[key]}
    assert {key for key in same if SENTENCE.search(texts("en")[key][0])} == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_says_nothing_that_is_not_in_the_catalogue(path: Path) -> None:
    assert list(literals(code_of(path))) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_says_nothing_that_is_not_in_the_catalogue(path: Path) -> None:
    found = ("".join(hit) for hit in WRITTEN.findall(code_of(path)))
    assert [text for text in found if LETTERS.search(re.sub(r"\$\{.*?\}", "", text))] == []


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_style_sheet_says_nothing(path: Path) -> None:
    written = re.findall(r'content: "([^"]*)"', code_of(path))
    assert [text for text in written if LETTERS.search(text)] == []


def test_no_sentence_stands_in_the_code() -> None:
    code = (path for path in CODE if path.name not in PLAIN)
    found = {(path.name, said) for path in code for said in sentences(code_of(path))}
    assert {said for said in found if said[1] not in NAMES} == set()


def test_the_catalogue_has_every_text_that_is_asked_for_and_no_other() -> None:
    sources = [code_of(path) for path in (*TEMPLATES, *PAGE.rglob("*.py"))]
    groups = {key.partition(".")[0] for key in texts("en")}
    asked = {key for source in sources for key in KEY.findall(source)}
    asked = {key for key in asked if key.partition(".")[0] in groups and key[-5:] != ".html"}
    built = tuple({begun for source in sources for begun in BUILT.findall(source)})
    asked |= {f"script.{key}" for path in SCRIPTS for key in SCRIPTED.findall(code_of(path))}
    assert asked - {"script."} <= texts("en").keys()
    assert {key for key in texts("en") if key not in asked and not key.startswith(built)} == set()


def test_a_refusal_is_told_in_words_alone() -> None:
    assert sentence(SlackError("no_text"), "es") == "Todavía no hay nada que enviar."
    assert sentence(SlackError("never_heard"), "en") == "That was refused."
    assert "a.log is empty" in sentence(SlackError("empty_file", name="a.log"), "en")


def test_each_breakage_is_known() -> None:
    wanted = {f"breakage.{name}{part}" for name in BREAKAGES for part in ("", ".about")}
    assert wanted <= texts("en").keys()


def test_scripts_get_what_they_say() -> None:
    assert for_scripts("es")["new"] == "Nuevo"
    assert all("." not in key for key in for_scripts("en"))


@pytest.mark.parametrize(
    ("tag", "language"),
    [("es-MX", "es"), ("es_ES", "es"), (" ES", "es"), ("est", "en"), ("fr-FR", "en"), ("", "en")],
)
def test_a_tag_has_the_language_it_begins_with(tag: str, language: str) -> None:
    assert language_of(tag) == language


def test_one_and_many_are_told_apart() -> None:
    assert [say("line.replies", "en", count=n) for n in (1, 2)] == ["1 reply", "2 replies"]


def test_a_key_nobody_wrote_a_text_for_is_an_error() -> None:
    with pytest.raises(UnknownText):
        say("line.no_such_text", "en")


@pytest.mark.parametrize("fault", ENGLISH)
def test_the_page_says_of_a_field_in_english_what_the_client_says(fault: Fault) -> None:
    complaint = Complaint(fault, 3)
    assert at_field(complaint, "en") == str(complaint)
