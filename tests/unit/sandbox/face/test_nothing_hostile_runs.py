"""Whatever strangers write stays words: no script, no attribute, no address of another kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csopsbot.sandbox.face.render import Sight, message_body, suggestions, text, view_body
from csopsbot.sandbox.face.render.blocks.registry import BLOCKS
from csopsbot.sandbox.face.render.elements.registry import ELEMENTS
from csopsbot.sandbox.face.render.markdown import markdown
from tests.unit.sandbox.face.examples import NOON, OPTIONS, SIGHT, block, element, message, modal
from tests.unit.sandbox.face.hostile import TEXT, WORDS, hostile, suspicious
from tests.unit.sandbox.face.reading import words

INPUTS = sorted(ELEMENTS.keys() - {"image"})
KEYS = st.sampled_from([frozenset({"type"}), frozenset({"type", "style", "image_url", "url"})])


@pytest.mark.parametrize("said", WORDS)
def test_words_stay_words(said: str) -> None:
    assert not suspicious(text(said, SIGHT))
    assert not suspicious(markdown(said))


@given(TEXT)
def test_mrkdwn_of_anybody_stays_words(said: str) -> None:
    assert not suspicious(text(said, SIGHT))


@given(TEXT)
def test_markdown_of_anybody_stays_words(said: str) -> None:
    assert not suspicious(markdown(said))


@given(kind=st.sampled_from(sorted(BLOCKS)), said=TEXT, keep=KEYS)
def test_a_block_with_anything_in_it_stays_words(
    kind: str, said: str, keep: frozenset[str]
) -> None:
    shown = message(hostile(block(kind), said, keep))
    assert not suspicious(message_body(shown, SIGHT))


@given(kind=st.sampled_from(INPUTS), said=TEXT, keep=KEYS)
def test_an_element_with_anything_in_it_stays_words(
    kind: str, said: str, keep: frozenset[str]
) -> None:
    odd = hostile(element(kind), said, keep)
    labelled = {"type": "input", "block_id": said, "label": {"text": said}, "element": odd}
    state = {said: {said: {"type": kind, "value": said, "selected_option": {"value": said}}}}
    drawn = view_body(modal(labelled), SIGHT, state, {said: said})
    assert not suspicious(drawn)
    beside = {"type": "section", "text": {"text": said}, "accessory": odd}
    assert not suspicious(message_body(message(beside), SIGHT))


@given(TEXT)
def test_names_with_anything_in_them_stay_words(said: str) -> None:
    named = Sight(NOON, "U1", {"U1": said}, {"C1": said}, {"S1": said})
    assert not suspicious(text("<@U1> <#C1> <!subteam^S1> <!here>", named))
    assert not suspicious(message_body(message(element_of("users_select")), named))


@given(TEXT)
def test_attachments_with_anything_in_them_stay_words(said: str) -> None:
    fields = [{"title": said, "value": said}]
    names = ("color", "pretext", "title", "title_link", "text", "footer", "author_name", "fallback")
    odd = {**dict.fromkeys(names, said), "fields": fields, "image_url": said, "ts": said}
    assert not suspicious(message_body(message(attachments=[odd]), SIGHT))


@given(TEXT)
def test_what_an_app_suggests_stays_words(said: str) -> None:
    assert not suspicious(
        suggestions(element("external_select"), said, hostile(OPTIONS, said), SIGHT)
    )


@given(st.text(alphabet=st.characters(blacklist_categories=("Cc", "Cs")), max_size=40))
def test_what_is_escaped_is_read_as_it_was_written(said: str) -> None:
    escaped = said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    code = escaped.replace("`", "'")
    assert words(text(f"x`{code or ' '}`", SIGHT)) == f"x{said.replace('`', chr(39)) or ' '}"


@given(st.recursive(st.none() | st.booleans() | st.integers() | TEXT, st.lists, max_leaves=5))
def test_rich_text_of_any_shape_is_drawn(odd: object) -> None:
    shown = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": odd}]}
    assert not suspicious(message_body(message(shown), SIGHT))


def element_of(kind: str) -> dict[str, object]:
    """Return a row with an element of this kind."""
    return {"type": "actions", "block_id": "b", "elements": [element(kind)]}
