"""Each kind of entry of a ledger in words, in every language."""

from dataclasses import replace

import pytest

from csopsbot.domain.sla import entries as entry
from csopsbot.domain.sla import read
from csopsbot.domain.sla import signals as s
from csopsbot.domain.sla.choice import Match, PassedOver, Reason, Terms
from csopsbot.domain.sla.policy import Policy, Retarget, Target
from csopsbot.domain.sla.run import Status
from csopsbot.words import LANGUAGES
from csopsbot.words.ledger.closed import closed
from csopsbot.words.ledger.told import told
from tests.unit.words.told import HOUR, OFFICE, second, voice

FRIDAY, MONDAY = second("04-24 16:00"), second("04-27 16:00")
RAISED = s.SeverityChanged("S1")
FACTS = s.Facts(severity="S3")
TARGET = Target(metric="resolution", seconds=8 * HOUR, calendar="office")
POLICY = Policy(key="standard", audience="sla", targets=(TARGET,))
TERMS = Terms(TARGET, "S3", Match(POLICY))
HARSHER = Terms(replace(TARGET, seconds=4 * HOUR), "S1", Match(POLICY))


def said(one: entry.Entry, language: str = "en") -> list[str]:
    return list(told(one, voice(language)))


def began(cause: s.What) -> entry.Began:
    return entry.Began(at=FRIDAY, cycle=1, by="Mia", cause=cause, terms=TERMS)


def waits(reason: str = s.ON_HOLD, already_answered: int | None = None) -> entry.Waits:
    return entry.Waits(
        at=FRIDAY, cycle=1, by="Ben", reason=reason, already_answered=already_answered
    )


def retargeted(
    cause: s.What = RAISED,
    before: Terms | None = TERMS,
    after: Terms | None = HARSHER,
    due: tuple[int | None, int | None] = (MONDAY, FRIDAY),
) -> entry.Retargeted:
    return entry.Retargeted(
        at=FRIDAY,
        cycle=1,
        by="Mia",
        cause=cause,
        before=before,
        after=after,
        due_before=due[0],
        due_after=due[1],
    )


def finished(outcome: Status, spent: int) -> entry.Finished:
    return entry.Finished(
        at=FRIDAY, cycle=1, by="Ada", outcome=outcome, spent=spent, allowance=8 * HOUR
    )


def stands(
    status: Status, left: int | None, due_at: int | None = None, breach_at: int | None = None
) -> entry.Stands:
    reasons = frozenset({s.ON_HOLD} if status is Status.PAUSED else ())
    return entry.Stands(
        at=MONDAY,
        cycle=1,
        status=status,
        left=left,
        due_at=due_at,
        breach_at=breach_at,
        reasons=reasons,
    )


@pytest.mark.parametrize(
    ("cause", "english", "spanish"),
    [
        (s.Opened(FACTS), "the escalation was opened", "se pasó a ingeniería"),
        (s.Opened(FACTS, handed_over=False), "the customer wrote", "escribió el cliente"),
        (s.CustomerWrote(), "the customer wrote", "escribió el cliente"),
        (s.CustomerTold(), "the customer was told something", "se informó al cliente"),
        (s.SupportWrote(), "support wrote", "escribió soporte"),
        (s.EngineeringSpoke(), "engineering answered", "respondió ingeniería"),
        (s.Reopened(), "it was reopened", "se reabrió"),
        (s.TeamChanged("core"), "another team took over", "pasó a otro equipo"),
        (s.PolicyChanged("gold", 2), "the agreements changed", "cambió lo acordado"),
    ],
)
def test_what_started_it_is_told(cause: s.What, english: str, spanish: str) -> None:
    assert said(began(cause))[0] == f"Started: {english} ([Mia])"
    assert said(began(cause), "es")[0] == f"Empezó: {spanish} ([Mia])"


def test_what_nobody_did_names_nobody() -> None:
    assert said(replace(began(s.Opened(FACTS)), by=""))[0] == "Started: the escalation was opened"


def test_a_clock_can_run_before_anything_is_promised() -> None:
    one = replace(began(s.Opened(FACTS)), terms=None)
    assert said(one)[1:] == ["Nothing was promised for it yet; the time is counted all the same."]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", sorted(s.REASONS))
