"""What our calls send, held against Slack's published reference."""

import json
from typing import Any

import pytest

from csopsbot.slack.blocks import Message, section
from csopsbot.slack.calls import Edit, Ephemeral, OneRequest, Post, React, ReadThread
from tests.specs import SPECS, needs_specs

MESSAGE = Message("text", (section("text"),))
CALLS: tuple[OneRequest, ...] = (
    Post("k", "team", "C1", "1.1", MESSAGE, broadcast=True),
    Edit("team", "C1", "1.1", MESSAGE),
    Ephemeral("C1", "U1", "1.1", MESSAGE),
    React("C1", "1.1", "mega"),
    ReadThread("C1", "1.1", 50),
)
every_call = pytest.mark.parametrize("call", CALLS, ids=lambda call: call.method)


def published(method: str) -> dict[str, Any]:
    args: dict[str, Any] = json.loads((SPECS / f"slack/methods/{method}.json").read_text())["args"]
    return args


@needs_specs
@every_call
def test_a_call_sends_only_what_slack_knows(call: OneRequest) -> None:
    assert set(call.arguments) - set(published(call.method)["properties"]) == set()


@needs_specs
@every_call
def test_a_call_sends_all_that_slack_asks_for(call: OneRequest) -> None:
    assert set(published(call.method)["required"]) - {"token"} - set(call.arguments) == set()


@pytest.mark.parametrize("call", CALLS[:3], ids=lambda call: call.method)
def test_a_message_has_text_with_its_blocks_and_makes_no_mentions_of_words(
    call: OneRequest,
) -> None:
    sent = call.arguments
    assert (sent["text"], sent["parse"], sent["link_names"]) == ("text", "none", False)
    assert sent["blocks"] == list(MESSAGE.blocks)


def test_a_post_carries_its_key_and_what_it_shows() -> None:
    payload = CALLS[0].arguments["metadata"]["event_payload"]
    assert payload == {"key": "k", "shown": MESSAGE.fingerprint}


def test_a_reply_is_broadcast_and_what_is_no_reply_need_not_be() -> None:
    def broadcast(thread: str | None, wanted: bool) -> object:
        arguments = Post("k", "", "C1", thread, MESSAGE, wanted).arguments
        return arguments.get("reply_broadcast")

    cases = [("1.1", True), ("1.1", False), (None, True)]
    assert [broadcast(*case) for case in cases] == [True, None, None]


def test_an_edit_does_not_ask_for_what_cannot_be_had_with_new_words() -> None:
    """Slack answers no_dual_broadcast_content_update; a broadcast stays one without being asked."""
    assert "reply_broadcast" not in CALLS[1].arguments
