"""Slack's mrkdwn as Slack shows it."""

from html import unescape

import pytest

from csopsbot.sandbox.face.render import text
from csopsbot.sandbox.face.render.emoji import character
from csopsbot.sandbox.face.render.markdown import markdown
from tests.unit.sandbox.face.examples import SIGHT
from tests.unit.sandbox.face.reading import tagged, words


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("*bold*", "<b>bold</b>"),
        ("_italic_", "<i>italic</i>"),
        ("~gone~", "<s>gone</s>"),
        ("*_both_*", "<b><i>both</i></b>"),
        ("`a *b* c`", '<code class="bk-code">a *b* c</code>'),
        ("2*3*4", "2*3*4"),
        ("snake_case_name", "snake_case_name"),
        ("* not bold *", "* not bold *"),
        ("a\nb", "a<br>b"),
        ("a &lt; b &amp;&amp; c", "a &lt; b &amp;&amp; c"),
        ("> a\n> b\nc", '<blockquote class="bk-quote">a<br>b</blockquote>c'),
        ("&gt; a", '<blockquote class="bk-quote">a</blockquote>'),
        ("&gt;&gt;&gt; a\nb", '<blockquote class="bk-quote"> a<br>b</blockquote>'),
        ("x ```a\n*b*``` y", 'x <pre class="bk-pre"><code>a\n*b*</code></pre> y'),
        ("• one\n• two", "• one<br>• two"),
        ("*a `*` b*", '<b>a <code class="bk-code">*</code> b</b>'),
    ],
)
def test_looks(written: str, shown: str) -> None:
    assert text(written, SIGHT) == shown


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<@U2>", "@Ada"),
        ("<@U9|old.name>", "@old.name"),
        ("<@U9>", "@U9"),
        ("<#C1>", "#support"),
        ("<#C9|secret>", "#secret"),
        ("<!subteam^S1>", "@on-call"),
        ("<!subteam^S9|@others>", "@others"),
        ("<!here>", "@here"),
        ("<!channel|channel>", "@channel"),
        ("<!nonsense>", "<nonsense>"),
        ("<https://web.example|the web>", "the web"),
        ("<mailto:a@b.example>", "a@b.example"),
        ("at 12:30:45", "at 12:30:45"),
        (":no_such_emoji_here:", ":no_such_emoji_here:"),
    ],
)
def test_names_stand_for_ids(written: str, read: str) -> None:
    assert words(text(written, SIGHT)) == read


def test_the_reader_sees_when_they_are_mentioned() -> None:
    assert "bk-mention-self" in text("<@U1>", SIGHT)
    assert "bk-mention-self" not in text("<@U2>", SIGHT)


def test_a_channel_the_reader_knows_can_be_opened_and_others_not() -> None:
    assert tagged(text("<#C1>", SIGHT), "button", data_channel_id="C1")
    assert not tagged(text("<#C9|x>", SIGHT), "button")


def test_links_open_beside_the_page_and_tell_nobody_where_from() -> None:
    (link,) = tagged(text("<https://web.example/?a=1&amp;b=2|x>", SIGHT), "a")
    assert link["href"] == "https://web.example/?a=1&b=2"
    assert link["target"] == "_blank"
    assert link["rel"] == "noopener noreferrer nofollow"


@pytest.mark.parametrize(
    ("written", "addresses"),
    [
        ("See https://web.example/a.", ["https://web.example/a"]),
        ("https://web.example/?a=1&amp;b=2", ["https://web.example/?a=1&b=2"]),
        ("https://web.example/?a=1&b=2", ["https://web.example/?a=1&b=2"]),
        ("https://web.example/?a&amp; more", ["https://web.example/?a"]),
        ("a&lt;https://web.example&gt;, b", ["https://web.example"]),
        ("&lt;https://a.example|https://b.example&gt;", ["https://a.example", "https://b.example"]),
        ("(https://web.example/a_(b))", ["https://web.example/a_(b"]),
        ("https://", []),
    ],
)
def test_a_bare_address_becomes_a_link_that_ends_where_the_address_does(
    written: str, addresses: list[str]
) -> None:
    drawn = text(written, SIGHT)
    links = tagged(drawn, "a")
    assert [link["href"] for link in links] == addresses
    assert [link.text for link in links] == addresses
    assert words(drawn) == unescape(written)


def test_a_bare_address_in_verbatim_text_stays_as_it_is() -> None:
    assert not tagged(text("https://web.example", SIGHT, verbatim=True), "a")


def test_an_address_of_no_web_kind_leads_nowhere() -> None:
    assert text("<javascript:alert(1)|click>", SIGHT) == "click"


def test_an_emoji_is_a_picture_with_its_name() -> None:
    (shown,) = tagged(text(":white_check_mark:", SIGHT), "span", role="img")
    assert shown.text == "✅"
    assert shown["aria-label"] == ":white_check_mark:"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("+1", "👍"),
        ("wave::skin-tone-4", "👋🏽"),
        ("point_up::skin-tone-2", "☝🏻"),
        ("man_technologist::skin-tone-6", "👨🏿\u200d💻"),
        ("eyes::skin-tone-3", "👀"),
        ("family::skin-tone-3", "👪"),
        ("large_orange_circle", "🟠"),
        ("flag-es", "🇪🇸"),
        ("flag-xx", None),
        ("party_parrot_of_ours", None),
    ],
)
def test_emoji_have_slacks_names(name: str, shown: str | None) -> None:
    assert character(name) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**b** and ~~s~~", "<p><b>b</b> and <s>s</s></p>"),
        ("# A", "<h3>A</h3>"),
        ("- a\n- b", '<ul class="bk-items"><li>a</li><li>b</li></ul>'),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
    ],
)
def test_markdown_looks(written: str, shown: str) -> None:
    assert markdown(written) == shown


def test_a_picture_in_markdown_is_a_link_to_it() -> None:
    (link,) = tagged(markdown("![a cat](https://pictures.example/c.png)"), "a")
    assert (link["href"], link.text) == ("https://pictures.example/c.png", "a cat")


def test_a_column_of_a_markdown_table_stands_where_it_should() -> None:
    drawn = markdown("| a | b |\n|---|--:|\n| 1 | 2 |")
    assert [cell.text for cell in tagged(drawn, "td", class_="bk-right")] == ["2"]