def test_there_are_words_for_every_reason_to_wait_and_its_end(reason: str, language: str) -> None:
    end = entry.WaitsNoMore(at=MONDAY, cycle=1, by="Ben", reason=reason, last=True)
    assert len({*said(waits(reason), language), *said(end, language)}) == 2


@pytest.mark.parametrize(
    ("reason", "english", "spanish"),
    [
        (s.WAITING_FOR_CUSTOMER, "The customer had already", "El cliente ya había"),
        (s.WAITING_FOR_SUPPORT, "Support had already", "Soporte ya había"),
    ],
)
def test_a_pause_for_those_who_had_written_is_flagged(
    reason: str, english: str, spanish: str
) -> None:
    one = waits(reason, already_answered=FRIDAY)
    assert said(one)[1].startswith(f"⚠ {english} written (04-24 16:00)")
    assert said(one, "es")[1].startswith(f"⚠ {spanish} escrito (04-24 16:00)")


def test_an_ordinary_pause_is_not_flagged() -> None:
    assert said(waits()) == ["Paused: on hold ([Ben])"]


def test_while_another_reason_stays_it_is_still_paused() -> None:
    one = entry.WaitsNoMore(at=MONDAY, cycle=1, reason=s.ON_HOLD, last=False)
    assert said(one) == ["No longer on hold, but still paused"]
    assert said(one, "es") == ["Ya no está aplazado, pero sigue en pausa"]


@pytest.mark.parametrize(
    ("cause", "english", "spanish"),
    [
        (s.SeverityChanged("S1"), "Severity raised from [S3] to [S1]", "subida de [S3] a [S1]"),
        (s.SeverityChanged("S4"), "Severity lowered from [S3] to [S4]", "bajada de [S3] a [S4]"),
        (s.TeamChanged("payments"), "Handed over to [Payments]", "Traspasado a [Payments]"),
        (s.PolicyChanged("gold", 2), "The policy [gold] was changed", "Se cambió el acuerdo"),
        (s.SeverityChanged("S9"), "Severity changed to [S9]", "Gravedad cambiada a [S9]"),
        (s.Reopened(), "Another promise applies from here on", "se aplica otra promesa"),
    ],
)
def test_what_changed_the_terms_is_told(cause: s.What, english: str, spanish: str) -> None:
    assert said(retargeted(cause))[0] == f"{english} ([Mia])"
    assert spanish in said(retargeted(cause), "es")[0]


def test_a_severity_where_nothing_was_promised_before_is_simply_told() -> None:
    assert said(retargeted(before=None))[0] == "Severity changed to [S1] ([Mia])"


def test_a_policy_that_comes_into_force_is_told_as_the_beginning_of_the_promise() -> None:
    one = retargeted(s.PolicyChanged("standard", 1), before=None, after=TERMS)
    assert said(one)[0].startswith("From here on it is promised: the policy [standard] came")
    assert said(one, "es")[0].startswith("Desde aquí está prometido: el acuerdo [standard] entró")


def test_of_policies_that_begin_together_the_one_that_applies_is_named() -> None:
    one = retargeted(s.PolicyChanged("gold", 1), before=None, after=TERMS)
    assert "the policy [standard] came" in said(one)[0]


def test_a_change_of_a_policy_that_was_passed_over_is_one_line() -> None:
    skipped = (PassedOver("gold v2", Reason("tiers", "silver")),)
    after = replace(TERMS, match=replace(TERMS.match, passed_over=skipped))
    one = retargeted(s.PolicyChanged("gold", 2), after=after, due=(MONDAY, MONDAY))
    assert said(one) == ["The policy [gold] was changed; [standard v1] still applies ([Mia])"]
    assert said(one, "es") == [
        "Se cambió el acuerdo [gold]; sigue aplicándose [standard v1] ([Mia])"
    ]


@pytest.mark.parametrize(
    ("due", "english", "spanish"),
    [
        ((MONDAY, FRIDAY), "Due moved from 04-27 16:00 to 04-24 16:00", "El vencimiento pasa de"),
        ((MONDAY, MONDAY), "Still due 04-27 16:00", "Sigue venciendo 04-27 16:00"),
        ((None, MONDAY), "Due 04-27 16:00", "Vence 04-27 16:00"),
    ],
)
def test_a_change_tells_what_became_of_the_deadline(
    due: tuple[int | None, int], english: str, spanish: str
) -> None:
    assert said(retargeted(due=due))[1] == english
    assert said(retargeted(due=due), "es")[1].startswith(spanish)


