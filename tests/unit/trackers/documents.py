"""Documents of every kind, out of words that a test chooses, and some that every markup can hold."""

from collections.abc import Sequence

from hypothesis import HealthCheck, settings
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
)

# A busy machine is no reason to fail.
patient = settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])

URLS = ["https://x.test/a?b=1&c=2#d", "mailto:a@b.test", "javascript:x", "", "http://a b"]
BOLD, ITALIC = frozenset({Mark.BOLD}), frozenset({Mark.ITALIC})
STRIKE, CODE = frozenset({Mark.STRIKE}), frozenset({Mark.CODE})
FITTING = [
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
]


def words_of(signs: list[str]) -> st.SearchStrategy[str]:
    """Return short texts, many of them out of SIGNS."""
    return st.text(max_size=6) | st.lists(st.sampled_from(signs), max_size=8).map("".join)


def documents(words: st.SearchStrategy[str], urls: Sequence[str] = URLS) -> st.SearchStrategy[Doc]:
    """Return documents of WORDS, with links to URLS."""
    marks = st.frozensets(st.sampled_from(list(Mark)))
    inline = st.one_of(
        st.builds(Text, words, marks),
        st.builds(Link, st.sampled_from(urls), words),
        st.builds(Mention, words),
        st.just(Break()),
    )
    paragraphs = st.builds(Paragraph, st.lists(inline, max_size=5).map(tuple))
    many = st.lists(paragraphs, max_size=4).map(tuple)
    blocks = st.one_of(
        paragraphs,
        st.builds(Heading, words, st.integers(-1, 9)),
        st.builds(Code, words, words),
        st.builds(Quote, many),
        st.builds(Listing, many, st.booleans()),
    )
    return st.builds(Doc, st.lists(blocks, max_size=5).map(tuple))
