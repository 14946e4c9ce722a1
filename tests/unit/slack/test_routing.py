"""Under which name what came in is listened for."""

import pytest

from csopsbot.slack.reception import Kind
from csopsbot.slack.routing import address


@pytest.mark.parametrize(
    ("payload", "kind", "name"),
    [
        ({"type": "event_callback", "event": {"type": "message"}}, Kind.EVENT, "message"),
        ({"type": "view_submission", "view": {"callback_id": "f"}}, Kind.SUBMISSION, "f"),
        ({"type": "message_action", "callback_id": "s"}, Kind.SHORTCUT, "s"),
        ({"command": "/csops", "text": "help"}, Kind.COMMAND, "/csops"),
    ],
)
def test_each_kind_has_its_name_elsewhere(
    payload: dict[str, object], kind: Kind, name: str
) -> None:
    assert address(payload) == (kind, name)


def test_of_several_actions_the_first_one_counts() -> None:
    payload = {"type": "block_actions", "actions": [{"action_id": "a"}, {"action_id": "b"}]}
    assert address(payload) == (Kind.ACTION, "a")


@pytest.mark.parametrize("payload", [{"type": "view_closed", "view": {}}, {"command": 7}, {}])
def test_what_nobody_listens_for_has_no_name(payload: dict[str, object]) -> None:
    assert address(payload) == (Kind.COMMAND, "")
