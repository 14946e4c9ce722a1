"""What is let in, and as what."""

import json
from urllib.parse import urlencode

import pytest

from csopsbot.slack.door import read
from csopsbot.slack.payload import Malformed

FORM = "application/x-www-form-urlencoded"
JSON = "application/json; charset=utf-8"


def test_a_command_may_speak_of_a_payload() -> None:
    form = urlencode({"command": "/escalate", "text": "the payload=is broken & lost"})
    assert read(form.encode(), FORM)["text"] == "the payload=is broken & lost"


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
