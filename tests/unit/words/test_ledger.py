"""A whole ledger in words, as a support lead reads it."""

from dataclasses import replace

from csopsbot.domain import events as e
from csopsbot.domain.sla.policy import Scope, Target
from csopsbot.domain.sla.turns import Totals
from csopsbot.words.ledger import turns
from tests.unit.words.told import (
    ADA,
    EVERYTHING,
    GOLD,
    HOUR,
    STANDARD,
    desk,
    explain,
    history,
    ledger,
    opened,
    second,
    voice,
)

IN_ENGLISH = """\
04-24 16:00 Started: the escalation was opened ([Mia])
  Promised for [S3]: 24 h by the calendar “[office]” · policy [standard v1]
  The policy is for everybody.
  Passed over: [gold v1], which is not for tier [silver]
04-24 16:30 Paused: waiting for the customer ([Ben])
  “[asked for <logs>]”
04-27 10:00 Runs again: no longer waiting for the customer ([Mia])
Not counted: closed from 04-27 17:00 to 04-28 09:00 (16 h)
04-28 12:00 Severity raised from [S3] to [S1] ([Mia])
  Due moved from 04-30 09:30 to 04-28 12:15
  What was used until then counts on.
  2 h 45 m of grace added, so that 15 m were left from the change on.
  Promised for [S1]: 8 h by the calendar “[office]” · policy [standard v1]
Not counted: closed from 04-28 17:00 to 04-29 09:00 (16 h)
04-28 12:15:01 🔴 Breached: more than was promised for [S1], 8 h
04-29 11:00 ❌ Missed: 17 h 30 m used, 6 h 45 m more than the 10 h 45 m allowed ([Ada])
04-29 12:00 Reason given for the miss: [Hard to find] ([Ada])
  “[Two suspects.]”
04-30 15:00 Reopened: counts on. The time since 04-29 11:00 does not count. ([Ada])
04-30 15:30 Paused: waiting for the customer ([Ben])
  Entered only later: 04-30 16:00
  ⚠ The customer had already written (04-30 15:10) and was waiting for us.
04-30 16:15 Runs again: no longer waiting for the customer ([Mia])
Not counted between 04-30 16:15 and 05-04 10:00: nights and weekends: 2 d 16 h; \
[Labour Day], May 1: 1 d
05-04 10:00 Now: 9 h over, was due 04-28 12:15"""

IN_SPANISH = """\
04-24 16:00 Empezó: se pasó a ingeniería ([Mia])
  Prometido para [S3]: 24 h según el calendario «[office]» · acuerdo [standard v1]
  El acuerdo es para todos.
  Descartado: [gold v1], que no vale para nivel [silver]
04-24 16:30 En pausa: esperando al cliente ([Ben])
  «[asked for <logs>]»
04-27 10:00 Se reanuda: ya no está esperando al cliente ([Mia])
No cuenta: cerrado de 04-27 17:00 a 04-28 09:00 (16 h)
04-28 12:00 Gravedad subida de [S3] a [S1] ([Mia])
  El vencimiento pasa de 04-30 09:30 a 04-28 12:15
  Lo usado hasta entonces sigue contando.
  2 h 45 min de margen, para que quedaran 15 min desde el cambio.
  Prometido para [S1]: 8 h según el calendario «[office]» · acuerdo [standard v1]
No cuenta: cerrado de 04-28 17:00 a 04-29 09:00 (16 h)
04-28 12:15:01 🔴 Vencido: más de lo prometido para [S1], 8 h
04-29 11:00 ❌ Incumplido: 17 h 30 min, 6 h 45 min por encima de 10 h 45 min ([Ada])
04-29 12:00 Motivo dado del incumplimiento: [Hard to find] ([Ada])
  «[Two suspects.]»
04-30 15:00 Reabierto: sigue contando. El tiempo desde 04-29 11:00 no cuenta. ([Ada])
04-30 15:30 En pausa: esperando al cliente ([Ben])
  Anotado solo más tarde: 04-30 16:00
  ⚠ El cliente ya había escrito (04-30 15:10) y nos esperaba a nosotros.
04-30 16:15 Se reanuda: ya no está esperando al cliente ([Mia])
No cuenta entre 04-30 16:15 y 05-04 10:00: noches y fines de semana: 2 d 16 h; \
[Labour Day], 1 de mayo: 1 d
05-04 10:00 Ahora: 9 h de retraso, vencía 04-28 12:15"""


