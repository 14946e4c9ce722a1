"""Our outlet against a Slack as strict as Slack."""

from dataclasses import replace
from datetime import timedelta

import pytest
from yarl import URL

from csopsbot.app import effects as fx
from csopsbot.app.failures import (
    AuthError,
    Blocked,
    Failure,
    Forbidden,
    NotFound,
    RateLimited,
    Refused,
    Unanswered,
    Unavailable,
)
from csopsbot.app.receipts import Done, Posted, ThreadRead
from csopsbot.domain import events as e
from csopsbot.domain.document import plain, to_text
from csopsbot.domain.stage import Step
from csopsbot.slack.client import web_client
from csopsbot.slack.workspace import Installation
from tests.contract.slack.house import SCOPES, SUPPORT, TEAM, House, open_house, scene
from tests.unit.slack.scenes import ADA, INTAKE, MIA, after, opened

ASKED = e.Asked(by=ADA, body=plain("Which card?"))


async def test_a_card_is_posted_and_then_edited_in_place(house: House) -> None:
    card = await house.post(fx.ShowTeamCard(), scene())
    taken = after(e.Taken(by=ADA))
    edited = await house.post(fx.ShowTeamCard(), scene(card, escalation=taken))
    (message,) = house.messages(TEAM)
    assert (edited.channel, edited.ts) == (card.channel, card.ts) == (TEAM, message["ts"])
    assert "*Who answers for it*\nAda" in str(message["blocks"]).replace("\\n", "\n")


async def test_an_edit_leaves_the_key_on_the_card(house: House) -> None:
    card = await house.post(fx.ShowTeamCard(), scene())
    await house.post(fx.ShowTeamCard(), scene(card, escalation=after(e.Taken(by=ADA))))
    (message,) = house.messages(TEAM)
    assert message["metadata"]["event_payload"]["key"] == "E1:team"


async def test_what_is_shown_already_is_not_sent_again(house: House) -> None:
    card = await house.post(fx.ShowTeamCard(), scene())
    assert house.outlet.prepare(fx.ShowTeamCard(), scene(card)) is None


async def test_lines_and_drafts_go_below_the_support_card(house: House) -> None:
    card = await house.post(fx.ShowSupportCard(), scene())
    taken = after(e.Taken(by=ADA))
    await house.post(fx.ShowDraft(2), scene(card, escalation=taken))
    line = house.call(fx.TellSupport(7), scene(card, event=ASKED))
    assert await house.outlet.send(line) == Done()
    threads = [message.get("thread_ts") for message in house.messages(SUPPORT)[1:]]
    assert threads == [card.ts, card.ts]


async def test_a_refusal_is_seen_by_that_person_alone(house: House) -> None:
    card = await house.post(fx.ShowTeamCard(), scene())
    place = e.Place(TEAM, card.ts)
    refused = e.Refused(by=ADA, step=Step.TAKE, why="closed", language="en", place=place)
    await house.outlet.send(house.call(fx.Whisper(7), scene(card, event=refused)))
    async with house.person("ada") as ada, house.person("mia") as mia:
        assert "is closed" in (await ada.messages(TEAM))[-1]["text"]
        assert len(await mia.messages(TEAM)) == 1


async def test_a_reply_is_marked_once_however_often_it_is_tried(house: House) -> None:
    async with house.person("ada") as ada:
        ts = (await ada.say(TEAM, "Mended."))["ts"]
    shared = e.Shared(by=ADA, author=ADA, body=plain("Mended."), channel=TEAM, ts=ts)
    call = house.call(fx.MarkShared(7), scene(event=shared))
    assert [await house.outlet.send(call) for _ in range(2)] == [Done(), Done()]
    assert house.messages(TEAM)[0]["reactions"][0]["count"] == 1


async def test_the_conversation_is_read_with_names_and_without_our_own_words(house: House) -> None:
    async with house.person("mia") as mia, house.person("ada") as ada:
        first = await mia.say(SUPPORT, "<@U0ADA> it *fails* &lt;here&gt;")
        await ada.say(SUPPORT, "Seen.", first["ts"])
    came = after(first=opened(thread=first["ts"]))
    await house.post(fx.ShowSupportCard(), scene(escalation=came))
    read = await house.outlet.send(
        house.call(fx.GatherContext(e.Place(SUPPORT, first["ts"])), scene())
    )
    assert isinstance(read, ThreadRead)
    said = [(one.author, to_text(one.body)) for one in read.quotations]
    assert said == [("Mia", "@Ada it fails <here>"), ("Ada", "Seen.")]


