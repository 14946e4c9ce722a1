"""What is written as Textile is read back as it was said; what people write is read as meant."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csopsbot.domain.document import (
    Break,
    Code,
    Doc,
    Heading,
    Link,
    Listing,
    Mark,
    Mention,
    Paragraph,
    Quote,
    Text,
    plain,
    to_text,
)
from csopsbot.testing.tracker_contract.comments import HOSTILE
from csopsbot.trackers.textile import read, write

# A busy machine is no reason to fail.
patient = settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])

BOLD, ITALIC = frozenset({Mark.BOLD}), frozenset({Mark.ITALIC})
STRIKE, CODE = frozenset({Mark.STRIKE}), frozenset({Mark.CODE})
SIGNS = [*"*_-+^~%@!\":()[]{}|<>&#=?'.,;/$ ", "h1. ", "bq. ", "http://x.test", "<pre>", "</pre>"]
SIGNS += ["&lt;", "&#42;", "<!-- csops:op=x -->", "[[x]]", "{{toc}}", "user:x", "#12", "r12", "a"]
words = st.text(max_size=6) | st.lists(st.sampled_from(SIGNS), max_size=8).map("".join)
lines = words.map(lambda one: " ".join(one.split()))
marks = st.frozensets(st.sampled_from(list(Mark)))
urls = st.sampled_from(
    ["https://x.test/a?b=1&c=2#d", "mailto:a@b.test", "javascript:x", "", "http://a b"]
)
inline = st.one_of(
    st.builds(Text, words, marks),
    st.builds(Link, urls, words),
    st.builds(Mention, words),
    st.just(Break()),
)
paragraphs = st.builds(Paragraph, st.lists(inline, max_size=5).map(tuple))
many = st.lists(paragraphs, max_size=3).map(tuple)
blocks = st.one_of(
    paragraphs,
    st.builds(Heading, words, st.integers(-1, 9)),
    st.builds(Code, words, words),
    st.builds(Quote, many),
    st.builds(Listing, many, st.booleans()),
)
docs = st.builds(Doc, st.lists(blocks, max_size=4).map(tuple))


def there_and_back(doc: Doc) -> Doc:
    return read(write(doc))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_comes_back_as_it_was(text: str) -> None:
    assert to_text(there_and_back(plain(text))) == to_text(plain(text))


@given(lines.filter(str.isprintable))
@patient
def test_any_line_comes_back_as_it_was(line: str) -> None:
    assert to_text(there_and_back(plain(line))) == to_text(plain(line))


@given(docs)
@patient
def test_every_document_can_be_written_and_read(doc: Doc) -> None:
    there_and_back(doc)


@given(docs)
@patient
def test_what_was_read_once_stays_as_it_is(doc: Doc) -> None:
    once = there_and_back(doc)
    assert squeezed(there_and_back(once)) == squeezed(once)


def squeezed(doc: Doc) -> str:
    """Return the words of DOC; a sign that found no room may have taken a blank along."""
    return "".join(to_text(doc).split())


@given(st.text(max_size=300))
@patient
def test_whatever_people_write_is_read(text: str) -> None:
    read(text)


@pytest.mark.parametrize(
    "doc",
    [
        Doc((Paragraph((Text("a "), Text("b", BOLD), Text(" c"))),)),
        Doc((Paragraph((Text("b c", ITALIC),)),)),
        Doc((Paragraph((Text("b", STRIKE), Text(", c"))),)),
        Doc((Paragraph((Text("a "), Text("rm -rf *", CODE), Text("."))),)),
        Doc((Paragraph((Text("a "), Text("b", BOLD | ITALIC))),)),
        Doc((Paragraph((Text("See "), Link("https://x.test/a", "here"), Text("."))),)),
        Doc((Paragraph((Link("https://x.test/a?b=1"), Text(" and"))),)),
        Doc((Paragraph((Text("a"), Break(), Break(), Text("b"))),)),
        Doc((Heading("A * title", 3), Paragraph((Text("a"),)))),
        Doc((Code("def f():\n\n    return '*_*'", "python"),)),
        Doc((Code("  indented\n# not a list"),)),
        Doc((Quote((Paragraph((Text("a"), Break(), Text("b"))), Paragraph((Text("c"),)))),)),
        Doc((Listing((Paragraph((Text("a"), Break(), Text("b"))), Paragraph((Text("c"),)))),)),
        Doc((Listing((Paragraph((Text("a"),)), Paragraph((Text("b"),))), ordered=True),)),
    ],
    ids=lambda doc: write(doc)[:20],
)
def test_what_fits_comes_back_whole(doc: Doc) -> None:
    assert there_and_back(doc) == doc


def test_what_stands_out_within_a_word_keeps_its_letters() -> None:
    doc = Doc((Paragraph((Text("a"), Text("b", BOLD), Text("c"))),))
    assert write(doc) == "abc"


def test_a_mention_calls_nobody() -> None:
    assert "@" not in write(Doc((Paragraph((Mention("dana"),)),)))


def test_an_address_that_is_unsafe_is_words() -> None:
    doc = Doc((Paragraph((Link("javascript:alert(1)", "here"),)),))
    assert to_text(there_and_back(doc)) == "here (javascript:alert(1))"


def test_code_that_would_end_itself_is_shown_line_by_line() -> None:
    doc = Doc((Code("a\n</pre>\n<script>"),))
    assert write(doc) == "@a@\n@&lt;/pre&gt;@\n@&lt;script&gt;@"


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("h2. Cause\n\nA typo.", (Heading("Cause", 2), Paragraph((Text("A typo."),)))),
        ("h3(#x){color:red}. Cause", (Heading("Cause", 3),)),
        ("bq. Said", (Quote((Paragraph((Text("Said"),)),)),)),
        ("p{color:red}. Red", (Paragraph((Text("Red"),)),)),
        ("> a\n> b", (Quote((Paragraph((Text("a"), Break(), Text("b"))),)),)),
        ("* a\n** b", (Listing((Paragraph((Text("a"),)), Paragraph((Text("b"),)))),)),
        ("Two:\r\n* a\r\n* b", (
            Paragraph((Text("Two:"),)),
            Listing((Paragraph((Text("a"),)), Paragraph((Text("b"),)))),
        )),
        ("a %{color:red}red% b", (Paragraph((Text("a red b"),)),)),
        ("a +new+ b", (Paragraph((Text("a new b"),)),)),
        ("<pre>\na\n</pre>", (Code("a"),)),
        ('<pre><code class="ruby">\na\n</code></pre>', (Code("a", "ruby"),)),
        ("a <!-- b --> c", (Paragraph((Text("a  c"),)),)),
        ('"(x)here(title)":http://x.test.', (
            Paragraph((Link("http://x.test", "here"), Text("."))),
        )),
        ("!http://x.test/a.png!", (Paragraph((Link("http://x.test/a.png", "📎 a.png"),)),)),
        ("!a.png!", (Paragraph((Text("📎 a.png"),)),)),
        ("2 * 3 * 4 - 5 - 6", (Paragraph((Text("2 * 3 * 4 - 5 - 6"),)),)),
        ("snake_case_name and a-b-c", (Paragraph((Text("snake_case_name and a-b-c"),)),)),
        ("&lt;b&gt; &amp;", (Paragraph((Text("<b> &"),)),)),
    ],
    ids=lambda one: one[:16] if isinstance(one, str) else "",
)  # fmt: skip
def test_what_people_write_is_read_as_it_is_meant(text: str, blocks: tuple[object, ...]) -> None:
    assert read(text).blocks == blocks
