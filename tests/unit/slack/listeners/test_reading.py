"""What listeners make of payloads, sound and unsound."""

from typing import Any

import pytest

from csopsbot.slack.listeners.escalate_message import read_place
from csopsbot.slack.listeners.message import Amended, Said, read_said
from csopsbot.slack.listeners.reaction import Put, means_something, read_put
from csopsbot.slack.payload import Malformed
from csopsbot.slack.pressed import pressed
from csopsbot.slack.reception import IGNORED
from tests.unit.slack.scenes import DESK

REPLY = {"user": "U1", "channel": "C1", "ts": "2.0", "thread_ts": "1.0", "text": "hello"}
REACTION = {
    "type": "reaction_added",
    "user": "U1",
    "reaction": "eyes",
    "item": {"type": "message", "channel": "C1", "ts": "1.0"},
    "event_ts": "3.0",
}


def event(content: dict[str, Any], **changes: object) -> dict[str, Any]:
    return {"event_id": "Ev1", "event": {**content, **changes}}


@pytest.mark.parametrize("subtype", ["", "file_share", "thread_broadcast"])
def test_what_a_person_writes_in_a_thread_is_a_reply(subtype: str) -> None:
    said = read_said(event(REPLY, subtype=subtype))
    assert isinstance(said, Said)
    assert (said.user, said.thread_ts, said.ts) == ("U1", "1.0", "2.0")


def test_a_file_alone_is_a_reply() -> None:
    assert isinstance(read_said(event(REPLY, text="", files=[{"id": "F1"}])), Said)


@pytest.mark.parametrize(
    "changes",
    [
        {"user": None},
        {"thread_ts": None},
        {"thread_ts": "2.0"},
        {"text": "  "},
        {"subtype": "channel_join"},
        {"subtype": "bot_message"},
        {"text": {"not": "text"}},
        {"thread_ts": 1.0},
    ],
)
def test_what_is_no_reply_by_a_person_is_ignored(changes: dict[str, object]) -> None:
    assert read_said(event(REPLY, **changes)) == IGNORED


def changed(to: dict[str, Any] | None, **before: object) -> dict[str, Any]:
    """Return the event of REPLY having been changed, or deleted."""
    what = {"subtype": "message_changed", "message": to} if to else {"subtype": "message_deleted"}
    return {
        "event": {"channel": "C1", "ts": "9.0", "previous_message": {**REPLY, **before}, **what}
    }


def test_other_words_are_told_from_new_ones() -> None:
    said = read_said(changed({**REPLY, "text": "hello there"}))
    assert isinstance(said, Amended)
    assert (said.user, said.ts, said.message) == ("U1", "2.0", {**REPLY, "text": "hello there"})


def test_a_deleted_reply_has_no_words() -> None:
    said = read_said(changed(None))
    assert isinstance(said, Amended)
    assert said.message is None


def test_a_message_that_slack_shows_a_link_in_has_not_changed() -> None:
    assert read_said(changed({**REPLY, "attachments": [{"text": "preview"}]})) == IGNORED


@pytest.mark.parametrize("before", [{"thread_ts": None}, {"thread_ts": "2.0"}, {"user": None}])
def test_what_was_no_reply_is_not_corrected(before: dict[str, object]) -> None:
    assert read_said(changed(None, **before)) == IGNORED


@pytest.mark.parametrize("missing", ["channel", "ts"])
def test_a_reply_from_nowhere_is_malformed(missing: str) -> None:
    with pytest.raises(Malformed):
        read_said(event(REPLY, **{missing: None}))


def test_a_skin_tone_makes_no_difference() -> None:
    put = read_put(event(REACTION, reaction="+1::skin-tone-2"))
    assert isinstance(put, Put)
    assert put.emoji == "+1"


def test_taking_off_is_told_from_putting_on() -> None:
    put = read_put(event(REACTION, type="reaction_removed"))
    assert isinstance(put, Put)
    assert not put.added


def test_a_reaction_on_a_file_is_ignored() -> None:
    assert read_put(event(REACTION, item={"type": "file", "file": "F1"})) == IGNORED


@pytest.mark.parametrize("missing", ["user", "reaction"])
def test_a_reaction_by_nobody_or_with_nothing_is_malformed(missing: str) -> None:
    with pytest.raises(Malformed):
        read_put(event(REACTION, **{missing: None}))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "0000000003.000000"),
        ({"event_ts": "1700000000.12"}, "1700000000.120000"),
        ({"event_ts": None}, "1700000000.000000"),
    ],
)
def test_when_it_happened_is_told_by_the_event_or_else_the_envelope(
    changes: dict[str, object], told: str
) -> None:
    put = read_put({**event(REACTION, **changes), "event_time": 1_700_000_000})
    assert isinstance(put, Put)
    assert put.event_ts == told


def test_an_event_without_id_and_time_is_not_lost() -> None:
    put = read_put({"event": {**REACTION, "event_ts": None}})
    assert isinstance(put, Put)
    assert (put.delivery, put.event_ts) == ("", "")
    assert isinstance(read_said({"event": REPLY}), Said)


def test_what_a_person_posts_through_an_app_is_a_reply() -> None:
    assert isinstance(read_said(event(REPLY, bot_id="B1", app_id="A1")), Said)


@pytest.mark.parametrize(("emoji", "meant"), [("eyes", True), ("mega", True), ("tada", False)])
def test_only_emoji_of_the_desk_mean_something(emoji: str, meant: bool) -> None:
    assert means_something(emoji, DESK) is meant


def test_a_message_in_a_thread_stands_for_its_thread() -> None:
    payload = {"channel": {"id": "C1"}, "message": {"ts": "2.0", "thread_ts": "1.0"}}
    assert read_place(payload).thread == "1.0"


def test_a_message_outside_of_threads_begins_one() -> None:
    assert read_place({"channel": {"id": "C1"}, "message": {"ts": "2.0"}}).thread == "2.0"


@pytest.mark.parametrize("actions", [[], [{}], [{"value": "E1"}], [{"value": "E1:x"}], "x", None])
def test_a_button_that_is_not_ours_is_malformed(actions: object) -> None:
    with pytest.raises(Malformed):
        pressed({"user": {"id": "U1"}, "actions": actions})
