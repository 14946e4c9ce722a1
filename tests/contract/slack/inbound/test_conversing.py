"""What people write and react with reaches the history, once."""

import asyncio

import pytest

from csopsbot.domain import events as e
from csopsbot.domain.document import to_text
from csopsbot.domain.people import Side
from csopsbot.domain.stage import Stage
from csopsbot.sandbox.faults import Fault
from csopsbot.sandbox.jsontypes import Json
from tests.contract.slack.inbound.harness import PAYMENTS, SUPPORT, Inbound, until

DONE_MESSAGE = ("message", "done")
ADDED = ("reaction_added", "done")
REMOVED = ("reaction_removed", "done")


async def test_a_reply_in_the_support_thread_is_kept_with_names(everywhere: Inbound) -> None:
    escalation = await everywhere.escalate()
    card = await everywhere.show_card(escalation, "support", SUPPORT)
    await everywhere.person("mia").say(SUPPORT, "<@U0DEV> *still* failing", thread_ts=card)
    await everywhere.until(DONE_MESSAGE)
    [reply] = replies(await everywhere.history(escalation))
    assert (reply.by.name, reply.side) == ("Mia Wong", Side.SUPPORT)
    assert to_text(reply.body) == "@Dev Patel still failing"


async def test_an_event_delivered_many_times_at_once_counts_once(everywhere: Inbound) -> None:
    everywhere.slack.faults.add(Fault(kind="duplicate_events", match="event:message", copies=3))
    escalation = await everywhere.escalate()
    card = await everywhere.show_card(escalation, "team", PAYMENTS)
    await everywhere.person("dev").say(PAYMENTS, "since when?", thread_ts=card)
    await everywhere.until(DONE_MESSAGE, times=4)
    assert len(replies(await everywhere.history(escalation))) == 1


async def test_a_person_who_posts_through_another_app_is_heard_once_without_any_ids(
    here: Inbound,
) -> None:
    escalation = await here.escalate()
    card = await here.show_card(escalation, "team", PAYMENTS)
    said = {"type": "message", "channel": PAYMENTS, "thread_ts": card, "ts": "9.1", "text": "Hm."}
    for _ in range(2):
        await here.tell({**said, "user": "U0DEV", "bot_id": "B0OTHER", "app_id": "A0OTHER"})
    assert len(replies(await here.history(escalation))) == 1


async def test_what_has_our_bot_id_alone_is_our_own(here: Inbound) -> None:
    escalation = await here.escalate()
    card = await here.show_card(escalation, "team", PAYMENTS)
    ours = {"type": "message", "channel": PAYMENTS, "thread_ts": card, "ts": "9.1", "text": "Hm."}
    await here.tell({**ours, "user": "U0DEV", "bot_id": here.slack.app.bot_id})
    assert replies(await here.history(escalation)) == []


async def test_a_reaction_without_a_time_is_ordered_by_the_clock(here: Inbound) -> None:
    escalation = await here.escalate()
    card = await here.show_card(escalation, "team", PAYMENTS)
    item = {"type": "message", "channel": PAYMENTS, "ts": card}
    for kind in ("reaction_added", "reaction_removed", "reaction_added"):
        await here.tell({"type": kind, "user": "U0DEV", "reaction": "eyes", "item": item})
    assert (await here.open())[0].stage is Stage.TAKEN


async def test_a_shared_file_brings_its_name_along(here: Inbound) -> None:
    escalation = await here.escalate()
    card = await here.show_card(escalation, "support", SUPPORT)
    await here.person("mia").upload(SUPPORT, "trace.txt", b"boom", thread_ts=card)
    await here.until(DONE_MESSAGE)
    [reply] = replies(await here.history(escalation))
    assert "trace.txt" in to_text(reply.body)


async def test_other_words_and_none_at_all_are_kept_as_what_a_reply_says_now(here: Inbound) -> None:
    escalation = await here.escalate()
    card = await here.show_card(escalation, "support", SUPPORT)
    mia = here.person("mia")
    said = await mia.say(SUPPORT, "It is v3", thread_ts=card)
    await here.until(DONE_MESSAGE)
    await mia.edit(SUPPORT, said["ts"], "It is v4")
    await here.until(DONE_MESSAGE, times=2)
    await mia.delete(SUPPORT, said["ts"])
    await here.until(DONE_MESSAGE, times=3)
    history = await here.history(escalation)
    changed = [one.body for one in history if isinstance(one, e.Amended)]
    assert [body and to_text(body) for body in changed] == ["It is v4", None]


