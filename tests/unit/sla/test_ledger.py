"""Why a clock stands where it stands."""

from typing import TypeVar

from csopsbot.domain.sla import entries as entry
from csopsbot.domain.sla import signals as s
from csopsbot.domain.sla.ledger import explain
from csopsbot.domain.sla.policy import Policy, Scope
from csopsbot.domain.sla.run import Calendars, Status
from tests.unit.sla.clocks import (
    CALENDARS,
    GOES_ON,
    HOUR,
    MINUTE,
    OFFICE,
    OPENED,
    RAISED,
    RESOLUTION,
    STANDARD,
    WAITS_FOR_CUSTOMER,
    at,
    policy,
    said,
    story,
    target,
)

MONDAY_NINE = ("mon 09:00", OPENED)
Kind = TypeVar("Kind", bound=entry.Entry)


def ledger(
    signals: tuple[s.Signal, ...],
    now: str,
    *policies: Policy,
    calendars: Calendars = CALENDARS,
) -> tuple[entry.Entry, ...]:
    return explain(RESOLUTION, signals, policies or (STANDARD,), calendars, at(now))


def kinds(found: tuple[entry.Entry, ...]) -> list[tuple[str, str | None]]:
    return [(type(one).__name__, said(one.at)) for one in found]


def only(found: tuple[entry.Entry, ...], kind: type[Kind]) -> Kind:
    (one,) = (each for each in found if isinstance(each, kind))
    return one


def test_a_whole_story_is_told_in_order() -> None:
    told = story(
        MONDAY_NINE,
        ("mon 16:00", WAITS_FOR_CUSTOMER),
        ("tue 11:00", s.CustomerWrote()),
        ("tue 17:30", s.Resolved()),
    )
    assert kinds(ledger(told, "wed 09:00")) == [
        ("Began", "mon 09:00"),
        ("Waits", "mon 16:00"),
        ("WaitsNoMore", "tue 11:00"),
        ("Skipped", "tue 11:00"),
        ("Breached", "tue 12:00:01"),
        ("Finished", "tue 17:30"),
    ]


def test_it_tells_the_policy_and_why_it_matched() -> None:
    gold = policy(key="gold", scope=Scope(tiers=frozenset({"gold"})))
    silver = policy(key="silver", scope=Scope(tiers=frozenset({"silver"})))
    began = only(ledger(story(MONDAY_NINE), "mon 10:00", silver, gold), entry.Began)
    assert began.terms is not None
    assert began.terms.policy.name == "gold v1"
    assert [one.policy for one in began.terms.match.passed_over] == ["silver v1"]
    assert (began.by, began.cause) == ("Mia", OPENED)


def test_it_tells_who_paused_it_and_why() -> None:
    pause = s.Signal(
        at("mon 10:00"), s.Paused(s.WAITING_FOR_CUSTOMER, "asked for logs"), "Ben", order=9
    )
    waits = only(ledger((*story(MONDAY_NINE), pause), "mon 11:00"), entry.Waits)
    assert (waits.by, waits.reason, waits.note) == (
        "Ben",
        s.WAITING_FOR_CUSTOMER,
        "asked for logs",
    )
    assert waits.already_answered is None


def test_it_shows_that_a_pause_was_entered_later() -> None:
    pause = s.Signal(at("mon 10:00"), WAITS_FOR_CUSTOMER, "Ben", noted_at=at("tue 10:00"))
    waits = only(ledger((*story(MONDAY_NINE), pause), "tue 11:00"), entry.Waits)
    assert (said(waits.at), said(waits.noted_at)) == ("mon 10:00", "tue 10:00")


def test_a_pause_for_a_customer_who_had_written_is_flagged() -> None:
    told = story(MONDAY_NINE, ("mon 10:00", s.CustomerWrote()), ("mon 12:00", WAITS_FOR_CUSTOMER))
    waits = only(ledger(told, "mon 13:00"), entry.Waits)
    assert said(waits.already_answered) == "mon 10:00"