@pytest.mark.parametrize("kind", ["drop_answer", "hang"])
async def test_a_card_whose_answer_was_lost_is_found_by_its_key(house: House, kind: str) -> None:
    since = house.now()
    call = house.call(fx.ShowTeamCard(), scene())
    house.fail(kind, "chat.postMessage", when="after", seconds=0.05)
    with pytest.raises(Unanswered):
        await house.outlet.send(call)
    found = await house.outlet.find(call, since)
    (message,) = house.messages(TEAM)
    shown = message["metadata"]["event_payload"]["shown"]
    assert found == Posted("team", TEAM, message["ts"], shown)


async def test_a_card_found_says_what_it_shows_and_not_what_it_should(house: House) -> None:
    since = house.now()
    card = await house.post(fx.ShowTeamCard(), scene())
    newer = house.call(fx.ShowTeamCard(), scene(escalation=after(e.Taken(by=ADA))))
    assert await house.outlet.find(newer, since) == card


async def test_a_line_whose_answer_was_lost_is_found_in_its_thread(house: House) -> None:
    card = await house.post(fx.ShowSupportCard(), scene())
    since = house.now()
    call = house.call(fx.TellSupport(7), scene(card, event=ASKED))
    house.fail("drop_answer", "chat.postMessage")
    with pytest.raises(Unanswered):
        await house.outlet.send(call)
    assert await house.outlet.find(call, since) == Done()


async def test_what_was_never_made_is_not_found(house: House) -> None:
    card = await house.post(fx.ShowSupportCard(), scene())
    line = house.call(fx.TellSupport(7), scene(card, event=ASKED))
    assert await house.outlet.find(line, house.now()) is None
    assert await house.outlet.find(house.call(fx.ShowTeamCard(), scene()), house.now()) is None


async def test_another_effects_message_is_not_mistaken_for_ours(house: House) -> None:
    since = house.now()
    card = await house.post(fx.ShowSupportCard(), scene())
    await house.outlet.send(house.call(fx.TellSupport(7), scene(card, event=ASKED)))
    other = house.call(fx.TellSupport(8), scene(card, event=ASKED, key="E1:line:8"))
    assert await house.outlet.find(other, since) is None


async def test_somebody_elses_message_with_our_key_is_not_taken_for_ours(house: House) -> None:
    call = house.call(fx.ShowTeamCard(), scene())
    await house.outlet.send(call)
    outlet = replace(house.outlet, us=_somebody)
    assert await outlet.find(call, house.now()) is None


async def test_our_message_is_found_where_the_server_tells_our_bot_id_alone(house: House) -> None:
    since = house.now()
    card = await house.post(fx.ShowTeamCard(), scene())
    for message in house.messages(TEAM):
        message.pop("user")
    assert await house.outlet.find(house.call(fx.ShowTeamCard(), scene()), since) == card


async def _somebody() -> Installation:
    return Installation("T1", "", "U0OTHER", "B0OTHER")


async def test_of_two_twins_the_older_is_adopted(house: House) -> None:
    since = house.now()
    call = house.call(fx.ShowTeamCard(), scene())
    first = await house.outlet.send(call)
    await house.outlet.send(call)
    assert await house.outlet.find(call, since) == first


async def test_a_message_is_found_among_many(house: House) -> None:
    since = house.now()
    card = await house.post(fx.ShowTeamCard(), scene())
    house.chatter(TEAM, 210)
    assert await house.outlet.find(house.call(fx.ShowTeamCard(), scene()), since) == card
    assert len(house.calls("conversations.history")) == 2


async def test_a_whisper_is_never_said_twice(house: House) -> None:
    place = e.Place(TEAM)
    refused = e.Refused(by=ADA, step=Step.TAKE, why="closed", language="en", place=place)
    call = house.call(fx.Whisper(7), scene(event=refused))
    assert await house.outlet.find(call, house.now()) == Done()


@pytest.mark.parametrize("kind", ["ratelimit", "error", "drop_answer"])
async def test_while_looking_fails_nobody_knows_as_before(house: House, kind: str) -> None:
    call = house.call(fx.ShowTeamCard(), scene())
    house.fail(kind, "conversations.history", count=2)
    with pytest.raises(Unanswered):
        await house.outlet.find(call, house.now())


async def test_a_call_is_made_exactly_once_whatever_comes_of_it(house: House) -> None:
    house.fail("drop_answer", "chat.postMessage")
    with pytest.raises(Unanswered):
        await house.outlet.send(house.call(fx.ShowTeamCard(), scene()))
    assert len(house.calls("chat.postMessage")) == 1


