"""Whatever the sandbox takes is drawn: a kind without a renderer fails here."""

import pytest

from csopsbot.sandbox.blockkit import blocks as taken
from csopsbot.sandbox.blockkit import elements as taken_elements
from csopsbot.sandbox.blockkit.surfaces import message_problems, view_problems
from csopsbot.sandbox.face.render import message_body, view_body
from csopsbot.sandbox.face.render.blocks.registry import BLOCKS
from csopsbot.sandbox.face.render.blocks.rich_text import PARTS
from csopsbot.sandbox.face.render.elements.registry import ELEMENTS
from csopsbot.sandbox.world.elements import STATEFUL
from tests.unit.sandbox.face.examples import SIGHT, block, element, field, message, modal
from tests.unit.sandbox.face.reading import elements, words

TAKEN_BLOCKS = {**taken.MESSAGE_BLOCKS, **taken.MODAL_BLOCKS, **taken.HOME_BLOCKS}
TAKEN_ELEMENTS = {
    **taken_elements.SECTION_ELEMENTS,
    **taken_elements.ACTIONS_ELEMENTS,
    **taken_elements.INPUT_ELEMENTS,
    **taken_elements.CONTEXT_ELEMENTS,
    **taken_elements.CONTEXT_ACTIONS_ELEMENTS,
}
TEXTS = {"plain_text", "mrkdwn"}


def test_every_block_the_sandbox_takes_has_a_renderer_and_no_other_has() -> None:
    assert BLOCKS.keys() == TAKEN_BLOCKS.keys()


def test_every_element_the_sandbox_takes_has_a_renderer_and_no_other_has() -> None:
    assert ELEMENTS.keys() == TAKEN_ELEMENTS.keys() - TEXTS


def test_every_part_of_rich_text_the_sandbox_takes_has_a_renderer() -> None:
    kinds = ("rich_text_list", "rich_text_preformatted", "rich_text_quote", "rich_text_section")
    unknown = [str(p) for kind in kinds for p in taken.RICH_TEXT({"type": kind}, "")]
    assert not [problem for problem in unknown if "unsupported" in problem]
    assert sorted(PARTS) == list(kinds)


@pytest.mark.parametrize("kind", sorted(taken.MESSAGE_BLOCKS))
def test_a_block_of_a_message_is_drawn_whole(kind: str) -> None:
    shown = block(kind)
    assert not message_problems([shown])
    assert_drawn(message_body(message(shown), SIGHT))


@pytest.mark.parametrize("kind", sorted(taken_elements.INPUT_ELEMENTS))
def test_an_input_of_a_modal_is_drawn_whole(kind: str) -> None:
    form = modal(field(kind))
    body = {key: part for key, part in form.items() if key != "id"}
    assert not view_problems({**body, "submit": {"type": "plain_text", "text": "Go"}})
    assert_drawn(view_body(form, SIGHT))


@pytest.mark.parametrize("kind", sorted(taken_elements.SECTION_ELEMENTS))
def test_an_element_beside_a_text_is_drawn_whole(kind: str) -> None:
    shown = {**block("section"), "accessory": element(kind)}
    assert not message_problems([shown])
    assert_drawn(message_body(message(shown), SIGHT))


@pytest.mark.parametrize("kind", sorted({*STATEFUL, "button", "overflow"}))
def test_the_page_can_tell_which_element_was_acted_on(kind: str) -> None:
    named = [
        each for each in elements(view_body(modal(field(kind)), SIGHT)) if each["data-action-id"]
    ]
    assert named
    for each in named:
        assert each["data-action-id"] == f"a-{kind}"
        assert each["data-block-id"] == f"i-{kind}"
        assert each["data-type"] == kind


def test_what_nobody_can_draw_is_said_to_be_missing() -> None:
    assert "can't be displayed here: carousel" in words(
        message_body(message({"type": "carousel"}), SIGHT)
    )


def assert_drawn(html: str) -> None:
    """Check that something is shown, and nothing left out."""
    assert elements(html)
    assert "bk-undrawn" not in html
