"""Slack's own SDK works against the sandbox and gets what Slack would give it."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from tests.contract.sandbox.harness import Slack, granted, sandbox_with

METADATA = {"event_type": "case_opened", "event_payload": {"id": "7"}}
BUTTON = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
BLOCKS: list[dict[str, Any]] = [{"type": "actions", "elements": [BUTTON]}]


async def test_auth_test_says_who_the_bot_is_and_what_it_may_do(slack: Slack) -> None:
    answer = await slack.bot.auth_test()
    assert (answer["team_id"], answer["user_id"], answer["bot_id"]) == (
        "T0SANDBOX",
        "U0BOT",
        "B0SANDBOX",
    )
    granted = {name.lower(): value for name, value in answer.headers.items()}["x-oauth-scopes"]
    assert "chat:write" in granted.split(",")


async def test_a_bots_message_says_which_app_wrote_it(slack: Slack) -> None:
    message = (await slack.bot.chat_postMessage(channel="C0GENERAL", text="x"))["message"]
    assert (message["app_id"], message["bot_id"], message["user"]) == (
        "A0SANDBOX",
        "B0SANDBOX",
        "U0BOT",
    )
    assert message["bot_profile"]["name"] == "Echo"


async def test_blocks_come_back_with_ids(slack: Slack) -> None:
    message = (await slack.bot.chat_postMessage(channel="C0GENERAL", text="x", blocks=BLOCKS))[
        "message"
    ]
    assert message["blocks"][0]["block_id"]


async def test_no_two_messages_have_the_same_ts(slack: Slack) -> None:
    slack.sandbox.clock.set_offset(0)
    ana = slack.person("ana")
    stamps = [(await ana.say("C0GENERAL", str(n)))["ts"] for n in range(20)]
    assert stamps == sorted(set(stamps))


async def test_history_is_newest_first_and_paged_by_cursor(slack: Slack) -> None:
    ana = slack.person("ana")
    for number in range(5):
        await ana.say("C0GENERAL", str(number))
    texts = []
    async for page in await slack.bot.conversations_history(channel="C0GENERAL", limit=2):
        texts += [m["text"] for m in page["messages"]]
    assert texts == ["4", "3", "2", "1", "0"]


async def test_a_message_that_comes_between_two_pages_shifts_nothing(slack: Slack) -> None:
    ana = slack.person("ana")
    for number in range(3):
        await ana.say("C0GENERAL", str(number))
    first = await slack.bot.conversations_history(channel="C0GENERAL", limit=2)
    await ana.say("C0GENERAL", "late")
    cursor = first["response_metadata"]["next_cursor"]
    second = await slack.bot.conversations_history(channel="C0GENERAL", limit=2, cursor=cursor)
    assert [m["text"] for m in second["messages"]] == ["0"]


async def test_history_keeps_to_its_period(slack: Slack) -> None:
    ana = slack.person("ana")
    stamps = [(await ana.say("C0GENERAL", str(n)))["ts"] for n in range(4)]
    answer = await slack.bot.conversations_history(
        channel="C0GENERAL", oldest=stamps[0], latest=stamps[2], inclusive=True
    )
    assert [m["text"] for m in answer["messages"]] == ["2", "1", "0"]
    answer = await slack.bot.conversations_history(
        channel="C0GENERAL", oldest=stamps[0], latest=stamps[2]
    )
    assert [m["text"] for m in answer["messages"]] == ["1"]


async def test_replies_stand_in_the_thread_and_are_counted_on_its_first_message(
    slack: Slack,
) -> None:
    ana, dev = slack.person("ana"), slack.person("dev")
    first = await ana.say("C0GENERAL", "first")
    await dev.say("C0GENERAL", "reply", thread_ts=first["ts"])
    last = await ana.say("C0GENERAL", "again", thread_ts=first["ts"])
    history = await slack.bot.conversations_history(channel="C0GENERAL")
    assert [m["text"] for m in history["messages"]] == ["first"]
    parent = history["messages"][0]
    assert (parent["reply_count"], parent["latest_reply"]) == (2, last["ts"])
    thread = await slack.bot.conversations_replies(channel="C0GENERAL", ts=first["ts"])
    assert [m["text"] for m in thread["messages"]] == ["first", "reply", "again"]


async def test_a_broadcast_reply_stands_in_the_channel_too(slack: Slack) -> None:
    first = await slack.person("ana").say("C0GENERAL", "first")
    await slack.bot.chat_postMessage(
        channel="C0GENERAL", text="news", thread_ts=first["ts"], reply_broadcast=True
    )
    history = await slack.bot.conversations_history(channel="C0GENERAL")
    assert [m["text"] for m in history["messages"]] == ["news", "first"]


async def test_a_broadcast_reply_that_is_edited_stays_in_the_channel(slack: Slack) -> None:
    first = await slack.person("ana").say("C0GENERAL", "first")
    reply = await slack.bot.chat_postMessage(
        channel="C0GENERAL", text="news", thread_ts=first["ts"], reply_broadcast=True
    )
    await slack.bot.chat_update(channel="C0GENERAL", ts=reply["ts"], text="old news")
    history = await slack.bot.conversations_history(channel="C0GENERAL")
    assert [m["text"] for m in history["messages"]] == ["old news", "first"]


async def test_a_reply_can_be_broadcast_afterwards(slack: Slack) -> None:
    first = await slack.person("ana").say("C0GENERAL", "first")
    reply = await slack.bot.chat_postMessage(
        channel="C0GENERAL", text="news", thread_ts=first["ts"]
    )
    share = {"channel": "C0GENERAL", "ts": reply["ts"], "reply_broadcast": True}
    assert await slack.error("chat.update", share) == ""
    history = await slack.bot.conversations_history(channel="C0GENERAL")
    assert [m["text"] for m in history["messages"]] == ["news", "first"]


async def test_every_page_of_a_thread_begins_with_its_first_message(slack: Slack) -> None:
    ana = slack.person("ana")
    first = await ana.say("C0GENERAL", "first")
    for number in range(3):
        await ana.say("C0GENERAL", str(number), thread_ts=first["ts"])
    pages = []
    async for page in await slack.bot.conversations_replies(
        channel="C0GENERAL", ts=first["ts"], limit=2
    ):
        pages.append([m["text"] for m in page["messages"]])
    assert pages == [["first", "0", "1"], ["first", "2"]]


async def test_history_shows_a_metadata_payload_only_when_asked(slack: Slack) -> None:
    await slack.bot.chat_postMessage(channel="C0GENERAL", text="x", metadata=METADATA)
    brief = await slack.bot.conversations_history(channel="C0GENERAL")
    assert brief["messages"][0]["metadata"] == {"event_type": "case_opened"}
    full = await slack.bot.conversations_history(channel="C0GENERAL", include_all_metadata=True)
    assert full["messages"][0]["metadata"] == METADATA


async def test_an_edit_keeps_metadata_unless_it_sends_none(slack: Slack) -> None:
    card = await slack.bot.chat_postMessage(channel="C0GENERAL", text="x", metadata=METADATA)
    where = {"channel": "C0GENERAL", "ts": card["ts"], "text": "y"}
    assert (await slack.bot.chat_update(**where))["message"]["metadata"] == METADATA
    assert "metadata" not in (await slack.bot.chat_update(**where, metadata={}))["message"]


async def test_an_edit_with_text_alone_takes_the_blocks_away(slack: Slack) -> None:
    card = await slack.bot.chat_postMessage(channel="C0GENERAL", text="x", blocks=BLOCKS)
    changed = await slack.bot.chat_update(channel="C0GENERAL", ts=card["ts"], text="y")
    assert "blocks" not in changed["message"]
    assert changed["message"]["edited"]["user"] == "U0BOT"


async def test_an_edit_with_blocks_is_not_marked_as_edited(slack: Slack) -> None:
    card = await slack.bot.chat_postMessage(channel="C0GENERAL", text="x")
    changed = await slack.bot.chat_update(
        channel="C0GENERAL", ts=card["ts"], text="y", blocks=BLOCKS
    )
    assert "edited" not in changed["message"]


async def test_a_deleted_message_with_replies_leaves_a_tombstone(slack: Slack) -> None:
    ana = slack.person("ana")
    first = await ana.say("C0GENERAL", "first")
    await ana.say("C0GENERAL", "reply", thread_ts=first["ts"])
    await ana.delete("C0GENERAL", first["ts"])
    shown = (await slack.bot.conversations_history(channel="C0GENERAL"))["messages"][0]
    assert (shown["subtype"], shown["reply_count"]) == ("tombstone", 1)


async def test_an_ephemeral_message_is_in_no_history(slack: Slack) -> None:
    await slack.bot.chat_postEphemeral(channel="C0GENERAL", user="U0ANA", text="psst")
    assert (await slack.bot.conversations_history(channel="C0GENERAL"))["messages"] == []
    assert [m["text"] for m in await slack.person("ana").messages("C0GENERAL")] == ["psst"]
    assert await slack.person("dev").messages("C0GENERAL") == []


async def test_a_message_to_a_person_goes_to_their_direct_messages(slack: Slack) -> None:
    answer = await slack.bot.chat_postMessage(channel="U0ANA", text="hello")
    assert answer["channel"].startswith("D")
    opened = await slack.bot.conversations_open(users="U0ANA")
    assert opened["channel"]["id"] == answer["channel"]


async def test_a_person_comes_with_locale_and_time_zone(slack: Slack) -> None:
    user = (await slack.bot.users_info(user="U0ANA", include_locale=True))["user"]
    assert (user["locale"], user["tz"], user["profile"]["email"]) == (
        "es-ES",
        "Europe/Madrid",
        "ana@example.com",
    )


async def test_an_email_needs_its_scope() -> None:
    async with sandbox_with(granted("users:read")) as slack:
        user = (await slack.bot.users_info(user="U0ANA"))["user"]
    assert "email" not in user["profile"]


async def test_people_groups_and_channels_are_listed(slack: Slack) -> None:
    people = await slack.bot.users_list()
    assert {"U0ANA", "U0BOT"} <= {m["id"] for m in people["members"]}
    groups = await slack.bot.usergroups_list(include_users=True)
    assert groups["usergroups"][0]["users"] == ["U0DEV"]
    listed = await slack.bot.conversations_list(types="public_channel,private_channel")
    names = {c["name"]: c for c in listed["channels"]}
    assert names.keys() == {"general", "support", "quiet", "inner", "shared", "old"}
    assert (names["quiet"]["is_member"], names["shared"]["is_ext_shared"]) == (False, True)


async def test_members_come_in_pages(slack: Slack) -> None:
    members = []
    async for page in await slack.bot.conversations_members(channel="C0GENERAL", limit=3):
        members += page["members"]
    assert members == ["U0ANA", "U0DEV", "U0LEE", "U0BOT"]


async def test_joining_a_channel_opens_it(slack: Slack) -> None:
    with pytest.raises(SlackApiError, match="not_in_channel"):
        await slack.bot.conversations_history(channel="C0QUIET")
    await slack.bot.conversations_join(channel="C0QUIET")
    history = await slack.bot.conversations_history(channel="C0QUIET")
    assert history["messages"][0]["subtype"] == "channel_join"


async def test_a_file_is_uploaded_in_two_steps_and_shared(slack: Slack) -> None:
    first = await slack.bot.chat_postMessage(channel="C0GENERAL", text="log?")
    answer = await slack.bot.files_upload_v2(
        channel="C0GENERAL",
        thread_ts=first["ts"],
        filename="log.txt",
        content="it broke",
        initial_comment="the log",
    )
    info = await slack.bot.files_info(file=answer["file"]["id"])
    assert (info["file"]["name"], info["file"]["size"]) == ("log.txt", 8)
    thread = await slack.bot.conversations_replies(channel="C0GENERAL", ts=first["ts"])
    assert thread["messages"][1]["files"][0]["id"] == answer["file"]["id"]
    content = await slack.http.get(info["file"]["url_private"])
    assert content.text == "it broke"


async def test_a_file_of_another_length_than_announced_is_refused(slack: Slack) -> None:
    place = await slack.bot.files_getUploadURLExternal(filename="a.txt", length=5)
    answer = await slack.http.post(place["upload_url"], content=b"four")
    assert answer.status_code == 400
    files = [{"id": place["file_id"], "title": "a"}]
    with pytest.raises(SlackApiError, match="file_not_found"):
        await slack.bot.files_completeUploadExternal(files=files)


async def test_a_scheduled_message_is_said_when_its_time_comes(slack: Slack) -> None:
    due = int(slack.sandbox.clock.now()) + 3600
    await slack.bot.chat_scheduleMessage(channel="C0GENERAL", text="later", post_at=due)
    assert len((await slack.bot.chat_scheduledMessages_list())["scheduled_messages"]) == 1
    await slack.control("clock", advance=3601)
    await slack.person("ana").wait_for("C0GENERAL", lambda m: m["text"] == "later")
    assert (await slack.bot.chat_scheduledMessages_list())["scheduled_messages"] == []


async def test_a_scheduled_message_can_be_called_off(slack: Slack) -> None:
    due = int(slack.sandbox.clock.now()) + 3600
    answer = await slack.bot.chat_scheduleMessage(channel="C0GENERAL", text="x", post_at=due)
    await slack.bot.chat_deleteScheduledMessage(
        channel="C0GENERAL", scheduled_message_id=answer["scheduled_message_id"]
    )
    await slack.control("clock", advance=3601)
    assert await slack.person("ana").messages("C0GENERAL") == []


async def test_a_permalink_leads_into_the_thread(slack: Slack) -> None:
    ana = slack.person("ana")
    first = await ana.say("C0GENERAL", "first")
    reply = await ana.say("C0GENERAL", "reply", thread_ts=first["ts"])
    answer = await slack.bot.chat_getPermalink(channel="C0GENERAL", message_ts=reply["ts"])
    assert answer["permalink"].endswith(f"?thread_ts={first['ts']}&cid=C0GENERAL")


async def test_the_rest_of_what_a_bot_reads(slack: Slack) -> None:
    assert (await slack.bot.api_test())["ok"]
    assert (await slack.bot.bots_info(bot="B0SANDBOX"))["bot"]["user_id"] == "U0BOT"
    assert (await slack.bot.team_info())["team"]["domain"] == "sandbox"
    assert "shipit" in (await slack.bot.emoji_list())["emoji"]
    mine = await slack.bot.users_conversations(types="public_channel")
    assert "quiet" not in {c["name"] for c in mine["channels"]}
    found = await slack.bot.users_lookupByEmail(email="dev@example.com")
    assert found["user"]["id"] == "U0DEV"
