"""What is let in, and as what."""

import json
from urllib.parse import quote_plus, unquote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csopsbot.slack.door import read
from csopsbot.slack.payload import Malformed

FORM = "application/x-www-form-urlencoded"
JSON = "application/json; charset=utf-8"


def test_a_command_may_speak_of_a_payload() -> None:
    form = urlencode({"command": "/escalate", "text": "the payload=is broken & lost"})
    assert read(form.encode(), FORM)["text"] == "the payload=is broken & lost"


TEXT = st.text(st.characters(codec="utf-8"), max_size=30)


@given(st.dictionaries(TEXT.filter(lambda name: name != "payload"), TEXT, max_size=4))
def test_a_form_is_read_as_it_was_written(form: dict[str, str]) -> None:
    assert read(urlencode(form).encode(), FORM) == form


@given(st.lists(st.one_of(TEXT, TEXT.map(quote_plus)), max_size=4).map("".join))
def test_what_need_not_be_escaped_may_stand_as_it_is(written: str) -> None:
    written = written.replace("&", "").replace("%", "%25")
    assert read(f"text={written}".encode(), FORM) == {"text": unquote_plus(written)}


@pytest.mark.parametrize("body", ["text=100%", "text=%4", "text=%zz", "te%xt=1", "text=%ff"])
def test_a_form_with_a_broken_escape_is_malformed(body: str) -> None:
    with pytest.raises(Malformed):
        read(body.encode(), FORM)


def test_an_interaction_comes_as_json_in_a_form() -> None:
    content = json.dumps({"type": "shortcut", "callback_id": "é"})
    assert read(urlencode({"payload": content}).encode(), FORM)["callback_id"] == "é"


def test_an_event_comes_as_json() -> None:
    content = {"type": "event_callback", "event": {"type": "message"}}
    assert read(json.dumps(content).encode(), JSON) == content


def test_a_form_of_a_thousand_fields_is_malformed() -> None:
    with pytest.raises(Malformed):
        read("&".join(f"f{n}=1" for n in range(1000)).encode(), FORM)


@pytest.mark.parametrize(
    "content",
    [
        {"type": "event_callback", "event": {}},
        {"type": "view_submission", "view": {"callback_id": 7}},
        {"type": "message_action"},
        {"type": "block_actions", "actions": [{"action_id": "a"}, 3]},
        7,
    ],
)
def test_a_payload_without_what_its_kind_needs_is_malformed(content: object) -> None:
    with pytest.raises(Malformed):
        read(json.dumps(content).encode(), JSON)
