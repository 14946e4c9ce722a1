"""The sandbox refuses what Slack refuses, in Slack's own words."""

import json
from typing import Any

import pytest

from csopsbot.sandbox import ClientError, app_from_manifest
from csopsbot.sandbox.errors import GENERAL_ERRORS
from tests.contract.sandbox.harness import BOT, Slack, granted, installed, sandbox_with
from tests.contract.sandbox.manifest import MANIFEST
from tests.contract.sandbox.views import MODAL
from tests.specs import SPECS, needs_specs

ANA = "xoxp-ana"
SAM = "xoxp-sam"
NOWHERE = "1600000000.000000"
HOME: dict[str, Any] = {"type": "home", "blocks": []}
SAID = {"channel": "C0GENERAL", "text": "x"}
REACTED = {"channel": "C0GENERAL", "timestamp": NOWHERE, "name": "eyes"}
DAY = 86_400

CASES: list[tuple[str, dict[str, Any], str, str]] = [
    # method, arguments, token, error
    ("chat.shout", {}, BOT, "unknown_method"),
    ("auth.test", {}, "", "not_authed"),
    ("auth.test", {}, "xoxb-made-up", "invalid_auth"),
    ("auth.test", {}, "xapp-sandbox", "not_allowed_token_type"),
    ("views.publish", {"user_id": "U0ANA", "view": HOME}, ANA, "not_allowed_token_type"),
    ("chat.postMessage", {"text": "x"}, BOT, "invalid_arguments"),
    ("chat.postMessage", {**SAID, "txt": "x"}, BOT, "invalid_arguments"),
    ("chat.postMessage", {**SAID, "unfurl_links": "maybe"}, BOT, "invalid_arguments"),
    ("chat.postMessage", {"channel": "C0NOWHERE", "text": "x"}, BOT, "channel_not_found"),
    ("chat.postMessage", {"channel": "C0SECRET", "text": "x"}, BOT, "channel_not_found"),
    ("chat.postMessage", {"channel": "C0QUIET", "text": "x"}, BOT, "not_in_channel"),
    ("chat.postMessage", {"channel": "C0OLD", "text": "x"}, BOT, "is_archived"),
    ("chat.postMessage", {"channel": "C0GENERAL"}, BOT, "no_text"),
    ("chat.postMessage", {"channel": "C0GENERAL", "text": "  "}, BOT, "no_text"),
    ("chat.postMessage", {**SAID, "blocks": "[nonsense"}, BOT, "invalid_blocks_format"),
    ("chat.postMessage", {**SAID, "blocks": [{"type": "x"}]}, BOT, "invalid_blocks"),
    ("chat.postMessage", {**SAID, "thread_ts": NOWHERE}, BOT, "cannot_reply_to_message"),
    ("chat.postMessage", {**SAID, "username": "X"}, BOT, "missing_scope"),
    ("chat.postMessage", {**SAID, "markdown_text": "x"}, BOT, "markdown_text_conflict"),
    ("chat.postMessage", {**SAID, "metadata": "x"}, BOT, "invalid_metadata_format"),
    ("chat.postMessage", {**SAID, "metadata": {"a": 1}}, BOT, "invalid_metadata_schema"),
    (
        "chat.postMessage",
        {**SAID, "metadata": {"event_type": "t", "event_payload": {}}},
        ANA,
        "metadata_must_be_sent_from_app",
    ),
    (
        "chat.postMessage",
        {**SAID, "metadata": {"event_type": "t", "event_payload": {"a": "x" * 9000}}},
        BOT,
        "metadata_too_large",
    ),
    ("chat.postMessage", {**SAID, "attachments": [{}] * 101}, BOT, "too_many_attachments"),
    ("chat.postEphemeral", {**SAID, "user": "U0SAM"}, BOT, "user_not_in_channel"),
    ("chat.postEphemeral", {**SAID, "user": "U0NOBODY"}, BOT, "user_not_in_channel"),
    ("chat.update", {**SAID, "ts": NOWHERE}, BOT, "message_not_found"),
    ("chat.delete", {"channel": "C0GENERAL", "ts": NOWHERE}, BOT, "message_not_found"),
    ("chat.getPermalink", {"channel": "C0X", "message_ts": "1"}, BOT, "channel_not_found"),
    ("chat.scheduleMessage", {**SAID, "post_at": 1}, BOT, "time_in_past"),
    ("chat.scheduleMessage", {**SAID, "post_at": 4_000_000_000}, BOT, "time_too_far"),
    (
        "chat.deleteScheduledMessage",
        {"channel": "C0GENERAL", "scheduled_message_id": "Q1"},
        BOT,
        "invalid_scheduled_message_id",
    ),
    ("conversations.info", {"channel": "C0SECRET"}, BOT, "channel_not_found"),
    ("conversations.history", {"channel": "C0QUIET"}, BOT, "not_in_channel"),
    ("conversations.history", {"channel": "C0GENERAL", "oldest": "x"}, BOT, "invalid_ts_oldest"),
    ("conversations.history", {"channel": "C0GENERAL", "cursor": "x"}, BOT, "invalid_cursor"),
    ("conversations.replies", {"channel": "C0GENERAL", "ts": NOWHERE}, BOT, "thread_not_found"),
    ("conversations.replies", {"channel": "C0QUIET", "ts": NOWHERE}, BOT, "channel_not_found"),
    ("conversations.list", {"types": "dm"}, BOT, "invalid_types"),
    ("conversations.list", {"types": "mpim"}, BOT, "missing_scope"),
    ("conversations.list", {"limit": 5000}, BOT, "invalid_limit"),
    ("conversations.list", {"limit": "many"}, BOT, "invalid_arguments"),
    ("conversations.join", {"channel": "C0INNER"}, BOT, "method_not_supported_for_channel_type"),
    ("conversations.join", {"channel": "C0OLD"}, BOT, "is_archived"),
    ("conversations.create", {"name": "general"}, ANA, "name_taken"),
    ("conversations.create", {"name": "Big News"}, ANA, "invalid_name_specials"),
    ("conversations.create", {"name": "x" * 81}, ANA, "invalid_name_maxlength"),
    ("conversations.create", {"name": "news"}, BOT, "missing_scope"),
    ("conversations.invite", {"channel": "C0SUPPORT", "users": "U0X"}, ANA, "user_not_found"),
    ("conversations.invite", {"channel": "C0SUPPORT", "users": "U0ANA"}, ANA, "cant_invite_self"),
    ("conversations.invite", {"channel": "C0SUPPORT", "users": "U0LEE"}, ANA, "already_in_channel"),
    ("conversations.open", {}, BOT, "users_list_not_supplied"),
    ("conversations.open", {"users": "U0X"}, BOT, "user_not_found"),
    ("conversations.open", {"users": "U0ANA,U0DEV"}, BOT, "missing_scope"),
    ("conversations.archive", {"channel": "C0OLD"}, ANA, "already_archived"),
    ("reactions.add", REACTED, BOT, "message_not_found"),
    ("reactions.add", {**REACTED, "timestamp": "now"}, BOT, "bad_timestamp"),
    ("reactions.remove", {"name": "eyes"}, BOT, "no_item_specified"),
    ("users.info", {"user": "U0NOBODY"}, BOT, "user_not_found"),
    ("users.lookupByEmail", {"email": "no@example.com"}, BOT, "users_not_found"),
    ("users.profile.get", {}, BOT, "missing_scope"),
    ("usergroups.users.list", {"usergroup": "S0X"}, BOT, "no_such_subteam"),
    ("views.open", {"view": MODAL}, BOT, "invalid_trigger_id"),
    ("views.open", {"view": MODAL, "trigger_id": "1.2.3"}, BOT, "invalid_trigger_id"),
    ("views.open", {"view": HOME, "trigger_id": "1.2.3"}, BOT, "invalid_arguments"),
    ("views.open", {"trigger_id": "1.2.3"}, BOT, "invalid_arguments"),
    ("views.update", {"view": MODAL, "view_id": "V0X"}, BOT, "not_found"),
    ("views.update", {"view": MODAL}, BOT, "invalid_arguments"),
    ("views.publish", {"user_id": "U0X", "view": HOME}, BOT, "invalid_arguments"),
    ("views.publish", {"user_id": "U0ANA", "view": MODAL}, BOT, "invalid_arguments"),
    ("files.getUploadURLExternal", {"filename": "a", "length": 0}, BOT, "invalid_arguments"),
    ("files.completeUploadExternal", {"files": [{"id": "F0X"}]}, BOT, "file_not_found"),
    ("files.info", {"file": "F0X"}, BOT, "file_not_found"),
    ("pins.add", {"channel": "C0GENERAL", "timestamp": NOWHERE}, BOT, "message_not_found"),
    ("pins.add", {"channel": "C0GENERAL"}, BOT, "no_item_specified"),
    ("bookmarks.list", {"channel_id": "C0GENERAL"}, BOT, "missing_scope"),
    ("bookmarks.add", {"title": "t", "type": "link"}, ANA, "channel_not_found"),
    ("bots.info", {"bot": "B0X"}, BOT, "bot_not_found"),
    ("team.info", {"team": "T0X"}, BOT, "team_not_found"),
    ("blocks.validate", {}, "", "invalid_arguments"),
    ("blocks.validate", {"blocks": [{"type": "x"}]}, "", "invalid_blocks"),
    ("chat.postMessage", {**SAID, "team_id": "T0OTHER"}, BOT, "team_access_not_granted"),
]


