"""Slack's mrkdwn and the neutral document."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csopsbot.domain.document import (
    Block,
    Break,
    Code,
    Doc,
    Heading,
    Inline,
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
from csopsbot.slack.mrkdwn import from_mrkdwn, in_pieces, to_mrkdwn
from tests.unit.slack.scenes import HOSTILE, HUGE, alerts

BOLD, ITALIC = frozenset({Mark.BOLD}), frozenset({Mark.ITALIC})
WORD = st.text("abcdé&<>!@#|", min_size=1, max_size=8).filter(
    lambda t: not t.startswith((">", "&"))
)
PIECE: st.SearchStrategy[Inline] = st.one_of(
    st.builds(Text, WORD, st.sampled_from([BOLD, ITALIC, frozenset({Mark.CODE})])),
    st.builds(Link, st.sampled_from(["https://a.example/x_y?b=1&c=2", "mailto:a@b.example"]), WORD),
)
PARAGRAPH = st.lists(PIECE, min_size=1, max_size=3).map(
    lambda pieces: Paragraph(tuple(x for piece in pieces for x in (piece, Text(" ")))[:-1])
)
BLOCK: st.SearchStrategy[Block] = st.one_of(
    PARAGRAPH,
    st.builds(lambda p: Quote((p,)), PARAGRAPH),
    st.builds(lambda items: Listing(tuple(items)), st.lists(PARAGRAPH, min_size=1, max_size=3)),
    st.builds(lambda p: Listing((p,), ordered=True), PARAGRAPH),
    st.builds(Code, WORD),
)


def read(text: str) -> Doc:
    return from_mrkdwn(text, lambda id: {"U1": "Mia"}.get(id, ""))


def line(text: str) -> tuple[Inline, ...]:
    (block,) = read(text).blocks
    assert isinstance(block, Paragraph)
    return block.content


def test_formatting_is_read() -> None:
    assert line("a *b* _c_ `d`") == (
        Text("a "),
        Text("b", BOLD),
        Text(" "),
        Text("c", ITALIC),
        Text(" "),
        Text("d", frozenset({Mark.CODE})),
    )


def test_formatting_within_formatting_is_read() -> None:
    assert line("*a _b_*") == (Text("a ", BOLD), Text("b", BOLD | ITALIC))


@pytest.mark.parametrize("text", ["2*3*4", "a_b_c", "snake_case_name", "* a *", "~/x ~/y"])
def test_signs_within_words_and_apart_from_them_stay_text(text: str) -> None:
    assert line(text) == (Text(text),)


def test_formatting_holds_around_a_link() -> None:
    assert line("*see <https://a.example|it>!*") == (
        Text("see ", BOLD),
        Link("https://a.example", "it"),
        Text("!", BOLD),
    )


def test_a_mention_becomes_the_persons_name() -> None:
    assert line("<@U1> and <@U2|dev> and <@U3>") == (
        Mention("Mia"),
        Text(" and "),
        Mention("dev"),
        Text(" and "),
        Mention("U3"),
    )


@pytest.mark.parametrize(
    ("entity", "words"),
    [
        ("<!channel>", "@channel"),
        ("<!here|here>", "@here"),
        ("<!subteam^S1|@oncall>", "@oncall"),
        ("<!subteam^S1>", "@subteam"),
        ("<#C1|general>", "#general"),
        ("<!date^1^{ago}|in May>", "in May"),
        ("<javascript:alert(1)|click>", "click"),
        ("<|>", ""),
    ],
)
def test_what_could_alert_or_mislead_becomes_words(entity: str, words: str) -> None:
    assert to_text(read(entity)) == words


def test_a_link_shown_as_it_stands_has_no_text_of_its_own() -> None:
    assert line("<https://a.example?x=1&amp;y=2>") == (Link("https://a.example?x=1&y=2"),)


def test_quotes_lists_and_code_are_read() -> None:
    text = "&gt; one\n&gt; two\n• a\n• b\n1. c\n```\nx &lt; <https://y.example>\n```"
    assert read(text) == Doc(
        (
            Quote((Paragraph((Text("one"), Break(), Text("two"))),)),
            Listing((Paragraph((Text("a"),)), Paragraph((Text("b"),)))),
            Listing((Paragraph((Text("c"),)),), ordered=True),
            Code("x < https://y.example"),
        )
    )


def test_three_signs_quote_all_that_follows() -> None:
    assert read("&gt;&gt;&gt;a\nb\n\nc") == Doc(
        (Quote((Paragraph((Text("a"), Break(), Text("b"))), Paragraph((Text("c"),)))),)
    )


def test_empty_lines_part_paragraphs() -> None:
    assert read("a\nb\n\n\nc") == plain("a\nb\n\nc")


@given(HOSTILE)
def test_whatever_is_read_has_no_empty_text_and_no_strange_link(text: str) -> None:
    for block in read(text).blocks:
        for piece in block.content if isinstance(block, Paragraph) else ():
            assert not isinstance(piece, Text) or piece.text
            assert not isinstance(piece, Link) or re.match(r"(?i)https?://|mailto:", piece.url)


@given(st.lists(BLOCK, max_size=4))
def test_what_is_written_is_read_again_as_it_was(blocks: list[Block]) -> None:
    assert to_text(read(to_mrkdwn(Doc(tuple(blocks)), 3_000))) == to_text(Doc(tuple(blocks)))


@given(HUGE)
@settings(max_examples=60)
def test_plain_text_can_alert_nobody_and_stays_within_its_limit(text: str) -> None:
    written = to_mrkdwn(plain(text), 500)
    assert alerts(written) == []
    assert len(written) <= 500


@given(HOSTILE, HOSTILE)
def test_links_names_and_code_can_alert_nobody(text: str, url: str) -> None:
    pieces = (Link(f"https://{url}", text), Link(url, text), Mention(text), Text(text or "x", BOLD))
    doc = Doc((Paragraph(pieces), Heading(text), Code(text), Quote((Paragraph(pieces),))))
    assert alerts(to_mrkdwn(doc, 20_000)) == []


def test_code_cannot_be_ended_by_what_stands_in_it() -> None:
    assert to_mrkdwn(Doc((Code("a```b"),)), 100).count("```") == 2


def test_a_sign_in_bold_text_does_not_end_it_early() -> None:
    assert to_mrkdwn(Doc((Paragraph((Text("a*b", BOLD),)),)), 100) == "a*b"


def test_a_link_that_does_not_fit_is_not_cut_in_the_middle() -> None:
    doc = Doc((Paragraph((Link("https://a.example/" + "x" * 200, "here"),)),))
    assert "<" not in to_mrkdwn(doc, 100)


def test_text_that_was_cut_says_so() -> None:
    assert to_mrkdwn(plain("word " * 50), 40).endswith("…")


@given(HUGE, st.booleans())
@settings(max_examples=60)
def test_no_piece_of_a_long_text_alerts_anybody_or_is_too_long(text: str, coded: bool) -> None:
    doc = Doc((Code(text), Paragraph((Text(text),)))) if coded else plain(text)
    pieces = in_pieces(doc, 500)
    assert [piece for piece in pieces if alerts(piece) or not 0 < len(piece) <= 500] == []


def test_parts_of_long_code_are_code_and_lose_nothing() -> None:
    lines = [f"  line {number} & more" for number in range(100)]
    pieces = in_pieces(Doc((Code("\n".join(lines)),)), 400)
    inner = [piece.removeprefix("```\n").removesuffix("\n```") for piece in pieces]
    assert all(piece.startswith("```\n") for piece in pieces)
    assert "\n".join(inner).replace("&amp;", "&").split("\n") == lines


def test_short_blocks_share_a_piece() -> None:
    assert in_pieces(Doc((Heading("A"), Paragraph((Text("b"),)))), 100) == ["*A*\n\nb"]
