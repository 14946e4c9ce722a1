"""The Home tab, opened and used by people."""

from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from csopsbot.app.in_hand import InHand
from csopsbot.app.ports import Database
from csopsbot.domain.events import Place
from csopsbot.domain.people import Person
from csopsbot.sandbox import FormErrors
from csopsbot.sandbox.faults import Fault
from csopsbot.sandbox.jsontypes import Json
from csopsbot.slack import names
from csopsbot.slack.home import home
from csopsbot.slack.preparing import nowhere
from tests.contract.slack.inbound.harness import (
    AWAY,
    DESK,
    FILLED,
    PAYMENTS,
    SHARED,
    SUPPORT,
    WORKSPACE,
    Inbound,
    inbound,
)

SENT = ("app_home_opened", "done")


def text_of(view: Json) -> str:
    return str(view["blocks"])


async def opened(world: Inbound, name: str) -> str:
    """Open the Home tab and return what it says once it is drawn."""
    before = world.counted[SENT]
    await world.person(name).open_home()
    await world.until(SENT, before + 1)
    return text_of(await world.person(name).home())


async def begin(world: Inbound, name: str = "mia") -> Json:
    """Press the button in the Home tab and return the form."""
    await opened(world, name)
    view = await world.person(name).home()
    await world.person(name).press_view(view["id"], names.HOME_ESCALATE)
    return await world.person(name).view()


async def test_each_sees_what_they_opened_and_nobody_elses(everywhere: Inbound) -> None:
    escalation = await everywhere.escalate("mia")
    card = await everywhere.show_card(escalation, "support", SUPPORT)
    mias, anas = await opened(everywhere, "mia"), await opened(everywhere, "ana")
    assert f"/archives/{SUPPORT}/p{card.replace('.', '')}|ESC-{escalation.number}>" in mias
    assert "Todo está tranquilo" in anas
    assert "Payments fail" not in anas


async def test_it_is_drawn_as_things_stand_each_time_it_is_opened(here: Inbound) -> None:
    assert "All is quiet" in await opened(here, "mia")
    await here.escalate("mia")
    assert "Payments fail" in await opened(here, "mia")


async def test_a_guest_is_shown_nothing_but_why(here: Inbound) -> None:
    await here.escalate("mia")
    assert "Guests cannot do this" in await opened(here, "guest")


async def test_another_tab_of_ours_draws_nothing(here: Inbound) -> None:
    user = WORKSPACE.user_id("mia")
    await here.tell({"type": "app_home_opened", "user": user, "tab": "messages", "channel": "D1"})
    assert here.counted["app_home_opened", "ignored"] == 1
    assert here.slack.world.views.homes == {}


async def test_what_is_escalated_from_there_goes_to_the_chosen_channel_and_is_shown_at_once(
    everywhere: Inbound,
) -> None:
    view = await begin(everywhere)
    assert view["blocks"][0]["block_id"] == "channel"
    await everywhere.person("mia").submit(view["id"], {**FILLED, "channel": SUPPORT})
    [escalation] = await everywhere.open()
    assert escalation.support == Place(SUPPORT)
    assert "Payments fail" in text_of(await everywhere.person("mia").home())


@pytest.mark.parametrize(
    ("channel", "why"),
    [
        (AWAY, "not in this channel yet"),
        (SHARED, "People from outside"),
        (PAYMENTS, "You are not in this channel"),
    ],
)
async def test_a_channel_where_it_cannot_be_is_refused_at_its_field(
    here: Inbound, channel: str, why: str
) -> None:
    view = await begin(here)
    with pytest.raises(FormErrors) as refused:
        await here.person("mia").submit(view["id"], {**FILLED, "channel": channel})
    assert why in refused.value.errors["channel"]
    assert await here.open() == []


async def test_who_may_escalate_no_more_is_told_so_in_front_of_their_home(
    sqlite: Database,
) -> None:
    agents = frozenset({WORKSPACE.user_id("ana")})
    async with inbound(sqlite, "http", desk=replace(DESK, agents=agents)) as world:
        mia = Person(WORKSPACE.user_id("mia"), "Mia")
        await world.publish(mia.id, home(InHand(), mia, DESK, nowhere))
        shown = await world.person("mia").home()
        await world.person("mia").press_view(shown["id"], names.HOME_ESCALATE)
        assert "Only support agents" in text_of(await world.person("mia").view())


async def test_a_home_that_slack_did_not_take_is_noted_and_drawn_the_next_time(
    here: Inbound,
) -> None:
    await here.escalate("mia")
    here.slack.faults.add(Fault(kind="error", match="views.publish", count=1))
    with capture_logs() as logged:
        await here.person("mia").open_home()
        await here.until(SENT)
    [note] = [one for one in logged if one["event"] == "slack_home_not_shown"]
    assert (note["failure"], note["code"]) == ("Unavailable", "no answer")
    assert "Payments fail" not in str(logged)
    assert "Payments fail" in await opened(here, "mia")