def test_a_change_while_paused_has_no_deadline_to_tell() -> None:
    assert not [line for line in said(retargeted(due=(None, None))) if "ue " in line[:5]]


@pytest.mark.parametrize(
    ("rule", "english", "spanish"),
    [
        (Retarget(), "What was used until then counts on.", "sigue contando."),
        (Retarget(rule="restart"), "Counted anew from here on.", "Se cuenta de nuevo"),
        (Retarget(rule="keep_no_floor"), "counts on, with no grace.", "sin margen."),
    ],
)
def test_the_rule_of_a_change_is_told(rule: Retarget, english: str, spanish: str) -> None:
    after = replace(HARSHER, match=Match(replace(POLICY, retarget=rule)))
    assert english in said(retargeted(after=after))[2]
    assert spanish in said(retargeted(after=after), "es")[2]


def test_an_edit_of_the_opening_hours_tells_who_and_the_new_deadline() -> None:
    one = entry.CalendarEdited(
        at=FRIDAY, cycle=1, by="Lea", calendar="office", version="2", due=MONDAY
    )
    assert said(one) == [
        "The opening hours “[office]” were changed (version [2]) ([Lea])",
        "Due 04-27 16:00",
    ]
    assert said(one, "es")[0].startswith("Se cambió el horario «[office]»")


def test_a_breach_names_the_promise_that_was_broken() -> None:
    one = entry.Breached(at=FRIDAY, cycle=1, terms=TERMS)
    assert said(one) == ["🔴 Breached: more than was promised for [S3], 8 h"]
    assert said(one, "es") == ["🔴 Vencido: más de lo prometido para [S3], 8 h"]


@pytest.mark.parametrize(
    ("outcome", "spent", "english", "spanish"),
    [
        (Status.MET, 6 * HOUR, "✅ Met: 6 h used of 8 h", "✅ Cumplido: 6 h de 8 h"),
        (Status.MISSED, 9 * HOUR, "❌ Missed: 9 h used, 1 h more", "❌ Incumplido: 9 h, 1 h por"),
        (Status.CANCELLED, 6 * HOUR, "Cancelled after 6 h", "Anulado tras 6 h"),
    ],
)
def test_how_it_ended_is_told(outcome: Status, spent: int, english: str, spanish: str) -> None:
    assert said(finished(outcome, spent))[0].startswith(english)
    assert said(finished(outcome, spent), "es")[0].startswith(spanish)


def test_what_was_reopened_tells_since_when_nothing_counted() -> None:
    one = entry.Continued(at=MONDAY, cycle=1, by="Ada", uncounted_since=FRIDAY)
    assert "The time since 04-24 16:00 does not count." in said(one)[0]
    assert "El tiempo desde 04-24 16:00 no cuenta." in said(one, "es")[0]


@pytest.mark.parametrize(
    ("one", "english", "spanish"),
    [
        (
            stands(Status.RUNNING, HOUR, due_at=MONDAY, breach_at=MONDAY),
            "Now: 1 h left, due 04-27 16:00",
            "Ahora: quedan 1 h, vence 04-27 16:00",
        ),
        (
            stands(Status.RUNNING, -HOUR, due_at=FRIDAY, breach_at=FRIDAY),
            "Now: 1 h over, was due 04-24 16:00",
            "Ahora: 1 h de retraso, vencía 04-24 16:00",
        ),
        (
            stands(Status.PAUSED, HOUR),
            "Now: paused with 1 h left, on hold",
            "Ahora: en pausa con 1 h por delante, aplazado",
        ),
        (
            stands(Status.PAUSED, -HOUR),
            "Now: paused, 1 h over, on hold",
            "Ahora: en pausa con 1 h de retraso, aplazado",
        ),
        (stands(Status.IDLE, None), "Now: nothing is promised.", "Ahora: no hay nada prometido."),
    ],
)
def test_how_it_stands_is_told(one: entry.Stands, english: str, spanish: str) -> None:
    assert (said(one), said(one, "es")) == ([english], [spanish])