@pytest.mark.parametrize(
    ("method", "args", "token", "error"),
    CASES,
    ids=[f"{n}-{c[0]}-{c[3]}" for n, c in enumerate(CASES)],
)
async def test_a_wrong_call_gets_slacks_error(
    unserved: Slack, method: str, args: dict[str, Any], token: str, error: str
) -> None:
    assert await unserved.error(method, args, token) == error


@needs_specs
@pytest.mark.parametrize(("method", "error"), sorted({(c[0], c[3]) for c in CASES}))
def test_the_error_is_one_slack_documents(method: str, error: str) -> None:
    path = SPECS / f"slack/methods/{method}.json"
    published = json.loads(path.read_text()).get("errors", {}) if path.exists() else {}
    assert error in published.keys() | GENERAL_ERRORS


async def test_a_refusal_says_which_argument_is_wrong(slack: Slack) -> None:
    body = (await slack.call("chat.postMessage", {"text": "x", "colour": "red"})).json()
    assert body["response_metadata"]["messages"] == [
        "[ERROR] missing required field: channel",
        "[ERROR] unknown argument: colour",
    ]


async def test_a_missing_scope_is_named_beside_those_there_are() -> None:
    async with sandbox_with(granted("chat:write")) as slack:
        body = (await slack.call("reactions.add", REACTED)).json()
    assert (body["needed"], body["provided"]) == ("reactions:write", "chat:write")


