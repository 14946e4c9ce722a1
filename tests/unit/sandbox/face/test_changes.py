"""What a window draws again after something happened."""

from itertools import count

import pytest

from csopsbot.sandbox.face.changes import changes
from csopsbot.sandbox.face.place import Place
from csopsbot.sandbox.world.feed import Entry

NUMBERS = count(1)
HERE = Place("C0SUPPORT")
IN_THREAD = Place("C0SUPPORT", thread="1.0")


def entry(kind: str, ts: str = "2.0", to: str = "U0ANA", **more: object) -> Entry:
    body = {"kind": kind, "channel": "C0SUPPORT", "ts": ts, **more}
    return Entry(next(NUMBERS), frozenset({to}), body)


def reply(ts: str = "2.0") -> Entry:
    return entry("message", ts, message={"ts": ts, "thread_ts": "1.0"})


def test_a_message_is_drawn_in_the_channel() -> None:
    found = changes([entry("message")], "U0ANA", HERE)
    assert [*found.lines] == [("channel", "2.0")]


def test_a_reply_touches_what_its_thread_hangs_on() -> None:
    found = changes([reply()], "U0ANA", HERE)
    assert [*found.lines] == [("channel", "2.0"), ("channel", "1.0")]


def test_a_reply_is_drawn_in_its_thread_if_that_is_open() -> None:
    assert ("thread", "2.0") in changes([reply()], "U0ANA", IN_THREAD).lines


def test_the_message_a_thread_hangs_on_is_drawn_in_both() -> None:
    found = changes([entry("reaction", "1.0")], "U0ANA", IN_THREAD)
    assert [*found.lines] == [("channel", "1.0"), ("thread", "1.0")]


def test_another_thread_leaves_the_open_one_alone() -> None:
    other = entry("message", "3.0", message={"ts": "3.0", "thread_ts": "1.5"})
    found = changes([other], "U0ANA", IN_THREAD)
    assert {where for where, _ in found.lines} == {"channel"}


def test_a_message_that_changes_often_is_drawn_once_as_of_the_last_time() -> None:
    entries = [entry("changed") for _ in range(3)]
    found = changes(entries, "U0ANA", HERE)
    assert found.lines == {("channel", "2.0"): entries[-1].number}


def test_what_others_alone_see_changes_nothing() -> None:
    found = changes([entry("ephemeral", to="U0LEE")], "U0ANA", HERE)
    assert (found.lines, found.parts) == ({}, set())


def test_what_is_said_elsewhere_changes_no_line() -> None:
    assert not changes([entry("message")], "U0ANA", Place("C0GENERAL")).lines


@pytest.mark.parametrize(
    ("kind", "part"),
    [("view_opened", "modal"), ("view_closed", "modal"), ("home", "home")],
)
def test_views_are_parts_of_their_own(kind: str, part: str) -> None:
    assert changes([entry(kind)], "U0ANA", HERE).parts == {part}
