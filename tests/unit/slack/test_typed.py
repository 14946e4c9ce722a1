"""What people type behind a command."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csopsbot.domain.people import Person
from csopsbot.domain.steps import NotPossible
from csopsbot.slack.typed import Since, read_escalation, read_reason, read_since

MIA = Person("U0MIA", "Mia", tz="America/New_York")
NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)  # 13:00 in New York


def utc(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed", ["ESC-12 S1", "esc-12  S1", "12 S1", "#12: S1", "ESC 12, S1", " esc12 S1 "]
)
def test_an_escalation_may_be_named_in_many_ways(typed: str) -> None:
    assert read_escalation(typed, "example") == (12, "S1")


@pytest.mark.parametrize("typed", ["", "S1", "ESC-", "ESC-12a", "ESC-12-3 x", "9" * 30, "-1"])
def test_what_names_no_escalation_is_answered_with_an_example(typed: str) -> None:
    with pytest.raises(NotPossible) as refused:
        read_escalation(typed, "/csops ack ESC-12")
    assert (refused.value.why, refused.value.details) == (
        "unclear",
        {"example": "/csops ack ESC-12"},
    )


def test_what_slack_escapes_is_read_as_it_was_typed() -> None:
    assert read_escalation("ESC-1 a &lt;b&gt; &amp; c", "x") == (1, "a <b> & c")


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("customer", "waiting_for_customer"),
        ("Cliente", "waiting_for_customer"),
        ("third-party", "waiting_for_third_party"),
        ("hold", "on_hold"),
    ],
)
def test_what_it_waits_for_is_one_word(typed: str, reason: str) -> None:
    assert read_reason(f"{typed} the rest", "x") == (reason, "the rest")


@pytest.mark.parametrize("typed", ["", "rain", "customers"])
def test_another_reason_to_wait_is_answered_with_an_example(typed: str) -> None:
    with pytest.raises(NotPossible):
        read_reason(typed, "x")


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("since 12:30", utc(2, 17, 30)),
        ("since 9:05", utc(2, 14, 5)),
        ("at 12:30pm", utc(2, 17, 30)),
        ("at 12:30 AM", utc(2, 5, 30)),
        ("desde 12:30", utc(2, 17, 30)),
        ("since 13:30", utc(1, 18, 30)),
        ("since 2026-02-27 08:00", utc(27, 13, month=2)),
        ("since 2026-02-27T08:00", utc(27, 13, month=2)),
    ],
)
def test_a_time_is_read_on_the_persons_own_clock_and_lies_behind(typed: str, at: datetime) -> None:
    assert read_since(f"{typed} they are away", MIA, NOW) == (Since(at), "they are away")


def test_a_time_that_the_clocks_left_out_is_when_they_were_put_forward() -> None:
    now = utc(8, 18)
    assert read_since("since 02:30", MIA, now)[0].at == utc(8, 7)


@pytest.mark.parametrize("tz", ["", "Mars/Olympus", "posix/UTC"])
def test_without_a_known_zone_a_time_is_read_as_utc_and_that_is_told(tz: str) -> None:
    since, _ = read_since("since 17:00", replace(MIA, tz=tz), NOW)
    assert since == Since(utc(2, 17), in_utc=True)


def test_words_without_a_time_are_a_note() -> None:
    assert read_since("they sleep, sincerely", MIA, NOW) == (Since(), "they sleep, sincerely")


@pytest.mark.parametrize(
    "typed",
    [
        "since",
        "since monday",
        "since 25:00",
        "since 12:60",
        "since 13:00 pm",
        "since 0:30 am",
        "since 2026-02-30 10:00",
        "since 2026-02-27",
        "since 12:30ish",
    ],
)
def test_a_time_that_cannot_be_read_is_not_taken_for_a_note(typed: str) -> None:
    with pytest.raises(NotPossible, match="unclear_time"):
        read_since(typed, MIA, NOW)


@given(st.text(max_size=40))
def test_nothing_that_is_typed_goes_wrong_otherwise(typed: str) -> None:
    for words in (
        typed,
        f"since {typed}",
        f"since 0001-01-01 00:{typed}",
        "since 9999-12-31 23:59",
    ):
        for tz in ("", "Asia/Kathmandu", "America/Los_Angeles"):
            try:
                read_since(words, replace(MIA, tz=tz), NOW)
                read_escalation(words, "x")
            except NotPossible:
                pass
