"""What is written as wiki text is read back as it was said; what people write is read as meant."""

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
    plain,
)
from csopsbot.trackers.jira.wiki import read, write
from tests.unit.trackers.documents import CODE


def test_a_mention_calls_nobody() -> None:
    assert "[~" not in write(Doc((Paragraph((Mention("dana"),)),)))


def test_code_that_would_end_itself_is_shown_otherwise() -> None:
    assert write(Doc((Code("a\n{code}"),))) == "{noformat}\na\n{code}\n{noformat}"
    both = Doc((Code("{code}\n{noformat}"),))
    assert write(both) == "{{\\{code\\}}}\n{{\\{noformat\\}}}"


def test_code_in_a_language_that_jira_would_complain_of_is_code_alone() -> None:
    assert write(Doc((Code("x", "brainfuck}"),))) == "{code}\nx\n{code}"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("{color:red}x{color}", r"\{color:red\}x\{color\}"),
        ("[~dana] [x|http://evil.test]", r"\[\~dana\] \[x\|http://evil.test\]"),
        ("!http://evil.test/x.png!", r"\!http://evil.test/x.png!"),
        ("h1. Big", r"h1\. Big"),
        ("# one", r"\# one"),
        ("-- a -- b", r"\-\- a \-\- b"),
        ("C:\\dir", "C:&#92;dir"),
        ("snake_case and a-b", "snake_case and a-b"),
        ("https://x.test/a_b-c?d=1&e=_f_", "https://x.test/a_b-c?d=1&e=_f_"),
        ("Really?! :)", r"Really?! \:)"),
    ],
)  # fmt: skip
def test_no_sign_of_a_person_means_anything(text: str, written: str) -> None:
    assert write(plain(text)) == written


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("h2. Cause\n\nA typo.", (Heading("Cause", 2), Paragraph((Text("A typo."),)))),
        ("bq. Said", (Quote((Paragraph((Text("Said"),)),)),)),
        ("{quote}a\r\nb{quote}", (Quote((Paragraph((Text("a"), Break(), Text("b"))),)),)),
        ("* a\n** b", (Listing((Paragraph((Text("a"),)), Paragraph((Text("b"),)))),)),
        ("- a\n- b", (Listing((Paragraph((Text("a"),)), Paragraph((Text("b"),)))),)),
        ("# a\n# b", (Listing((Paragraph((Text("a"),)), Paragraph((Text("b"),))), ordered=True),)),
        ("a {color:#f00}red{color} b", (Paragraph((Text("a red b"),)),)),
        ("{panel:title=x}\na\n{panel}", (Paragraph((Text("a"),)),)),
        ("{code:title=x|python}\na\n{code}", (Code("a", "python"),)),
        ("{noformat}\n*a*\n{noformat}", (Code("*a*"),)),
        ("[~dana] and [~accountid:5b]", (
            Paragraph((Mention("dana"), Text(" and "), Mention("5b"))),
        )),
        ("[here|http://x.test/a|smart-link].", (
            Paragraph((Link("http://x.test/a", "here"), Text("."))),
        )),
        ("!a.png|thumbnail! [^log.txt]", (Paragraph((Text("📎 a.png 📎 log.txt"),)),)),
        ("||Key||Value||\n|a|b|", (
            Paragraph((Text("Key | Value"),)), Paragraph((Text("a | b"),)),
        )),
        ("a\\\\b", (Paragraph((Text("a"), Break(), Text("b"))),)),
        ("a\n----\nb", (Paragraph((Text("a"),)), Paragraph((Text("b"),)))),
        ("2 * 3 * 4 - 5 - 6", (Paragraph((Text("2 * 3 * 4 - 5 - 6"),)),)),
        ("snake_case_name and a-b-c", (Paragraph((Text("snake_case_name and a-b-c"),)),)),
        ("{{rm -rf}} +new+", (Paragraph((Text("rm -rf", CODE), Text(" new"))),)),
        ("&lt;b&gt; &amp; \\{", (Paragraph((Text("<b> & {"),)),)),
    ],
    ids=lambda one: one[:16] if isinstance(one, str) else "",
)  # fmt: skip
def test_what_people_write_is_read_as_it_is_meant(text: str, blocks: tuple[object, ...]) -> None:
    assert read(text).blocks == blocks
