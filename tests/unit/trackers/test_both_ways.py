"""What every markup promises that people write and that we write: one suite for all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csopsbot.domain.document import Doc, Link, Paragraph, Text, plain, to_text
from csopsbot.testing.tracker_contract.comments import HOSTILE
from csopsbot.trackers import textile
from csopsbot.trackers.jira import wiki
from tests.unit.trackers.documents import BOLD, FITTING, documents, patient, words_of

NUMBERED = [f"{place}-{doc.blocks[0].kind}" for place, doc in enumerate(FITTING)]


@dataclass(frozen=True)
class Markup:
    """How it is read and written, and WORDS to try it with."""

    read: Callable[[str], Doc]
    write: Callable[[Doc], str]
    words: st.SearchStrategy[str]
    address: Callable[[str], str] = str  # what has no place in one may stand there as a reference

    def there_and_back(self, doc: Doc) -> Doc:
        return self.read(self.write(doc))

    def squeezed(self, doc: Doc) -> str:
        """Return the words of DOC; a sign that found no room may have taken a blank along."""
        return "".join(self.address("".join(to_text(doc).split())).split())


def signs(*own: str) -> st.SearchStrategy[str]:
    """Return texts out of signs that mean something in many markups, and OWN."""
    some = [
        *"*_-+^~%@!\":()[]{}|<>&#=?'.,;/$ ",
        "h1. ",
        "bq. ",
        "http://x.test",
        "&lt;",
        "&#42;",
        "a",
    ]
    return words_of([*some, *own])


WIKI = signs(
    "\\", "\\\\", "{code}", "{quote}", "{noformat}", "[~dana]", "{{x}}", "||", ":)", "(/)", "----"
)
TEXTILE = signs(
    "<pre>", "</pre>", "<!-- csops:op=x -->", "[[x]]", "{{toc}}", "user:x", "#12", "r12"
)
MARKUPS = {
    "wiki": Markup(wiki.read, wiki.write, WIKI, unquote),
    "textile": Markup(textile.read, textile.write, TEXTILE),
}
each = pytest.mark.parametrize("markup", MARKUPS.values(), ids=MARKUPS.keys())


@each
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_comes_back_as_it_was(markup: Markup, text: str) -> None:
    assert to_text(markup.there_and_back(plain(text))) == to_text(plain(text))


@each
@given(data=st.data())
@patient
def test_any_line_comes_back_as_it_was(markup: Markup, data: st.DataObject) -> None:
    lines = markup.words.map(lambda one: " ".join(one.split())).filter(str.isprintable)
    line = data.draw(lines)
    assert to_text(markup.there_and_back(plain(line))) == to_text(plain(line))


@each
@given(data=st.data())
@patient
def test_what_was_read_once_stays_as_it_is(markup: Markup, data: st.DataObject) -> None:
    once = markup.there_and_back(data.draw(documents(markup.words)))
    assert markup.squeezed(markup.there_and_back(once)) == markup.squeezed(once)


@each
@given(text=st.text(max_size=300))
@patient
def test_whatever_people_write_is_read(markup: Markup, text: str) -> None:
    markup.read(text)


@each
@pytest.mark.parametrize("doc", FITTING, ids=NUMBERED)
def test_what_fits_comes_back_whole(markup: Markup, doc: Doc) -> None:
    assert markup.there_and_back(doc) == doc


@each
def test_what_stands_out_within_a_word_keeps_its_letters(markup: Markup) -> None:
    doc = Doc((Paragraph((Text("a"), Text("b", BOLD), Text("c"))),))
    assert markup.write(doc) == "abc"


@each
def test_an_address_that_is_unsafe_is_words(markup: Markup) -> None:
    doc = Doc((Paragraph((Link("javascript:alert(1)", "here"),)),))
    assert to_text(markup.there_and_back(doc)) == "here (javascript:alert(1))"
