"""Calls about promises against a Slack as strict as Slack: seen in the channel, edited in place."""

import pytest

from csopsbot.app import effects as fx
from csopsbot.app.failures import Blocked, Refused, Unanswered
from csopsbot.app.ports import Scene
from csopsbot.app.receipts import Posted
from csopsbot.domain.escalation import Escalation
from csopsbot.domain.events import HandedOver, Recorded
from tests.contract.slack.house import SUPPORT, TEAM, House, scene, surface
from tests.unit.slack import clocks
from tests.unit.slack.scenes import ADA, NOON, after


def calling(state: Escalation, *posted: Posted, channel: str = "") -> Scene:
    return Scene(
        key="E1:alert:3",
        escalation=state,
        record=Recorded(3, NOON, clocks.call(who=("U0ADA",), channel=channel)),
        surfaces={one.surface: surface(one) for one in posted},
    )


async def in_channel(house: House, channel: str) -> list[str]:
    """Return what stands in the channel itself, the newest first."""
    answer = await house.client.conversations_history(channel=channel)
    return [message["ts"] for message in answer["messages"]]


async def test_an_alert_is_a_reply_below_the_team_card_and_stands_in_the_channel(
    house: House,
) -> None:
    card = await house.post(fx.ShowTeamCard(), scene())
    alert = await house.post(fx.ShowAlert(3), calling(clocks.ringing(), card))
    assert await in_channel(house, TEAM) == [alert.ts, card.ts]
    assert house.messages(TEAM)[1]["thread_ts"] == card.ts
    assert "<@U0ADA>, please have a look." in str(house.messages(TEAM)[1]["blocks"])


async def test_an_alert_for_support_stands_in_its_channel(house: House) -> None:
    card = await house.post(fx.ShowSupportCard(), scene())
    state = clocks.ringing(clocks.passed(clock="sla/first_response"))
    alert = await house.post(fx.ShowAlert(3), calling(state, card))
    assert await in_channel(house, SUPPORT) == [alert.ts, card.ts]


async def test_an_answered_alert_stays_in_the_channel_and_names_nobody(house: House) -> None:
    card = await house.post(fx.ShowTeamCard(), scene())
    ringing = clocks.ringing()
    alert = await house.post(fx.ShowAlert(3), calling(ringing, card))
    done = calling(clocks.answered(ringing), card, alert)
    assert (await house.post(fx.ShowAlert(3), done)).ts == alert.ts
    assert await in_channel(house, TEAM) == [alert.ts, card.ts]
    shown = str(house.messages(TEAM)[1]["blocks"])
    assert "Ada answered" in shown
    assert "<@" not in shown
    assert "alert_answer" not in shown


async def test_an_alert_whose_answer_was_lost_is_found_in_its_thread(house: House) -> None:
    card = await house.post(fx.ShowTeamCard(), scene())
    since = house.now()
    call = house.call(fx.ShowAlert(3), calling(clocks.ringing(), card))
    house.fail("drop_answer", "chat.postMessage")
    with pytest.raises(Unanswered):
        await house.outlet.send(call)
    found = await house.outlet.find(call, since)
    assert isinstance(found, Posted)
    assert (found.surface, found.ts) == ("alert:3", house.messages(TEAM)[1]["ts"])


async def test_a_channel_of_the_ladder_is_told_by_a_message_of_its_own(house: House) -> None:
    card = await house.post(fx.ShowTeamCard(), scene())
    told = calling(clocks.ringing(), card, channel=SUPPORT)
    alert = await house.post(fx.ShowAlert(3), told)
    assert await in_channel(house, SUPPORT) == [alert.ts]


async def test_a_channel_of_the_ladder_without_the_bot_holds_up_no_other_call(
    house: House,
) -> None:
    house.sandbox.world.conversations[SUPPORT].members.remove(house.sandbox.app.bot_user_id)
    call = house.call(fx.ShowAlert(3), calling(clocks.ringing(), channel=SUPPORT))
    with pytest.raises(Refused, match="/invite"):
        await house.outlet.send(call)


async def test_a_teams_channel_without_the_bot_is_waited_for(house: House) -> None:
    house.sandbox.world.conversations[TEAM].members.remove(house.sandbox.app.bot_user_id)
    with pytest.raises(Blocked, match="/invite"):
        await house.outlet.send(house.call(fx.ShowAlert(3), calling(clocks.ringing())))


async def test_a_card_with_clocks_and_buttons_is_taken(house: House) -> None:
    state = clocks.with_clocks(clocks.clock("sla/resolution"), clocks.paused("ola/resolution"))
    for effect, channel in ((fx.ShowSupportCard(), SUPPORT), (fx.ShowTeamCard(), TEAM)):
        await house.post(effect, scene(escalation=state))
        assert "*Resolution* due" in str(house.messages(channel)[0]["blocks"])


async def test_the_card_of_a_former_team_gives_way_to_a_line(house: House) -> None:
    card = await house.post(fx.ShowTeamCard(), scene())
    former = Posted("team:payments", card.channel, card.ts, card.shown)
    handed = scene(former, escalation=after(HandedOver(by=ADA, team="nube")))
    await house.post(fx.ShowFormerCard("payments"), handed)
    (message,) = house.messages(TEAM)
    assert "Nube answers for it now." in str(message["blocks"])
