"""What we write shows in Redmine as it was said, by Redmine's own renderers, and does nothing."""

from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csopsbot.domain.document import Doc, Link, Mark, Paragraph, Text, plain
from csopsbot.testing.tracker_contract.comments import HOSTILE
from csopsbot.trackers.markdown import mark
from csopsbot.trackers.redmine.markup import MARKUPS
from csopsbot.trackers.textile import write
from tests.contract.trackers.redmine_stand import ON_A_REAL_ONE, RedmineStand

pytestmark = ON_A_REAL_ONE

# Redmine is asked for every example.
asked = settings(
    deadline=None,
    max_examples=80,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
ALIVE = [
    "#1 ##1 document#1 version:1.0 commit:abc r12 user:dana @dana [[Wiki]] source:a.rb",
    "{{toc}} {{hello_world(1)}} {{include(a)}}",
    '!https://evil.test/a.png! "a":http://b.test <pre>x</pre> <code>y</code> <!-- z -->',
    "h1. a\nbq. b\n* c\n# d\n> e\n|f|g|\ntable{a:b}. h\nfn1. i\np(j). k\n---\n===",
    "*a* _b_ -c- +d+ ^e^ ~f~ %g% ??h?? @i@ ==j== API(k) [1] x%x% :redsh#1:",
]
words = st.text(max_size=4) | st.sampled_from(" ".join([*ALIVE, *HOSTILE.values()]).split(" "))
lines = st.lists(words | st.sampled_from(["\n", "\n\n", "\t"]), max_size=8).map(" ".join)


class Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.addresses: list[str | None] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value for name, value in attrs if name == "href"]


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("text", [*HOSTILE.values(), *ALIVE])
async def test_whatever_is_alive_in_textile_is_only_words(redmine: RedmineStand, text: str) -> None:
    page = Page(redmine.server.shown(write(plain(text))))
    assert squeezed(page.text) == squeezed(text)
    assert set(page.tags) <= {"p", "br"}


@given(lines)
@asked
async def test_any_text_shows_as_it_is(redmine: RedmineStand, text: str) -> None:
    stored = "".join(char for char in text if char.isprintable() or char in "\n\t")
    page = Page(redmine.server.shown(write(plain(stored))))
    assert squeezed(page.text) == squeezed(stored)
    assert set(page.tags) <= {"p", "br", "a"}
    assert all(address and address.startswith("http") for address in page.addresses)


async def test_what_stands_out_stands_out_in_redmine(redmine: RedmineStand) -> None:
    marks = {Mark.BOLD: "strong", Mark.ITALIC: "em", Mark.STRIKE: "del", Mark.CODE: "code"}
    for one, tag in marks.items():
        doc = Doc((Paragraph((Text("a "), Text("*b*", frozenset({one})), Text(" c"))),))
        page = Page(redmine.server.shown(write(doc)))
        assert page.tags == ["p", tag]
        assert page.text == "a *b* c"


@pytest.mark.parametrize(
    "url", ["https://x.test/a?b=1&c=2#d", "https://x.test/a_b_c", "https://x.test/*a*/(b)"]
)
async def test_a_link_leads_where_it_says(redmine: RedmineStand, url: str) -> None:
    doc = Doc((Paragraph((Text("See "), Link(url, "#1 (there)"), Text(", please."))),))
    page = Page(redmine.server.shown(write(doc)))
    assert page.text == "See #1 (there), please."
    plain_url = url.replace("*", "%2A").replace("(", "%28").replace(")", "%29")
    assert page.addresses == [plain_url]


@pytest.mark.parametrize("formatting", ["textile", "common_mark"])
async def test_our_mark_is_not_shown(redmine: RedmineStand, formatting: str) -> None:
    page = Page(redmine.server.shown(f"Hello\n\n{mark('op', 'a:b')}", formatting))
    assert squeezed(page.text) == "Hello"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
async def test_hostile_text_is_only_words_in_markdown_too(redmine: RedmineStand, text: str) -> None:
    page = Page(redmine.server.shown(MARKUPS["markdown"].write(plain(text)), "common_mark"))
    shown = squeezed(page.text).replace("\N{WORD JOINER}", "")
    assert shown == squeezed(text)
    assert set(page.tags) <= {"p", "br", "a"}