async def test_a_revoked_token_is_good_for_nothing(slack: Slack) -> None:
    await slack.control("revoke", token=BOT)
    assert await slack.error("auth.test", {}) == "token_revoked"


async def test_a_json_body_to_a_method_that_takes_forms_is_not_read(slack: Slack) -> None:
    headers = {"Authorization": f"Bearer {BOT}"}
    answer = await slack.http.post("/api/users.info", json={"user": "U0ANA"}, headers=headers)
    assert answer.json()["error"] == "invalid_arguments"


async def test_a_json_body_must_be_an_object(slack: Slack) -> None:
    headers = {"Authorization": f"Bearer {BOT}"}
    answer = await slack.http.post("/api/chat.postMessage", json=["x"], headers=headers)
    assert answer.json()["error"] == "json_not_object"


async def test_a_reply_is_not_broadcast_and_changed_at_once(slack: Slack) -> None:
    first = await slack.bot.chat_postMessage(channel="C0GENERAL", text="first")
    edit = {"channel": "C0GENERAL", "text": "other words", "reply_broadcast": True}
    assert await slack.error("chat.update", {**edit, "ts": first["ts"]}) == "cant_broadcast_message"
    reply = await slack.bot.chat_postMessage(
        channel="C0GENERAL", text="reply", thread_ts=first["ts"]
    )
    error = await slack.error("chat.update", {**edit, "ts": reply["ts"]})
    assert error == "no_dual_broadcast_content_update"


