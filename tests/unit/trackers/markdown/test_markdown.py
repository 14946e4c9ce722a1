"""Markdown shows people's words as they are, and whatever people write in it is read."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from csopsbot.domain.document import (
    Break,
    Code,
    Doc,
    Inline,
    Link,
    Listing,
    Mark,
    Paragraph,
    Text,
    plain,
    to_text,
)
from csopsbot.trackers.markdown import key_of, mark, read, write, write_within
from csopsbot.trackers.markdown.escape import GUARD, storable
from tests.unit.trackers.documents import documents

# A busy machine is no reason to fail.
patient = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])

URLS = ["https://x.test/a_b?b=c&lt;d#e", "mailto:a@b.test", "javascript:alert(1)", "http://a b", ""]
HOSTILE = [
    "@all", "a @bob.", "#12", "GH-3", "!4", "%5", "~bug", "o/r#1", "<b>", "<!-- csops:op=x -->",
    "```", "~~~", "---", "***", "===", "+ a", "- a", "1. a", "2) b", "# a", "> a", ">>>", "| a |",
    "--|--", "    a", "\t/close", "/close", "\\", "*a*", "_a_", "[x](y)", "[x]: y", "&amp;", "`a`",
    "$x$", "\x00", "\ud800", "www.a_b.test", "https://a.test/x_y_z.", "a\nb", "a\r\n/close", " ",
    "!", "ftp://a_b", "[epic:1]", "\N{NO-BREAK SPACE}", "<details>", "+++", ";;;", ":::", "[ ] a",
]  # fmt: skip
words = st.one_of(
    st.text(max_size=8),
    st.sampled_from(HOSTILE),
    st.lists(st.sampled_from(HOSTILE), max_size=3).map("".join),
    st.text("*_`~[]()<>#@!\\/- a1.\n", max_size=10),
)
docs = documents(words, URLS)


def para(*content: Inline) -> Doc:
    return Doc((Paragraph(content),))


def page(markdown: str) -> str:
    """Return MARKDOWN as a server shows it, by a parser that knows nothing of ours."""
    return str(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown))


def shown(markdown: str) -> str:
    """Return the text of the page, without what stands in code and links, each run by itself."""
    quiet = re.sub(r"<(code|a)\b[^>]*>.*?</\1>", " ", page(markdown), flags=re.DOTALL)
    return re.sub(r"<[^>]*>", " ", quiet).replace("&lt;", "<").replace("&gt;", ">")


def only_words(text: str) -> str:
    """Return TEXT as far as its blanks do not matter, nor how an address writes a semicolon."""
    return " ".join(text.replace(GUARD, "").replace("%3B", ";").split())


@patient
@given(docs)
def test_what_was_read_is_written_as_it_was(written: Doc) -> None:
    once = write(written)
    assert write(read(once)) == once


@pytest.mark.parametrize("end", ["\x85", "\u2028", "\u2029"])
def test_whatever_ends_a_line_ends_it_here_and_its_emphasis(end: str) -> None:
    bold = Text(f"Now:{end}", frozenset({Mark.BOLD}))
    assert write(Doc((Paragraph((bold, Text("then"))),))) == "**Now:**\\\nthen"


def test_nothing_between_two_lists_does_not_make_them_one() -> None:
    one = Listing((Paragraph((Text("a"),)),), ordered=True)
    assert write(Doc((one, one, Paragraph(()), one))) == "1. a\n\n1) a\n\n1. a"


@patient
@given(words)
def test_no_words_become_markup(said: str) -> None:
    told = plain(storable(said))
    assert only_words(to_text(read(write(told)))) == only_words(to_text(told))


@patient
@given(docs)
def test_whoever_is_named_is_not_called(written: Doc) -> None:
    assert not re.search(r"(?<![A-Za-z0-9_])@[A-Za-z0-9_.]", shown(write(written)))


@patient
@given(docs)
def test_no_number_leads_to_an_issue(written: Doc) -> None:
    assert not re.search(r"#[0-9]|\bgh-[0-9]", shown(write(written)), re.IGNORECASE)


@patient
@given(docs)
def test_no_line_is_a_command(written: Doc) -> None:
    outside_code = re.sub(r"^```.*?\n```$", "", write(written), flags=re.DOTALL | re.MULTILINE)
    assert not re.search(r"^\s*/", outside_code, re.MULTILINE)


@patient
@given(docs)
def test_no_words_are_a_mark_of_ours(written: Doc) -> None:
    text = write(written)
    assert key_of(text, "op") is None
    assert "<!-- csops" not in re.sub(r"\\<", "", text)


@patient
@given(docs)
def test_whatever_is_written_can_be_sent(written: Doc) -> None:
    assert "\x00" not in write(written).encode().decode()


@patient
@given(st.text(max_size=80))
def test_whatever_is_read_can_be_written(text: str) -> None:
    once = write(read(text))
    assert write(read(once)) == once


@patient
@given(docs, st.integers(1, 60))
def test_what_is_too_long_is_cut_to_what_fits(written: Doc, limit: int) -> None:
    assert len(write_within(written, limit)) <= limit


def test_every_look_is_kept() -> None:
    for one in Mark:
        doc = para(Text("a "), Text("b", frozenset({one})), Text("c"))
        assert read(write(doc)) == doc


@pytest.mark.parametrize(
    "content",
    [
        (Text("a!", frozenset({Mark.BOLD})), Text("b")),
        (Text("b"), Text("(a)", frozenset({Mark.ITALIC})), Text("b")),
        (Text("a", frozenset({Mark.BOLD})), Text("b", frozenset({Mark.ITALIC}))),
        (Text("a", frozenset({Mark.BOLD, Mark.STRIKE, Mark.ITALIC})), Text("`b", frozenset({Mark.CODE}))),
        (Text("*", frozenset({Mark.BOLD})), Text("**", frozenset({Mark.BOLD, Mark.ITALIC}))),
    ],
)  # fmt: skip
def test_looks_stand_against_what_surrounds_them(content: tuple[Inline, ...]) -> None:
    assert read(write(para(*content))) == para(*content)


def test_a_cry_before_a_link_makes_no_picture_of_it() -> None:
    doc = para(Text("Look!"), Link("https://x.test", "here"))
    assert read(write(doc)) == doc


def test_nothing_but_an_address_in_bold_is_a_link() -> None:
    assert write(para(Text(" https://x.test ", frozenset({Mark.BOLD})))) == "<https://x.test>"


def test_two_lists_in_a_row_stay_two() -> None:
    items = (Paragraph((Text("a"),)),)
    doc = Doc((Listing(items), Listing(items), Listing(items), Listing(items, ordered=True)))
    assert read(write(doc)) == doc


def test_an_indented_line_keeps_its_place() -> None:
    doc = para(Text("Error:"), Break(), Text("    at here"))
    assert read(write(doc)) == doc


def test_code_that_shows_code_ends_where_it_ends() -> None:
    doc = Doc((Code("```\n/close\n```"), Paragraph((Text("after"),))))
    assert [block.kind for block in read(write(doc)).blocks] == ["code", "paragraph"]


def test_code_is_shown_as_text_where_a_server_would_draw_it() -> None:
    assert write(Doc((Code("graph TD", "mermaid"),))).startswith("```\n")


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("(https://x.test/a).", "https://x.test/a"),
        ("https://x.test/a_(b)!", "https://x.test/a_(b)"),
        ("https://x.test/?!", "https://x.test/"),
        ("https://x.test/))))", "https://x.test/"),
    ],
)
def test_an_address_does_not_take_the_end_of_its_sentence(text: str, url: str) -> None:
    (paragraph,) = read(text).blocks
    assert isinstance(paragraph, Paragraph)
    assert Link(url) in paragraph.content


def test_an_address_in_the_text_becomes_a_link() -> None:
    assert write(para(Text("see https://x.test/a_b."))) == "see <https://x.test/a_b>."


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "ftp://a", "//x"])
def test_an_address_that_is_no_web_address_is_mere_text(url: str) -> None:
    assert "<a" not in page(write(para(Link(url, "here"))))


def test_a_mark_names_what_it_was_made_with() -> None:
    assert key_of(f"Hello\n\n{mark('op', 'a--b:c d>')}", "op") == "a--b:c d>"


def test_a_mark_of_another_kind_is_not_it() -> None:
    assert key_of(mark("ref", "1"), "op") is None


def test_a_mark_is_not_read_as_text() -> None:
    assert read(f"Hello\n\n{mark('op', '1')}") == plain("Hello")


def test_a_mark_inside_a_line_is_somebodys_words() -> None:
    assert key_of(f"> {mark('op', '1')}", "op") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**a** _b_ ~~c~~", "a b c"),
        ("a\nb", "a\nb"),
        ("a  \nb", "a\nb"),
        ("a<br>b", "a\nb"),
        ("![shot](https://x.test/a.png)", "📎 shot (https://x.test/a.png)"),
        ("![shot](/uploads/1/a.png)", "📎 shot"),
        ('<img width="3" alt="Image" src="https://x.test/a.png" />', "📎 Image https://x.test/a.png"),
        ("<details><summary>Log</summary>\n\nx\n\n</details>", "Log\n\nx"),
        ("- [ ] a\n- [x] b", "- ☐ a\n- ☑ b"),
        ("- a\n  - b\n- c", "- a\n- b\n- c"),
        ("1. a\n2. b", "1. a\n2. b"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a | b\n\n1 | 2"),
        ("Title\n=====", "Title"),
        ("```py\na\n  b\n```", "a\n  b"),
        ("> a\n>\n> b", "> a\n> b"),
        ("<https://x.test>", "https://x.test"),
        ("[here](https://x.test)", "here (https://x.test)"),
        ("[here](javascript:alert(1))", "[here](javascript:alert(1))"),
        ("&amp; &#64;bob", "& @bob"),
        ("a\n\n---\n\nb", "a\n\nb"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_people_write_is_read(text: str, words: str) -> None:
    assert to_text(read(text)) == words


@pytest.mark.parametrize("sign", ["> ", "- ", "1. ", "*", "["])
def test_a_text_a_thousand_levels_deep_gives_up_its_words(sign: str) -> None:
    assert "deep" in to_text(read(sign * 1000 + "deep"))