def test_a_full_story_in_english() -> None:
    assert "\n".join(ledger(EVERYTHING, "05-04 10:00")) == IN_ENGLISH


def test_a_full_story_in_spanish() -> None:
    assert "\n".join(ledger(EVERYTHING, "05-04 10:00", "es")) == IN_SPANISH


def test_where_no_policy_fits_it_says_which_ones_were_passed_over() -> None:
    told = ledger(history(("04-24 16:00", opened())), "04-27 10:00", at_desk=desk(GOLD))
    assert told == [
        "Nothing was promised.",
        "  Passed over: [gold v1], which is not for tier [silver]",
    ]


def test_a_policy_can_apply_and_still_promise_nothing_at_this_severity() -> None:
    only_s1 = replace(STANDARD, targets=STANDARD.targets[:1])
    told = ledger(history(("04-24 16:00", opened())), "04-27 10:00", at_desk=desk(only_s1))
    assert told == [
        "Nothing was promised.",
        "  [standard v1] applies, but promises nothing of this kind at this severity.",
    ]


def test_a_fact_that_is_not_known_is_named_as_missing() -> None:
    records = history(("04-24 16:00", opened(tier="")))
    told = ledger(records, "04-27 10:00", at_desk=desk(GOLD))
    assert told[1] == "  Passed over: [gold v1], for no tier is known"


def test_it_tells_the_facts_that_a_policy_asked_for() -> None:
    scope = Scope(teams=frozenset({"payments"}), severities=frozenset({"s3"}))
    records = history(("04-24 16:00", opened()))
    told = ledger(records, "04-24 16:30", at_desk=desk(replace(STANDARD, scope=scope)))
    assert "  The policy applies: team [Payments], severity [S3]" in told


def test_a_policy_that_was_taken_back_leaves_its_ledger_and_says_that_nothing_is_promised() -> None:
    gone = replace(STANDARD, retired_from=second("04-24 16:30"), changed_by="Lea")
    records = history(("04-24 16:00", opened()))
    told = ledger(records, "04-24 16:45", at_desk=desk(gone))
    assert told[-4:] == [
        "04-24 16:30 The policy [standard] was changed ([Lea])",
        "  Nothing is promised any more.",
        "Now: nothing is promised.",
        "  No policy was in force.",
    ]


def test_a_clock_that_has_not_begun_says_so() -> None:
    update = Target(metric="next_update", seconds=HOUR, calendar="office")
    records = history(("04-24 16:00", opened()))
    told = ledger(records, "04-24 16:30", at_desk=desk(replace(STANDARD, targets=(update,))))
    assert told == ["Not started: nothing has happened yet that starts it."]


def test_each_round_of_a_clock_has_its_number() -> None:
    update = Target(metric="next_update", seconds=HOUR, calendar="office", mode="periodic")
    records = history(
        ("04-24 13:00", opened()),
        ("04-24 13:10", e.CustomerTold(by=ADA, draft=1, text="We look.")),
        ("04-24 13:40", e.CustomerTold(by=ADA, draft=2, text="We found it.")),
    )
    told = ledger(records, "04-24 13:50", at_desk=desk(replace(STANDARD, targets=(update,))))
    assert [line for line in told if line.startswith("Round")] == ["Round 1", "Round 2"]


def test_a_miss_that_nobody_explained_asks_for_the_reason() -> None:
    told = ledger(EVERYTHING[:5], "04-30 10:00")
    assert told[-1] == "Nobody has given a reason for the miss yet."


def test_the_turns_are_told_for_all_three_parties() -> None:
    said = turns(Totals(support=90, engineering=3 * HOUR, customer=30 * HOUR), voice())
    assert said == "Whose turn it was: Support 1 m 30 s, Engineering 3 h, The customer 1 d 6 h"


def test_the_turns_of_the_story_add_up_to_its_age() -> None:
    told = explain(EVERYTHING, "05-04 10:00").turns
    age = second("05-04 10:00") - second("04-24 16:00")
    assert told.support + told.engineering + told.customer == age