async def test_slack_says_when_to_come_back(house: House) -> None:
    house.fail("ratelimit", "chat.postMessage", retry_after=7)
    with pytest.raises(RateLimited) as limited:
        await house.outlet.send(house.call(fx.ShowTeamCard(), scene()))
    assert limited.value.retry_at is not None
    assert limited.value.retry_at - house.now() <= timedelta(seconds=7)
    assert house.messages(TEAM) == []


async def test_after_a_servers_error_nobody_knows(house: House) -> None:
    house.fail("error", "chat.postMessage", status=503)
    with pytest.raises(Unanswered):
        await house.outlet.send(house.call(fx.ShowTeamCard(), scene()))


async def test_a_channel_without_the_bot_tells_the_operator_to_invite_it(house: House) -> None:
    house.sandbox.world.conversations[TEAM].members.remove(house.sandbox.app.bot_user_id)
    with pytest.raises(Blocked, match="/invite"):
        await house.outlet.send(house.call(fx.ShowTeamCard(), scene()))


async def test_an_archived_channel_is_named_to_the_operator(house: House) -> None:
    house.sandbox.world.conversations[TEAM].is_archived = True
    with pytest.raises(Blocked, match=TEAM):
        await house.outlet.send(house.call(fx.ShowTeamCard(), scene()))


async def test_a_revoked_token_is_the_operators_to_renew(house: House) -> None:
    house.sandbox.world.revoked.add(house.sandbox.app.bot_token)
    with pytest.raises(AuthError, match="renew"):
        await house.outlet.send(house.call(fx.ShowTeamCard(), scene()))


async def test_a_card_that_was_deleted_is_given_up(house: House) -> None:
    card = await house.post(fx.ShowTeamCard(), scene())
    del house.sandbox.world.conversations[TEAM].messages[card.ts]
    edit = house.call(fx.ShowTeamCard(), scene(card, escalation=after(e.Taken(by=ADA))))
    with pytest.raises(NotFound):
        await house.outlet.send(edit)


async def test_a_missing_scope_is_named_to_the_operator() -> None:
    async with open_house([scope for scope in SCOPES if scope != "chat:write"]) as house:
        with pytest.raises(Forbidden, match="chat:write"):
            await house.outlet.send(house.call(fx.ShowTeamCard(), scene()))


async def test_a_nicety_that_is_not_allowed_holds_up_nothing() -> None:
    async with open_house([scope for scope in SCOPES if scope != "reactions:write"]) as house:
        shared = e.Shared(by=ADA, author=ADA, body=plain("x"), channel=TEAM, ts="1.1")
        with pytest.raises(Refused, match="reactions:write"):
            await house.outlet.send(house.call(fx.MarkShared(7), scene(event=shared)))


async def test_a_slack_out_of_reach_surely_did_nothing(house: House) -> None:
    session = house.client.session
    assert session is not None
    nowhere = web_client("xoxb-1", str(URL("http://127.0.0.1:1/api/")), session)
    outlet = replace(house.outlet, client=nowhere)
    with pytest.raises(Unavailable):
        await outlet.send(house.call(fx.ShowTeamCard(), scene()))


HOSTILE = "<!channel> <!here> <@U0MIA> <!subteam^S1> @everyone *_`~ <https://evil.example|bank>"


async def test_hostile_words_are_taken_by_slack_and_ping_nobody(house: House) -> None:
    intake = replace(
        INTAKE, customer=HOSTILE, title=HOSTILE, details=HOSTILE * 60, links=(HOSTILE,)
    )
    hostile = after(e.Taken(by=replace(ADA, name=HOSTILE)), first=opened(intake))
    support = await house.post(fx.ShowSupportCard(), scene(escalation=hostile))
    await house.post(fx.ShowTeamCard(), scene(escalation=hostile))
    said = e.Shared(by=ADA, author=replace(MIA, name=HOSTILE), body=plain(HOSTILE))
    told = scene(support, escalation=hostile, event=said)
    await house.outlet.send(house.call(fx.TellSupport(7), told))
    sent = str(
        [message["blocks"] for channel in (SUPPORT, TEAM) for message in house.messages(channel)]
    )
    for ping in ("<!channel", "<!here", "<@", "<!subteam", "<https://evil"):
        assert ping not in sent


async def test_an_effect_of_somebody_elses_is_refused(house: House) -> None:
    with pytest.raises(Failure):
        house.outlet.prepare(fx.CreateIssue(), scene())
