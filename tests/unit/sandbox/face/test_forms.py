"""Forms and controls: what is in them, what labels them, what they tell the page."""

from dataclasses import replace

import pytest

from csopsbot.sandbox.blockkit.elements import INPUT_ELEMENTS
from csopsbot.sandbox.face.render import message_body, suggestions, view_body
from csopsbot.sandbox.face.render.elements.registry import GROUPS
from tests.unit.sandbox.face.examples import (
    CONFIRM,
    OPTIONS,
    SIGHT,
    block,
    element,
    field,
    message,
    modal,
    plain,
)
from tests.unit.sandbox.face.reading import Element, elements, tagged, words

CONTROLS = frozenset({"input", "select", "textarea"})


def controls(html: str) -> list[Element]:
    """Return what a person fills in."""
    return [each for each in elements(html) if each.tag in CONTROLS]


@pytest.mark.parametrize("kind", sorted(INPUT_ELEMENTS.keys() - GROUPS))
def test_a_control_in_a_form_has_its_label_hint_and_error(kind: str) -> None:
    drawn = view_body(modal(field(kind)), SIGHT, errors={f"i-{kind}": "Not like that."})
    (control,) = controls(drawn)
    (label,) = tagged(drawn, "label", for_=str(control["id"]))
    assert label.text == kind.replace("_", " ").capitalize()
    notes = {each["id"]: each.text for each in tagged(drawn, "p")}
    described = str(control["aria-describedby"]).split()
    assert [notes[each] for each in described] == ["As you like it.", "Not like that."]
    assert control["aria-invalid"] == "true"
    assert control["aria-required"] == "true"
    assert control["name"] == f"i-{kind}|a-{kind}"


@pytest.mark.parametrize("kind", sorted(GROUPS))
def test_choices_in_a_form_stand_in_a_fieldset_with_their_label(kind: str) -> None:
    drawn = view_body(modal(field(kind)), SIGHT, errors={f"i-{kind}": "Choose."})
    frame = tagged(drawn, "fieldset", class_="bk-field")[0]
    assert frame["aria-describedby"] == f"vV1-i-{kind}-hint vV1-i-{kind}-error"
    assert tagged(drawn, "legend")[0].text == kind.replace("_", " ").capitalize()
    boxes = [each for each in controls(drawn) if each["type"] in ("checkbox", "radio")]
    assert boxes
    assert len(tagged(drawn, "label", class_="bk-choice")) == len(boxes)


@pytest.mark.parametrize("kind", sorted({*INPUT_ELEMENTS} - {"file_input", "rich_text_input"}))
def test_a_control_outside_a_form_says_what_it_is(kind: str) -> None:
    row = {"type": "actions", "block_id": "b", "elements": [element(kind)]}
    drawn = message_body(message(row), SIGHT)
    groups = tagged(drawn, "div", role="group")
    named = [each["aria-label"] for each in [*controls(drawn), *groups]]
    assert any(named)
    assert all(each.attributes.get("data-dispatch", "") is None for each in controls(drawn)[-1:])


def test_what_may_be_left_out_says_so_in_the_readers_language() -> None:
    form = modal(field("plain_text_input", optional=True))
    assert "(optional)" in words(view_body(form, SIGHT))
    assert "(opcional)" in words(view_body(form, replace(SIGHT, locale="es")))
    assert controls(view_body(form, SIGHT))[0]["aria-required"] is None


def test_what_was_typed_stays_when_the_form_is_drawn_again() -> None:
    typed = {"type": "plain_text_input", "value": "so far"}
    state = {"i-plain_text_input": {"a-plain_text_input": typed}}
    drawn = view_body(modal(field("plain_text_input")), SIGHT, state)
    assert controls_text(drawn) == ["\nso far"]


def test_what_was_emptied_stays_empty() -> None:
    state = {"i-datepicker": {"a-datepicker": {"type": "datepicker", "selected_date": None}}}
    (control,) = controls(view_body(modal(field("datepicker")), SIGHT, state))
    assert control["value"] == ""


def test_a_view_without_a_state_of_the_pages_shows_its_own() -> None:
    values = {"i-datepicker": {"a-datepicker": {"selected_date": "2026-12-24"}}}
    form = {**modal(field("datepicker")), "state": {"values": values}}
    assert controls(view_body(form, SIGHT))[0]["value"] == "2026-12-24"


@pytest.mark.parametrize(
    ("kind", "value"),
    [("static_select", "two"), ("users_select", "U2"), ("conversations_select", "C2")],
)
def test_a_menu_begins_with_what_the_app_says(kind: str, value: str) -> None:
    drawn = view_body(modal(field(kind)), SIGHT)
    chosen = [each for each in tagged(drawn, "option") if "selected" in each.attributes]
    assert [each["value"] for each in chosen] == [value]


def test_an_instant_is_shown_on_the_readers_clock() -> None:
    (control,) = controls(view_body(modal(field("datetimepicker")), SIGHT))
    assert (control["value"], control["data-tz"]) == ("2026-03-02T13:00", "Europe/Madrid")