def test_a_pause_after_an_answer_to_the_customer_is_not_flagged() -> None:
    told = story(
        MONDAY_NINE,
        ("mon 10:00", s.CustomerWrote()),
        ("mon 11:00", s.CustomerTold()),
        ("mon 12:00", WAITS_FOR_CUSTOMER),
    )
    assert only(ledger(told, "mon 13:00"), entry.Waits).already_answered is None


def test_closed_hours_are_told_by_the_stretch() -> None:
    skipped = only(ledger(story(MONDAY_NINE), "tue 10:00"), entry.Skipped)
    assert skipped.seconds == 16 * HOUR
    assert skipped.closed == ((at("mon 17:00"), at("tue 09:00")),)


def test_a_calendar_that_cannot_tell_its_hours_leaves_their_sum() -> None:
    class Mute:
        elapsed, add = OFFICE.elapsed, OFFICE.add

    found = ledger(story(MONDAY_NINE), "tue 10:00", calendars={"office": Mute()})
    skipped = only(found, entry.Skipped)
    assert (skipped.seconds, skipped.closed) == (16 * HOUR, ())


def test_a_change_of_target_tells_both_deadlines_and_the_grace() -> None:
    told = story(("fri 09:00", OPENED), ("fri 16:00", s.SeverityChanged("s1")), by="Ada")
    changed = only(ledger(told, "fri 16:01", RAISED), entry.Retargeted)
    assert (said(changed.due_before), said(changed.due_after)) == ("fri 17:00", "fri 16:15")
    assert (changed.by, changed.grace) == ("Ada", 3 * HOUR + 15 * MINUTE)


def test_a_new_version_of_the_policy_tells_who_changed_it() -> None:
    newer = policy(target(6 * HOUR), version=2, effective_from=at("mon 12:00"), changed_by="Lea")
    changed = only(ledger(story(MONDAY_NINE), "mon 13:00", STANDARD, newer), entry.Retargeted)
    assert (changed.by, said(changed.due_after)) == ("Lea", "mon 15:00")


def test_an_edited_calendar_is_told_to_the_clocks_that_go_by_it() -> None:
    edits = story(
        MONDAY_NINE,
        ("mon 10:00", s.CalendarChanged("office", "2")),
        ("mon 11:00", s.CalendarChanged("always", "2")),
    )
    edited = only(ledger(edits, "mon 12:00"), entry.CalendarEdited)
    assert (edited.version, said(edited.due)) == ("2", "mon 17:00")


def test_a_breach_is_labelled_with_the_target_that_was_broken() -> None:
    worse = s.Opened(s.Facts(severity="s1"))
    told = story(("mon 09:00", worse), ("mon 14:00", s.SeverityChanged("s3")))
    breached = only(ledger(told, "mon 15:00", RAISED), entry.Breached)
    assert (said(breached.at), breached.terms.severity) == ("mon 13:00:01", "s1")


def test_what_was_reopened_tells_the_time_that_did_not_count() -> None:
    told = story(MONDAY_NINE, ("mon 10:00", s.Resolved()), ("mon 12:00", s.Reopened()))
    again = only(ledger(told, "mon 13:00"), entry.Continued)
    assert (said(again.at), said(again.uncounted_since)) == ("mon 12:00", "mon 10:00")


def test_a_clock_that_goes_on_tells_how_it_stands() -> None:
    told = story(MONDAY_NINE, ("mon 10:00", WAITS_FOR_CUSTOMER), ("mon 12:00", GOES_ON))
    stands = ledger(told, "mon 13:00")[-1]
    assert isinstance(stands, entry.Stands)
    assert (stands.status, stands.left, said(stands.due_at)) == (
        Status.RUNNING,
        6 * HOUR,
        "tue 11:00",
    )


def test_a_clock_that_never_began_has_an_empty_ledger() -> None:
    assert ledger((), "mon 13:00") == ()