def test_a_deadline_at_closing_time_tells_until_when_it_is_still_met() -> None:
    one = stands(Status.RUNNING, HOUR, due_at=FRIDAY, breach_at=MONDAY)
    assert said(one)[1] == "Met until 04-27 16:00, for it is closed in between."
    assert said(one, "es")[1].startswith("Se cumple hasta 04-27 16:00")


def test_every_kind_of_entry_has_words() -> None:
    kinds = {kind for kind in vars(entry).values() if isinstance(kind, type)}
    assert told.registry.keys() >= kinds & set(entry.Entry.__subclasses__())


def stretches(*ends: tuple[str, str]) -> entry.Skipped:
    """Return the time skipped between the first and the last of these ends."""
    spans = tuple((second(start), second(end)) for start, end in ends)
    shut = sum(end - start for start, end in spans)
    return entry.Skipped(at=spans[0][0], cycle=1, until=spans[-1][1], seconds=shut, closed=spans)


NIGHTS = stretches(("04-27 17:00", "04-28 09:00"), ("04-28 17:00", "04-29 09:00"))


def test_many_closed_stretches_are_told_as_one_sum() -> None:
    end = "nights and weekends: 1 d 8 h"
    assert closed(NIGHTS, OFFICE, voice()).endswith(end)
    assert closed(NIGHTS, OFFICE, voice("es")).endswith("noches y fines de semana: 1 d 8 h")


def test_a_calendar_with_breaks_closes_not_only_at_night() -> None:
    hours = {"mon": ["09:00-12:00", "13:00-17:00"]}
    siesta = read({"tz": "Europe/Madrid", "hours": hours})
    assert closed(NIGHTS, siesta, voice()).endswith("outside opening hours: 1 d 8 h")
    assert closed(NIGHTS, siesta, voice("es")).endswith("fuera de horario: 1 d 8 h")


def test_of_a_calendar_that_is_no_longer_written_only_the_sum_is_told() -> None:
    mute = replace(NIGHTS, closed=())
    assert closed(mute, None, voice()).endswith("outside opening hours: 1 d 8 h")


def test_a_holiday_is_told_by_its_name_even_alone() -> None:
    one = stretches(("04-30 17:00", "05-04 09:00"))
    parts = "nights and weekends: 2 d 16 h; [Labour Day], May 1: 1 d"
    assert closed(one, OFFICE, voice()).endswith(parts)


def test_a_holiday_without_a_name_is_told_by_its_date() -> None:
    nameless = replace(OFFICE, holidays=read({**_WRITTEN, "holidays": ["05-01"]}).holidays)
    one = stretches(("04-30 17:00", "05-04 09:00"))
    assert "holiday, May 1: 1 d" in closed(one, nameless, voice())
    assert "festivo, 1 de mayo: 1 d" in closed(one, nameless, voice("es"))


def test_a_holiday_on_a_weekend_is_no_reason_of_its_own() -> None:
    sunday = read({**_WRITTEN, "holidays": [{"on": "2026-04-26", "name": "Fair"}]})
    one = stretches(("04-24 17:00", "04-27 09:00"), ("04-27 17:00", "04-28 09:00"))
    assert "Fair" not in closed(one, replace(OFFICE, holidays=sunday.holidays), voice())


def test_a_day_that_became_a_holiday_only_later_is_not_named() -> None:
    later = read({**_WRITTEN, "holidays": [{"on": "2026-04-28", "name": "Fair"}]})
    assert "Fair" not in closed(NIGHTS, replace(OFFICE, holidays=later.holidays), voice())


def test_on_the_day_the_clocks_are_changed_a_holiday_has_its_own_length() -> None:
    hours = {"sun": ["09:00-17:00"], "mon": ["09:00-17:00"]}
    written = {"tz": "Europe/Madrid", "hours": hours}
    spring = read({**written, "holidays": [{"on": "2026-03-29", "name": "Fair"}]})
    one = stretches(("03-28 17:00", "03-30 09:00"))
    assert "[Fair], March 29: 23 h" in closed(one, spring, voice())


_WRITTEN = {"tz": "Europe/Madrid", "hours": {"mon": ["09:00-17:00"]}}