async def test_nobody_edits_someone_elses_message(slack: Slack) -> None:
    said = await slack.person("ana").say("C0GENERAL", "mine")
    edit = {"channel": "C0GENERAL", "ts": said["ts"], "text": "yours"}
    assert await slack.error("chat.update", edit) == "cant_update_message"
    unsay = {"channel": "C0GENERAL", "ts": said["ts"]}
    assert await slack.error("chat.delete", unsay) == "cant_delete_message"


async def test_an_edit_is_at_most_four_thousand_characters(slack: Slack) -> None:
    said = await slack.bot.chat_postMessage(channel="C0GENERAL", text="x" * 5_000)
    edit = {"channel": "C0GENERAL", "ts": said["ts"], "text": "x" * 4_001}
    assert await slack.error("chat.update", edit) == "msg_too_long"


async def test_a_reply_cannot_be_replied_to(slack: Slack) -> None:
    ana = slack.person("ana")
    first = await ana.say("C0GENERAL", "first")
    reply = await ana.say("C0GENERAL", "reply", thread_ts=first["ts"])
    args = {**SAID, "thread_ts": reply["ts"]}
    assert await slack.error("chat.postMessage", args) == "cannot_reply_to_message"


async def test_a_reaction_is_given_once_and_taken_once(slack: Slack) -> None:
    said = await slack.person("ana").say("C0GENERAL", "look")
    args = {**REACTED, "timestamp": said["ts"]}
    answers = [
        await slack.error(f"reactions.{act}", args) for act in ("add", "add", "remove", "remove")
    ]
    assert answers == ["", "already_reacted", "", "no_reaction"]


async def test_a_reactions_name_has_no_colons(slack: Slack) -> None:
    said = await slack.person("ana").say("C0GENERAL", "look")
    args = {**REACTED, "timestamp": said["ts"], "name": ":eyes:"}
    assert await slack.error("reactions.add", args) == "invalid_name"


async def test_a_message_is_pinned_once(slack: Slack) -> None:
    said = await slack.person("ana").say("C0GENERAL", "look")
    args = {"channel": "C0GENERAL", "timestamp": said["ts"]}
    answers = [await slack.error(f"pins.{act}", args) for act in ("add", "add", "remove", "remove")]
    assert answers == ["", "already_pinned", "", "no_pin"]


async def test_a_stranger_sees_no_channel_but_the_shared_one(slack: Slack) -> None:
    assert await slack.error("chat.postMessage", {"channel": "C0SHARED", "text": "x"}, SAM) == ""
    assert await slack.error("chat.postMessage", SAID, SAM) == "not_in_channel"


async def test_an_app_without_a_messages_tab_has_no_direct_messages() -> None:
    features = {**MANIFEST["features"], "app_home": {"messages_tab_enabled": False}}
    app = app_from_manifest({**MANIFEST, "features": features})
    async with sandbox_with(app) as slack:
        args = {"channel": "U0ANA", "text": "x"}
        assert await slack.error("chat.postMessage", args) == "messages_tab_disabled"


async def test_an_app_without_interactivity_hears_no_shortcut() -> None:
    async with sandbox_with(installed(interactivity={"is_enabled": False})) as slack:
        with pytest.raises(ClientError, match="app_missing_action_url"):
            await slack.person("ana").shortcut("anywhere")
