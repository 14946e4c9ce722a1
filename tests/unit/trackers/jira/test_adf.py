"""Documents go to Jira in the shape its editor builds, and whatever comes back is read."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csopsbot.domain.document import (
    Doc,
    Link,
    Mark,
    Mention,
    Paragraph,
    Text,
    plain,
    to_text,
)
from csopsbot.testing.jira_cloud.adf import complaints
from csopsbot.trackers.jira import adf
from tests.unit.trackers.documents import documents

# A busy machine is no reason to fail.
patient = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])

URLS = [
    "https://x.test/a?b=c#d",
    "mailto:a@b.test",
    "javascript:alert(1)",
    "http://a b",
    "",
    "HTTP://X",
]
words = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["a\nb", "a\r\nb", "\x00", "\ud800", "{code}", " ", "\ufffe", "*x*"]),
)
docs = documents(words, URLS)

keys = st.sampled_from(["type", "content", "attrs", "marks", "text", "url", "level"])
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=5),
    max_leaves=25,
)
kinds = st.sampled_from(
    [
        "doc",
        "paragraph",
        "text",
        "bulletList",
        "listItem",
        "taskItem",
        "table",
        "tableRow",
        "date",
        "mention",
        "emoji",
        "codeBlock",
        "heading",
        "blockquote",
        "media",
        "inlineCard",
        "other",
    ]
)
nodes = st.recursive(
    st.fixed_dictionaries({"type": kinds}, optional={"text": json_values, "attrs": json_values}),
    lambda inner: st.fixed_dictionaries(
        {"type": kinds, "content": st.lists(inner, max_size=4)}, optional={"marks": json_values}
    ),
    max_leaves=20,
)


def doc(*content: dict[str, Any]) -> dict[str, Any]:
    return {"type": "doc", "version": 1, "content": list(content)}


def text(words: str, *marks: dict[str, Any]) -> dict[str, Any]:
    return {"type": "text", "text": words} | ({"marks": list(marks)} if marks else {})


def para(*content: dict[str, Any]) -> dict[str, Any]:
    return {"type": "paragraph", "content": list(content)}


def item(*content: dict[str, Any]) -> dict[str, Any]:
    return {"type": "listItem", "content": list(content)}


@patient
@given(docs)
def test_whatever_is_written_is_a_sound_document(written: Doc) -> None:
    assert complaints(adf.write(written)) == []


@patient
@given(docs)
def test_whatever_is_written_can_be_sent(written: Doc) -> None:
    json.dumps(adf.write(written), ensure_ascii=False).encode()


@patient
@given(docs)
def test_what_was_read_is_written_as_it_was(written: Doc) -> None:
    once = adf.write(written)
    assert adf.write(adf.read(once)) == once


@patient
@given(nodes)
def test_whatever_is_read_gives_a_document_that_can_be_written(node: dict[str, Any]) -> None:
    assert complaints(adf.write(adf.read(node))) == []


@patient
@given(json_values)
def test_what_is_no_document_at_all_is_read_too(value: object) -> None:
    assert isinstance(adf.read(value), Doc)


@patient
@given(st.text(max_size=60))
def test_no_words_become_markup(words: str) -> None:
    said = plain(adf.storable(words))
    assert to_text(adf.read(adf.write(said))) == to_text(said)


def test_marks_are_kept() -> None:
    bold = Doc((Paragraph((Text("a", frozenset({Mark.BOLD, Mark.STRIKE})), Text("b"))),))
    assert adf.read(adf.write(bold)) == bold


def test_code_stands_alone_for_the_format_allows_no_mark_beside_it() -> None:
    both = Doc((Paragraph((Text("a", frozenset({Mark.BOLD, Mark.CODE})),)),))
    content = adf.write(both)["content"][0]["content"]
    assert content == [{"type": "text", "text": "a", "marks": [{"type": "code"}]}]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "http://a b", "//x"])
def test_an_address_that_is_no_web_address_is_mere_text(url: str) -> None:
    content = adf.write(Doc((Paragraph((Link(url, "here"),)),)))["content"][0]["content"]
    assert content == [{"type": "text", "text": f"here ({url})"}]


def test_a_mention_alerts_nobody() -> None:
    content = adf.write(Doc((Paragraph((Mention("all"),)),)))["content"][0]["content"]
    assert content == [{"type": "text", "text": "@all"}]


@pytest.mark.parametrize("empty", [None, "", {}, [], doc(), doc(para()), doc({"type": "rule"})])
def test_nothing_is_read_as_nothing(empty: object) -> None:
    assert adf.read(empty) == Doc()


def test_a_plain_string_is_read_as_it_stands() -> None:
    assert adf.read("a\n\nb") == plain("a\n\nb")


@pytest.mark.parametrize(
    ("node", "shown"),
    [
        (para({"type": "mention", "attrs": {"id": "1", "text": "@Dana"}}), "@Dana"),
        (para({"type": "emoji", "attrs": {"shortName": ":tada:", "text": "🎉"}}), "🎉"),
        (para({"type": "emoji", "attrs": {"shortName": ":shipit:"}}), ":shipit:"),
        (para({"type": "date", "attrs": {"timestamp": "1795219200000"}}), "2026-11-21"),
        (para({"type": "date", "attrs": {"timestamp": "9" * 40}}), ""),
        (para({"type": "status", "attrs": {"text": "BLOCKED"}}), "BLOCKED"),
        (para({"type": "inlineCard", "attrs": {"url": "https://x.test"}}), "https://x.test"),
        ({"type": "blockCard", "attrs": {"url": "https://x.test"}}, "https://x.test"),
        ({"type": "panel", "content": [para(text("Mind the gap"))]}, "Mind the gap"),
        ({"type": "mediaSingle", "content": [{"type": "media", "attrs": {"alt": "a.png"}}]}, "📎 a.png"),
        ({"type": "expand", "attrs": {"title": "Log"}, "content": [para(text("x"))]}, "Log\n\nx"),
        ({"type": "somethingNew", "content": [para(text("still read"))]}, "still read"),
        ({"type": "orderedList", "content": [item(para(text("a"))), item(para(text("b")))]}, "1. a\n2. b"),
        ({"type": "blockquote", "content": [para(text("a"))]}, "> a"),
        ({"type": "codeBlock", "content": [text("a\nb")]}, "a\nb"),
    ],
)  # fmt: skip
def test_what_a_persons_editor_writes_is_read(node: dict[str, Any], shown: str) -> None:
    assert to_text(adf.read(doc(node))) == shown


def test_a_link_with_a_title_is_read_as_a_link() -> None:
    link = {"type": "link", "attrs": {"href": "https://x.test"}}
    assert adf.read(doc(para(text("here", link)))) == Doc(
        (Paragraph((Link("https://x.test", "here"),)),)
    )


def test_a_list_within_a_list_follows_its_item() -> None:
    inner = {"type": "bulletList", "content": [item(para(text("b")))]}
    outer = {"type": "bulletList", "content": [item(para(text("a")), inner), item(para(text("c")))]}
    assert to_text(adf.read(doc(outer))) == "- a\n- b\n- c"


def test_tasks_show_whether_they_are_done() -> None:
    tasks = [
        {"type": "taskItem", "attrs": {"state": state}, "content": [text("x")]}
        for state in ("DONE", "TODO")
    ]
    assert to_text(adf.read(doc({"type": "taskList", "content": tasks}))) == "- ☑ x\n- ☐ x"


def test_a_table_is_read_row_by_row() -> None:
    cells = [{"type": "tableCell", "content": [para(text(word))]} for word in ("a", "b")]
    table = {"type": "table", "content": [{"type": "tableRow", "content": cells}]}
    assert to_text(adf.read(doc(table))) == "a | b"


@pytest.mark.parametrize("kind", ["panel", "bulletList", "blockquote", "listItem", "tableRow"])
def test_a_document_a_thousand_levels_deep_gives_up_its_text(kind: str) -> None:
    node = para(text("deep"))
    for _ in range(1000):
        node = {"type": kind, "content": [node]}
    assert "deep" in to_text(adf.read(doc(node)))
