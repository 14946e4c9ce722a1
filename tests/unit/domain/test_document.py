"""A document keeps its words, whatever becomes of its looks."""

import pytest
from hypothesis import given, settings
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
    map_text,
    plain,
    shorten,
    to_text,
)

patient = settings(deadline=None)  # a busy machine is no reason to fail


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def test_an_empty_line_parts_paragraphs() -> None:
    assert plain("a\n\nb") == Doc((paragraph("a"), paragraph("b")))


def test_a_new_line_breaks_within_a_paragraph() -> None:
    assert plain("a\nb") == Doc((Paragraph((Text("a"), Break(), Text("b"))),))


@pytest.mark.parametrize("text", ["", "\n", "\n\n\n", "  \n\n "])
def test_nothing_is_an_empty_document(text: str) -> None:
    assert plain(text) == Doc()


def test_lines_end_as_any_system_ends_them() -> None:
    assert plain("a\r\n\r\nb") == plain("a\n\nb")


@patient
@given(st.text(alphabet="ab \n*_<>@&"))
def test_plain_text_comes_back_line_by_line(text: str) -> None:
    lines = [line for line in text.split("\n") if line.strip()]
    shown = [line for line in to_text(plain(text)).split("\n") if line.strip()]
    assert shown == lines


def test_text_is_never_empty() -> None:
    blocks = plain("a\n\n\nb\n").blocks
    texts = [part for block in blocks if isinstance(block, Paragraph) for part in block.content]
    assert all(part.text for part in texts if isinstance(part, Text))


@pytest.mark.parametrize(
    ("block", "text"),
    [
        (Paragraph((Text("a", frozenset({Mark.BOLD})), Text("b"))), "ab"),
        (Paragraph((Link("https://x.test"),)), "https://x.test"),
        (Paragraph((Link("https://x.test", "here"),)), "here (https://x.test)"),
        (Paragraph((Mention("Dana"), Break(), Text("hi"))), "@Dana\nhi"),
        (Heading("Steps"), "Steps"),
        (Code("a\n  b"), "a\n  b"),
        (Quote((paragraph("a"), paragraph("b"))), "> a\n> b"),
        (Listing((paragraph("a"), paragraph("b"))), "- a\n- b"),
        (Listing((paragraph("a"), paragraph("b")), ordered=True), "1. a\n2. b"),
    ],
)
def test_each_block_reads_as_text(block: Paragraph, text: str) -> None:
    assert to_text(Doc((block,))) == text


def test_blocks_are_apart_in_text() -> None:
    assert to_text(Doc((Heading("a"), paragraph("b")))) == "a\n\nb"


def test_a_change_of_text_reaches_every_block() -> None:
    a = paragraph("a")
    doc = Doc((a, Heading("a"), Code("a"), Quote((a,)), Listing((a,))))
    assert to_text(map_text(doc, str.upper)) == to_text(doc).upper()


def test_a_document_that_fits_is_left_as_it_is() -> None:
    doc = plain("a\n\nb")
    assert shorten(doc, len(to_text(doc))) is doc


@patient
@given(st.text(alphabet="abc \n", min_size=1), st.integers(min_value=1, max_value=60))
def test_a_shortened_document_fits(text: str, limit: int) -> None:
    assert len(to_text(shorten(plain(text), limit))) <= limit


def test_a_shortened_document_says_so() -> None:
    assert to_text(shorten(plain("x" * 100), 10)).endswith("…")


def test_a_shortened_document_keeps_the_blocks_that_fit() -> None:
    doc = Doc((Heading("Title"), Code("x" * 100)))
    short = shorten(doc, 30)
    assert short.blocks[0] == Heading("Title")
    assert isinstance(short.blocks[1], Code)