def said_and_then(card: str, subtype: str) -> list[Json]:
    """Return the events of a reply below CARD, and of what became of it at once."""
    ts = f"{float(card) + 0.01:.6f}"
    of = {"type": "message", "user": "U0MIA", "thread_ts": card, "ts": ts, "text": "It is v3"}
    change = {"type": "message", "subtype": subtype, "channel": SUPPORT, "ts": f"{ts}1"}
    now = {"message": {**of, "text": "It is v4"}} if subtype == "message_changed" else {}
    return [{**of, "channel": SUPPORT}, {**change, "previous_message": of, **now}]


@pytest.mark.parametrize(("became", "heard"), [("changed", ["It is v4"]), ("deleted", [])])
async def test_a_reply_that_is_changed_or_deleted_before_we_hear_of_it_is_heard_as_it_is_now(
    everywhere: Inbound, became: str, heard: list[str]
) -> None:
    escalation = await everywhere.escalate()
    card = await everywhere.show_card(escalation, "support", SUPPORT)
    for event in reversed(said_and_then(card, f"message_{became}")):
        await everywhere.tell(event)
    history = await everywhere.history(escalation)
    assert [to_text(one.body) for one in replies(history)] == heard
    assert not any(isinstance(one, e.Amended) for one in history)


async def test_a_deletion_quicker_than_our_own_records_is_sent_again(here: Inbound) -> None:
    escalation = await here.escalate()
    card = (await here.post(channel=SUPPORT, text="card"))["ts"]
    here.slack.faults.add(
        Fault(kind="slow_delivery", match="event:message", skip=2, count=2, seconds=0.3)
    )
    mia = here.person("mia")
    said = await mia.say(SUPPORT, "the key is hunter2", thread_ts=card)
    await mia.delete(SUPPORT, said["ts"])
    await until(lambda: len(here.deliveries("event:message")) >= 2)
    await here.remember_card(escalation, "support", SUPPORT, card)
    await here.until(DONE_MESSAGE, times=2)
    told = [one for one in await here.history(escalation) if isinstance(one, e.Replied | e.Amended)]
    assert told == [] or [one.body and to_text(one.body) for one in told][-1] is None


async def test_what_our_own_messages_say_now_is_no_news(here: Inbound) -> None:
    escalation = await here.escalate()
    card = await here.show_card(escalation, "support", SUPPORT)
    ours = {"type": "message", "user": here.slack.app.bot_user_id, "thread_ts": card, "ts": "9.1"}
    change = {"subtype": "message_changed", "previous_message": {**ours, "text": "Hm."}}
    event = {"type": "message", "channel": SUPPORT, "ts": "9.2", "message": {**ours, "text": "A"}}
    await here.tell({**event, **change})
    assert replies(await here.history(escalation)) == []


async def test_talk_elsewhere_and_our_own_messages_are_passed_over(here: Inbound) -> None:
    escalation = await here.escalate()
    card = await here.show_card(escalation, "support", SUPPORT)
    mia = here.person("mia")
    elsewhere = await mia.say(SUPPORT, "lunch?")
    await mia.say(SUPPORT, "yes", thread_ts=elsewhere["ts"])
    await here.until(("message", "ignored"), times=2)
    await mia.edit(SUPPORT, elsewhere["ts"], "dinner?")
    await here.until(("message", "ignored"), times=3)
    await here.post(channel=SUPPORT, text="ours", thread_ts=card)
    await mia.say(SUPPORT, "after ours", thread_ts=card)
    await here.until(DONE_MESSAGE)
    assert [to_text(one.body) for one in replies(await here.history(escalation))] == ["after ours"]


async def test_a_reaction_on_the_team_card_is_a_step_in_any_skin_tone(everywhere: Inbound) -> None:
    escalation = await everywhere.escalate()
    card = await everywhere.show_card(escalation, "team", PAYMENTS)
    await everywhere.person("dev").react(PAYMENTS, card, "eyes::skin-tone-4")
    await everywhere.until(ADDED)
    [now] = await everywhere.open()
    assert (now.stage, now.assignee and now.assignee.name) == (Stage.TAKEN, "Dev Patel")


