"""From the command or the message to an escalation that is kept."""

import asyncio
import json

import pytest

from csopsbot.domain.events import Place
from csopsbot.sandbox import FormErrors
from csopsbot.sandbox.faults import Fault
from tests.contract.slack.inbound.harness import (
    AWAY,
    FILLED,
    SHARED,
    SUPPORT,
    Inbound,
)


async def test_the_command_opens_the_form_filled_in_from_what_was_typed(here: Inbound) -> None:
    mia = here.person("mia")
    await mia.command(SUPPORT, "/escalate", "the payload webhook & <card> fails")
    view = await mia.view()
    title = next(block for block in view["blocks"] if block["block_id"] == "title")
    assert title["element"]["initial_value"] == "the payload webhook & <card> fails"


async def test_a_form_is_in_the_persons_language(here: Inbound) -> None:
    ana = here.person("ana")
    await ana.command(SUPPORT, "/escalate")
    assert (await ana.view())["title"]["text"] == "Pasar a ingeniería"


async def test_an_escalation_is_kept_by_the_time_the_form_closes(everywhere: Inbound) -> None:
    escalation = await everywhere.escalate()
    assert (escalation.intake.customer, escalation.support) == ("Acme", Place(SUPPORT))
    assert await everywhere.person("mia").views() == []


async def test_wrong_input_is_said_at_its_field_and_the_form_stays(everywhere: Inbound) -> None:
    mia = everywhere.person("mia")
    await mia.command(SUPPORT, "/escalate")
    view = await mia.view()
    with pytest.raises(FormErrors) as refused:
        await mia.submit(view["id"], {**FILLED, "links": "javascript:alert(1)"})
    assert list(refused.value.errors) == ["links"]
    assert await everywhere.open() == []


async def test_a_form_sent_four_times_at_once_opens_one_escalation(everywhere: Inbound) -> None:
    await everywhere.escalate()
    await asyncio.gather(*(everywhere.again("view_submission:escalate") for _ in range(4)))
    assert len(await everywhere.open()) == 1


async def test_another_form_with_the_same_id_of_slacks_is_another_form(here: Inbound) -> None:
    await here.escalate()
    carried = {"channel": SUPPORT, "thread": None, "form": "another"}
    await here.again("view_submission:escalate", json.dumps(carried))
    assert len(await here.open()) == 2


async def test_a_form_without_an_id_of_ours_opens_once_too(here: Inbound) -> None:
    await here.escalate()
    carried = json.dumps({"channel": SUPPORT, "thread": None})
    for _ in range(2):
        await here.again("view_submission:escalate", carried)
    assert len(await here.open()) == 2


async def test_the_shortcut_takes_the_message_and_its_thread_along(everywhere: Inbound) -> None:
    mia = everywhere.person("mia")
    first = await mia.say(SUPPORT, "Acme cannot pay")
    chosen = await mia.say(SUPPORT, "*Cards* fail\nsince nine", thread_ts=first["ts"])
    await mia.shortcut("escalate_message", SUPPORT, chosen["ts"])
    view = await mia.view()
    await mia.submit(view["id"], {"customer": "Acme", "severity": "high"})
    [escalation] = await everywhere.open()
    assert escalation.support == Place(SUPPORT, first["ts"])
    assert escalation.intake.title == "Cards fail"
    assert "since nine" in escalation.intake.details


async def test_nothing_internal_starts_in_a_channel_that_outsiders_read(here: Inbound) -> None:
    mia = here.person("mia")
    await mia.command(SHARED, "/escalate")
    assert await mia.views() == []
    assert "People from outside" in (await here.whispers("mia", SHARED))[0]


async def test_a_channel_without_the_bot_is_told_to_invite_it(here: Inbound) -> None:
    await here.person("mia").command(AWAY, "/escalate")
    assert "/invite" in (await here.whispers("mia", AWAY))[0]


async def test_a_guest_is_told_privately_whom_to_ask(here: Inbound) -> None:
    guest = here.person("guest")
    await guest.command(SUPPORT, "/escalate")
    assert await guest.views() == []
    assert "Guests cannot do this" in (await here.whispers("guest"))[0]


async def test_a_shortcut_that_cannot_be_had_is_answered_privately(here: Inbound) -> None:
    message = await here.person("mia").say(SHARED, "it fails")
    await here.person("mia").shortcut("escalate_message", SHARED, message["ts"])
    assert "People from outside" in (await here.whispers("mia", SHARED))[0]


async def test_a_form_that_slack_does_not_open_is_asked_for_again(here: Inbound) -> None:
    fault = Fault(kind="error", match="views.open", count=1)
    here.slack.faults.add(fault)
    await here.person("mia").command(SUPPORT, "/escalate")
    [said] = await here.whispers("mia")
    assert "try again" in said


async def test_the_work_goes_on_while_slack_tells_nothing_of_people(here: Inbound) -> None:
    here.slack.faults.add(Fault(kind="error", match="users.info"))
    escalation = await here.escalate()
    assert escalation.requester.name == escalation.requester.id
