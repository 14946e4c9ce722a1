"""What is written as Textile is read back as it was said; what people write is read as meant."""

import pytest

from csopsbot.domain.document import (
    Break,
    Code,
    Doc,
    Heading,
    Link,
    Listing,
    Mention,
    Paragraph,
    Quote,
    Text,
)
from csopsbot.trackers.textile import read, write


def test_a_mention_calls_nobody() -> None:
    assert "@" not in write(Doc((Paragraph((Mention("dana"),)),)))


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
