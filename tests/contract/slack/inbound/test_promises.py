"""What people do about promises: answer alerts, say why, wait, change what was said."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from csopsbot.app.ports import Database
from csopsbot.domain import events as e
from csopsbot.domain.people import Side
from csopsbot.domain.sla.run import Status
from csopsbot.domain.stage import Stage
from csopsbot.sandbox import FormErrors
from tests.contract.slack.inbound.harness import FILLED, PAYMENTS, SUPPORT, Mode
from tests.contract.slack.inbound.promised import Promised, promised


@pytest.fixture
async def there(database: Database, mode: Mode) -> AsyncIterator[Promised]:
    """Run it on both databases, over both transports."""
    async with promised(database, mode) as world:
        yield world


@pytest.fixture
async def here(sqlite: Database) -> AsyncIterator[Promised]:
    """Run it over HTTP on SQLite alone."""
    async with promised(sqlite, "http") as world:
        yield world


async def last(here: Promised) -> e.Event:
    return (await here.world.history(here.escalation))[-1]


async def test_the_button_of_an_alert_answers_it(there: Promised) -> None:
    await there.after(hours=2)
    alert = await there.show_alert()
    await there.world.person("dev").press(PAYMENTS, alert, "alert_answer")
    state = await there.state()
    assert not any(state.rings(one) for one in state.alerts)
    assert [one.by.name for one in state.alerts if one.by] == ["Dev Patel"]


async def test_eyes_on_an_alert_answer_it(there: Promised) -> None:
    await there.after(hours=2)
    await there.world.person("dev").react(PAYMENTS, await there.show_alert(), "eyes")
    await there.world.until(("reaction_added", "done"))
    assert isinstance(await last(there), e.Acknowledged)
    assert (await there.state()).assignee is None


async def test_whoever_presses_second_is_told_kindly(here: Promised) -> None:
    await here.after(hours=2)
    alert = await here.show_alert()
    await here.world.person("dev").press(PAYMENTS, alert, "alert_answer")
    await here.world.person("dev").press(PAYMENTS, alert, "alert_answer")
    [said] = await here.world.whispers("dev", PAYMENTS)
    assert said.startswith("Nobody is being called about it")


async def missed(here: Promised) -> str:
    """Let the first response be late, and post the button that asks why."""
    card = await here.world.show_card(here.escalation, "team", PAYMENTS)
    await here.after(hours=2)
    await here.world.person("dev").react(PAYMENTS, card, "eyes")
    await here.world.until(("reaction_added", "done"))
    history = await here.world.history(here.escalation)
    seq = next(n for n, event in enumerate(history, 1) if isinstance(event, e.ClockMissed))
    return await here.world.offer(here.escalation, "say_why", seq)


async def test_why_a_clock_was_missed_is_asked_and_kept(there: Promised) -> None:
    mia = there.world.person("mia")
    await mia.press(SUPPORT, await missed(there), "say_why")
    await mia.submit((await mia.view())["id"], {"reason": "Too few people", "note": "Flu."})
    explained = await last(there)
    assert isinstance(explained, e.BreachExplained)
    assert (explained.reason, explained.note) == ("Too few people", "Flu.")
    assert (explained.clock, explained.cycle) == ("ola/first_response", 1)


async def test_a_reason_that_was_given_can_be_changed(here: Promised) -> None:
    mia, ana, button = here.world.person("mia"), here.world.person("ana"), await missed(here)
    await mia.press(SUPPORT, button, "say_why")
    await mia.submit((await mia.view())["id"], {"reason": "Too few people"})
    await ana.press(SUPPORT, button, "say_why")
    view = await ana.view()
    assert "Mia Wong ya ha dicho por qué." in str(view["blocks"])
    await ana.submit(view["id"], {"reason": "Waited for others"})
    explained = await last(here)
    assert isinstance(explained, e.BreachExplained)
    assert (explained.by.name, explained.reason) == ("Ana Ruiz", "Waited for others")


async def test_a_reason_sent_twice_counts_once(here: Promised) -> None:
    mia = here.world.person("mia")
    await mia.press(SUPPORT, await missed(here), "say_why")
    await mia.submit((await mia.view())["id"], {"reason": "Too few people"})
    await here.world.again("view_submission:breach_reason")
    history = await here.world.history(here.escalation)
    assert len([one for one in history if isinstance(one, e.BreachExplained)]) == 1


async def test_a_guest_gives_no_reason(here: Promised) -> None:
    button = await missed(here)
    await here.world.person("guest").press(SUPPORT, button, "say_why")
    assert await here.world.person("guest").views() == []


async def test_the_card_waits_for_the_customer_and_goes_on(there: Promised) -> None:
    mia = there.world.person("mia")
    await mia.press(SUPPORT, await there.show_support_card(), "wait_for_customer")
    waiting = await there.state()
    assert (waiting.turn, waiting.waits_for("waiting_for_customer")) == (Side.CUSTOMER, True)
    await mia.press(SUPPORT, await there.show_support_card(), "customer_answered")
    assert (await there.state()).turn is Side.ENGINEERING


async def test_a_button_of_an_older_card_is_answered_kindly(here: Promised) -> None:
    mia, card = here.world.person("mia"), await here.show_support_card()
    await mia.press(SUPPORT, card, "wait_for_customer")
    await mia.press(SUPPORT, card, "wait_for_customer")
    assert (await here.world.whispers("mia"))[-1] == "It waits for that already."


async def test_the_severity_is_changed_from_the_menu(there: Promised) -> None:
    mia, card = there.world.person("mia"), await there.show_support_card()
    await mia.press(SUPPORT, card, "card_menu", "Change the severity…")
    await mia.submit((await mia.view())["id"], {"severity": "low"})
    assert (await there.state()).intake.severity == "low"


async def test_the_same_severity_is_said_at_its_field(here: Promised) -> None:
    mia, card = here.world.person("mia"), await here.show_support_card()
    await mia.press(SUPPORT, card, "card_menu", "Change the severity…")
    with pytest.raises(FormErrors) as refused:
        await mia.submit((await mia.view())["id"])
    assert refused.value.errors == {"severity": "That is its severity already."}


async def test_it_is_withdrawn_from_the_menu(here: Promised) -> None:
    mia, card = here.world.person("mia"), await here.show_support_card()
    await mia.press(SUPPORT, card, "card_menu", "Withdraw it…")
    await mia.submit((await mia.view())["id"], {"reason": "A restart helped."})
    state = await here.state()
    assert (state.stage, state.reason) == (Stage.WITHDRAWN, "A restart helped.")


async def test_nothing_is_offered_for_what_was_closed_meanwhile(here: Promised) -> None:
    mia, card = here.world.person("mia"), await here.show_support_card()
    await here.says(f"withdraw {here.escalation.name}")
    await mia.press(SUPPORT, card, "card_menu", "Change the severity…")
    assert await mia.views() == []
    assert "is closed" in (await here.world.whispers("mia"))[-1]


async def test_waiting_is_said_by_command_and_pauses_what_was_promised(there: Promised) -> None:
    said = await there.says("wait ESC-1 customer asked for <logs> & more")
    assert said == "ESC-1 is waiting for the customer."
    state = await there.state()
    assert state.waits[0].note == "asked for <logs> & more"
    resolution = state.clock("ola/resolution")
    assert resolution is not None
    assert resolution.status is Status.PAUSED


async def test_waiting_may_have_begun_earlier_on_the_persons_own_clock(here: Promised) -> None:
    await here.after(hours=3)
    since = here.time() - timedelta(hours=1)
    words = since.strftime("%Y-%m-%d %H:%M")
    said = await here.says(f"wait 1 third-party since {words} the bank is closed")
    assert said.startswith("ESC-1 is waiting for a third party, since <!date^")
    assert (await here.state()).waits[0].since == since.replace(second=0, microsecond=0)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("wait ESC-1", "Please write it like this: `/csops wait ESC-12 customer`."),
        ("wait ESC-1 godot", "Please write it like this: `/csops wait ESC-12 customer`."),
        ("wait ESC-1 hold since monday", "Please write it like `since 14:30`"),
        ("wait ESC-1 hold since 2020-01-01 10:00 x", "before the escalation was opened"),
        ("wait ESC-1 hold since 2999-01-01 10:00 x", "is in the future"),
        ("wait ESC-99 hold", "There is no ESC-99."),
        ("wait", "Please write it like this"),
        ("resume ESC-1", "It does not wait for that."),
        ("resume ESC-1 hold", "It does not wait for that."),
        ("severity ESC-1", "`/csops severity ESC-12 S1`"),
        ("severity ESC-1 S7", "There is no such severity. There are: high, low."),
        ("severity ESC-1 HIGH", "That is its severity already."),
        ("team ESC-1", "`/csops team ESC-12 payments`"),
        ("team ESC-1 sales", "There is no such team. There are: payments, platform."),
        ("team ESC-1 Payments", "That team answers for it already."),
        ("told ESC-1", "`/csops told ESC-12 A fix is on its way.`"),
        ("wrote ESC-1 yesterday", "`/csops wrote ESC-12 at 14:30`"),
        ("merge ESC-1 into ESC-1", "cannot be joined with itself"),
        ("merge ESC-1 into ESC-7", "There is no ESC-7."),
        ("merge ESC-1", "`/csops merge ESC-12 into ESC-9`"),
        ("ack ESC-1", "Nobody is being called about it"),
        ("ack <!channel>", "`/csops ack ESC-12`"),
    ],
)
async def test_what_cannot_be_is_answered_kindly_and_changes_nothing(
    here: Promised, words: str, answer: str
) -> None:
    assert answer in await here.says(words)
    assert len(await here.world.history(here.escalation)) == 1


async def test_an_earlier_beginning_needs_a_reason(here: Promised) -> None:
    await here.after(hours=3)
    since = (here.time() - timedelta(hours=1)).strftime("%Y-%m-%d %H:%M")
    assert "Please add why" in await here.says(f"wait ESC-1 hold since {since}")


async def test_all_waiting_ends_at_once_or_for_one_reason_alone(here: Promised) -> None:
    for words in ("wait 1 customer", "wait 1 hold", "wait 1 third-party", "resume 1 hold"):
        await here.says(words)
    assert {wait.reason for wait in (await here.state()).waits} == {
        "waiting_for_customer",
        "waiting_for_third_party",
    }
    assert await here.says("resume 1") == "ESC-1 goes on."
    assert (await here.state()).waits == ()


async def test_that_the_customer_wrote_ends_waiting_for_them(here: Promised) -> None:
    await here.says("wait ESC-1 cliente")
    assert (await here.says("wrote ESC-1")).startswith("ESC-1: noted that the customer wrote")
    assert (await here.state()).waits == ()


async def test_what_the_customer_was_told_is_kept_as_it_was_typed(here: Promised) -> None:
    await here.says("told ESC-1 Use <Ctrl> & wait.\nThank you.")
    told = (await here.state()).told
    assert told is not None
    assert told.text == "Use <Ctrl> & wait.\nThank you."


async def test_the_severity_is_changed_by_key_or_label(here: Promised) -> None:
    assert await here.says("severity ESC-1 Low") == "ESC-1 is Low now."
    assert (await here.state()).intake.severity == "low"


async def test_it_is_handed_over_by_key_or_name(here: Promised) -> None:
    assert await here.says("team ESC-1 Platform") == "ESC-1 is with Platform now."
    assert (await here.state()).team == "platform"


async def test_one_is_merged_into_another(there: Promised) -> None:
    other = await there.world.escalate()
    said = await there.says(f"merge {there.escalation.name} into {other.name}")
    assert said == f"{there.escalation.name} is merged into {other.name}."
    state = await there.state()
    assert (state.stage, state.into) == (Stage.WITHDRAWN, other.name)


async def test_what_was_merged_is_parted_again(there: Promised) -> None:
    other, name = await there.world.escalate(), there.escalation.name
    assert await there.says(f"unmerge {name}") == "It was not merged into another."
    await there.says(f"merge {name} into {other.name}")
    assert (await there.says(f"withdraw {other.name}")).startswith(f"It goes on for {name} too")
    assert await there.says(f"unmerge {name}") == f"{name} goes on by itself again."
    assert (await there.state()).into == ""


async def test_alerts_are_answered_by_command(here: Promised) -> None:
    await here.after(hours=2)
    assert (await here.says("ack ESC-1")).startswith("ESC-1: thank you.")
    assert isinstance(await last(here), e.Acknowledged)


async def test_commands_answer_in_the_language_of_the_one_who_asks(here: Promised) -> None:
    assert await here.says("wait ESC-1 cliente", "ana") == "ESC-1 está esperando al cliente."


@pytest.mark.parametrize("words", ["wait ESC-1 hold", "severity ESC-1 low", "withdraw ESC-1"])
async def test_a_guest_steers_nothing(here: Promised, words: str) -> None:
    assert (await here.says(words, "guest")).startswith("Guests cannot do this.")
    assert len(await here.world.history(here.escalation)) == 1


async def test_the_form_knows_kinds_and_when_the_customer_wrote_first(there: Promised) -> None:
    mia = there.world.person("mia")
    await mia.command(SUPPORT, "/escalate")
    wrote = int(there.time().timestamp()) - 7200
    await mia.submit((await mia.view())["id"], {**FILLED, "kind": "Bug", "since": wrote})
    escalation = (await there.world.open())[-1]
    opened = (await there.world.history(escalation))[0]
    assert isinstance(opened, e.Opened)
    assert opened.intake.case_kind == "Bug"
    assert opened.since is not None
    assert int(opened.since.timestamp()) == wrote


async def test_a_time_to_come_is_said_at_its_field(here: Promised) -> None:
    mia = here.world.person("mia")
    await mia.command(SUPPORT, "/escalate")
    later = int(here.time().timestamp()) + 7200
    with pytest.raises(FormErrors) as refused:
        await mia.submit((await mia.view())["id"], {**FILLED, "since": later})
    assert list(refused.value.errors) == ["since"]


async def test_the_shortcut_says_when_the_message_was_written(here: Promised) -> None:
    mia = here.world.person("mia")
    message = await mia.say(SUPPORT, "Acme cannot pay.")
    await mia.shortcut("escalate_message", SUPPORT, message["ts"])
    blocks = (await mia.view())["blocks"]
    since = next(block["element"] for block in blocks if block["block_id"] == "since")
    assert since["initial_date_time"] == int(float(message["ts"]))