async def test_a_reaction_taken_off_is_undone(everywhere: Inbound) -> None:
    escalation = await everywhere.escalate()
    card = await everywhere.show_card(escalation, "team", PAYMENTS)
    dev = everywhere.person("dev")
    await dev.react(PAYMENTS, card, "eyes")
    await everywhere.until(ADDED)
    await dev.unreact(PAYMENTS, card, "eyes")
    await everywhere.until(REMOVED)
    assert (await everywhere.open())[0].stage is Stage.NEW


async def test_a_reaction_that_overtakes_its_removal_counts_as_taken_off(here: Inbound) -> None:
    here.slack.faults.add(Fault(kind="reorder_events", match="event:reaction_*", window=2))
    escalation = await here.escalate()
    card = await here.show_card(escalation, "team", PAYMENTS)
    dev = here.person("dev")
    await dev.react(PAYMENTS, card, "eyes")
    await dev.unreact(PAYMENTS, card, "eyes")
    await asyncio.gather(here.until(ADDED), here.until(REMOVED))
    assert (await here.open())[0].stage is Stage.NEW


async def test_other_emoji_and_other_messages_are_passed_over(here: Inbound) -> None:
    escalation = await here.escalate()
    card = await here.show_card(escalation, "team", PAYMENTS)
    dev = here.person("dev")
    await dev.react(PAYMENTS, card, "tada")
    lunch = await dev.say(PAYMENTS, "lunch?")
    await dev.react(PAYMENTS, lunch["ts"], "eyes")
    await here.until(("reaction_added", "ignored"), times=2)
    assert (await here.open())[0].stage is Stage.NEW


async def test_a_megaphone_on_a_reply_passes_it_on(here: Inbound) -> None:
    escalation = await here.escalate()
    card = await here.show_card(escalation, "team", PAYMENTS)
    dev = here.person("dev")
    answer = await dev.say(PAYMENTS, "the gateway is down", thread_ts=card)
    await here.until(DONE_MESSAGE)
    await dev.react(PAYMENTS, answer["ts"], "mega")
    await here.until(ADDED)
    assert any(isinstance(event, e.Shared) for event in await here.history(escalation))


async def test_a_megaphone_that_overtakes_its_reply_is_sent_again(here: Inbound) -> None:
    escalation = await here.escalate()
    card = await here.show_card(escalation, "team", PAYMENTS)
    here.slack.faults.add(Fault(kind="reorder_events", match="event:*", window=2))
    here.slack.faults.add(
        Fault(kind="slow_delivery", match="event:reaction_added", skip=1, seconds=0.5)
    )
    dev = here.person("dev")
    answer = await dev.say(PAYMENTS, "the gateway is down", thread_ts=card)
    await dev.react(PAYMENTS, answer["ts"], "mega")
    await here.until(DONE_MESSAGE)
    await here.until(ADDED)
    assert any(isinstance(event, e.Shared) for event in await here.history(escalation))


async def test_a_reaction_quicker_than_our_own_records_is_sent_again(here: Inbound) -> None:
    escalation = await here.escalate()
    posted = await here.post(channel=PAYMENTS, text="card")
    here.slack.faults.add(
        Fault(kind="slow_delivery", match="event:reaction_added", skip=1, seconds=0.3)
    )
    await here.person("dev").react(PAYMENTS, posted["ts"], "eyes")
    await until(lambda: here.deliveries("event:reaction_added"))
    await here.remember_card(escalation, "team", PAYMENTS, posted["ts"])
    await here.until(ADDED)
    assert (await here.open())[0].stage is Stage.TAKEN


async def test_a_person_who_changes_their_name_is_called_by_it(here: Inbound) -> None:
    escalation = await here.escalate()
    card = await here.show_card(escalation, "support", SUPPORT)
    await here.change("mia", real_name="Mia Lopez")
    await here.until(("user_change", "done"))
    await here.person("mia").say(SUPPORT, "hello", thread_ts=card)
    await here.until(DONE_MESSAGE)
    [reply] = replies(await here.history(escalation))
    assert reply.by.name == "Mia Lopez"


async def test_somebody_we_never_met_may_change_unnoticed(here: Inbound) -> None:
    await here.change("dev", real_name="Devi")
    await here.until(("user_change", "ignored"))


def replies(history: list[e.Event]) -> list[e.Replied]:
    """Return what was written in the threads."""
    return [event for event in history if isinstance(event, e.Replied)]