def test_an_input_tells_the_app_at_once_only_if_it_dispatches() -> None:
    silent = field("static_select")
    assert not tagged(view_body(modal(silent), SIGHT), "select", data_type="x")
    for dispatches in (False, True):
        form = modal({**silent, "dispatch_action": dispatches})
        (control,) = controls(view_body(form, SIGHT))
        assert ("data-dispatch" in control.attributes) is dispatches


def test_a_question_stands_beside_what_asks_it() -> None:
    drawn = message_body(message(block("section")), SIGHT)
    (question,) = tagged(drawn, "dialog", aria_label=CONFIRM["title"]["text"])
    assert "It cannot be undone." in question.text
    answers = {each["data-answer"]: each.text for each in tagged(drawn, "button")}
    assert (answers["confirm"], answers["deny"]) == ("Do it", "Stop")


def test_a_button_with_an_address_leads_there_and_can_be_told_of() -> None:
    button = {**element("button"), "url": "https://web.example/"}
    drawn = message_body(message({**block("actions"), "elements": [button]}), SIGHT)
    (link,) = tagged(drawn, "a", data_action_id="a-button")
    assert (link["href"], link["data-value"]) == ("https://web.example/", "v")


def test_a_button_reads_aloud_what_the_app_gives_it_for_that() -> None:
    button = {**element("button"), "text": plain("⏩"), "accessibility_label": "Skip"}
    drawn = message_body(message({**block("actions"), "elements": [button]}), SIGHT)
    assert tagged(drawn, "button", aria_label="Skip")


def test_no_two_panes_share_an_id() -> None:
    shown = message(block("input"), block("rich_text"))
    panes = (message_body(shown, SIGHT, pane) for pane in ("m", "r"))
    first, second = ({each["id"] for each in elements(pane) if each["id"]} for pane in panes)
    assert first
    assert not first & second


def test_radio_buttons_of_two_panes_are_two_groups() -> None:
    row = {"type": "actions", "block_id": "b", "elements": [element("radio_buttons")]}
    assert tagged(message_body(message(row), SIGHT), "form", method="dialog")
    assert not tagged(view_body(modal(field("radio_buttons")), SIGHT), "form")


def test_several_of_what_an_app_suggests_can_be_chosen() -> None:
    drawn = suggestions(element("multi_external_select"), "b", OPTIONS, SIGHT)
    assert [each["value"] for each in controls(drawn)] == ["one", "two"]
    assert {each["type"] for each in controls(drawn)} == {"checkbox"}
    assert {each["name"] for each in controls(drawn)} == {"b|a-multi_external_select"}


def test_one_of_what_an_app_suggests_is_an_option_of_a_menu() -> None:
    drawn = suggestions(element("external_select"), "b", OPTIONS, SIGHT)
    listed = tagged(drawn, "li", role="option")
    assert [each["data-value"] for each in listed] == ["one", "two"]
    assert controls(drawn) == []


def test_a_menu_that_an_app_fills_shows_what_is_chosen_and_controls_its_options() -> None:
    drawn = view_body(modal(field("external_select")), SIGHT)
    (control,) = tagged(drawn, "input", role="combobox")
    assert (control["value"], control["data-value"]) == ("One", "one")
    assert tagged(drawn, "ul", role="listbox", id=str(control["aria-controls"]))


def test_what_an_app_fills_in_a_form_is_called_by_the_fields_label() -> None:
    search = view_body(modal(field("multi_external_select")), SIGHT)
    assert tagged(search, "input", type="search", aria_label="Search: Multi external select")
    menu = view_body(modal(field("external_select")), SIGHT)
    assert tagged(menu, "ul", role="listbox", aria_label="External select")


def test_a_table_names_its_columns_and_can_be_scrolled_by_keyboard() -> None:
    drawn = message_body(message(block("table")), SIGHT)
    assert [each["scope"] for each in tagged(drawn, "th")] == ["col", "col", "col"]
    assert tagged(drawn, "div", tabindex="0", role="region", aria_label="Table")


def test_a_picture_without_an_address_of_the_web_is_told_in_words() -> None:
    odd = {**block("image"), "image_url": "file:///etc/passwd"}
    drawn = message_body(message(odd), SIGHT)
    assert not tagged(drawn, "img")
    assert "A cat" in words(drawn)


def test_a_slack_file_is_shown_from_where_the_page_has_it() -> None:
    shown = {"type": "image", "alt_text": "x", "slack_file": {"id": "F1"}}
    sight = replace(SIGHT, file_urls={"F1": "/app/U1/files/F1/a.png"})
    assert tagged(message_body(message(shown), sight), "img", src="/app/U1/files/F1/a.png")


def controls_text(html: str) -> list[str]:
    """Return what stands in fields of several lines."""
    return [each.text for each in tagged(html, "textarea")]
