"""Modals: triggers, stacks, hashes, external ids and the state people leave in them."""

from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from csopsbot.sandbox import ClientError, FormErrors
from tests.contract.sandbox.harness import Slack
from tests.contract.sandbox.views import MODAL


@pytest.fixture
async def triggers(bolt: AsyncApp) -> list[str]:
    """Return the trigger ids of the shortcuts people choose."""
    taken: list[str] = []

    @bolt.shortcut("anywhere")
    async def shortcut(ack: Any, body: dict[str, Any]) -> None:
        taken.append(body["trigger_id"])
        await ack()

    return taken


@pytest.fixture
async def opened(slack: Slack, triggers: list[str]) -> dict[str, Any]:
    """Open a modal on Ana's screen."""
    await slack.person("ana").shortcut("anywhere")
    answer = await slack.bot.views_open(trigger_id=triggers[0], view=MODAL)
    view: dict[str, Any] = answer["view"]
    return view


def form(*elements: dict[str, Any], **more: Any) -> dict[str, Any]:
    blocks = [
        {
            "type": "input",
            "block_id": element["action_id"],
            "label": {"type": "plain_text", "text": "L"},
            "element": element,
        }
        for element in elements
    ]
    return {**MODAL, "blocks": blocks, **more}


async def test_a_trigger_opens_one_modal_only(slack: Slack, triggers: list[str]) -> None:
    await slack.person("ana").shortcut("anywhere")
    await slack.bot.views_open(trigger_id=triggers[0], view=MODAL)
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        await slack.bot.views_open(trigger_id=triggers[0], view=MODAL)


async def test_a_trigger_is_good_for_three_seconds(slack: Slack, triggers: list[str]) -> None:
    await slack.person("ana").shortcut("anywhere")
    await slack.control("clock", advance=3.1)
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        await slack.bot.views_open(trigger_id=triggers[0], view=MODAL)


async def test_an_update_on_an_older_state_conflicts(slack: Slack, opened: dict[str, Any]) -> None:
    where = {"view_id": opened["id"], "view": MODAL, "hash": opened["hash"]}
    await slack.bot.views_update(**where)
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await slack.bot.views_update(**where)


async def test_an_update_keeps_what_was_put_in(
    slack: Slack, opened: dict[str, Any], bolt: AsyncApp
) -> None:
    ana = slack.person("ana")
    await ana.press_view(opened["id"], "title", "half a sent")
    await slack.bot.views_update(view_id=opened["id"], view=MODAL)
    shown = await ana.view()
    assert shown["state"]["values"]["title"]["title"]["value"] == "half a sent"
    other = form({"type": "plain_text_input", "action_id": "other"})
    await slack.bot.views_update(view_id=opened["id"], view=other)
    assert (await ana.view())["state"]["values"] == {
        "other": {"other": {"type": "plain_text_input", "value": None}}
    }


async def test_an_input_that_does_not_dispatch_tells_the_app_nothing(
    slack: Slack, opened: dict[str, Any]
) -> None:
    await slack.person("ana").press_view(opened["id"], "title", "x")
    assert await slack.deliveries("block_actions:title") == []


async def test_two_views_cannot_have_one_external_id(slack: Slack, triggers: list[str]) -> None:
    ana = slack.person("ana")
    for _ in range(2):
        await ana.shortcut("anywhere")
    named = {**MODAL, "external_id": "case-7"}
    await slack.bot.views_open(trigger_id=triggers[0], view=named)
    with pytest.raises(SlackApiError, match="duplicate_external_id"):
        await slack.bot.views_open(trigger_id=triggers[1], view=named)
    await slack.bot.views_update(external_id="case-7", view=named)


async def test_a_stack_is_three_deep(slack: Slack, bolt: AsyncApp, triggers: list[str]) -> None:
    button = {"type": "button", "action_id": "deeper", "text": {"type": "plain_text", "text": "D"}}
    view = {**MODAL, "blocks": [{"type": "actions", "elements": [button]}]}
    errors: list[str] = []

    @bolt.action("deeper")
    async def deeper(ack: Any, body: dict[str, Any], client: Any) -> None:
        try:
            await client.views_push(trigger_id=body["trigger_id"], view=view)
        except SlackApiError as error:
            errors.append(error.response["error"])
        await ack()

    ana = slack.person("ana")
    await ana.shortcut("anywhere")
    await slack.bot.views_open(trigger_id=triggers[0], view=view)
    for _ in range(3):
        await ana.press_view((await ana.view())["id"], "deeper")
    assert (len(await ana.views()), errors) == (3, ["push_limit_reached"])
    stack = await ana.views()
    assert stack[2]["previous_view_id"] == stack[1]["id"]
    assert {v["root_view_id"] for v in stack} == {stack[0]["id"]}


async def test_a_modal_is_pushed_only_from_a_modal(slack: Slack, triggers: list[str]) -> None:
    await slack.person("ana").shortcut("anywhere")
    with pytest.raises(SlackApiError, match="not_found"):
        await slack.bot.views_push(trigger_id=triggers[0], view=MODAL)


@pytest.mark.parametrize(
    ("reaction", "left"), [("update", ["Next"]), ("push", ["Form", "Next"]), ("clear", [])]
)
async def test_a_submission_can_lead_on(
    slack: Slack, bolt: AsyncApp, opened: dict[str, Any], reaction: str, left: list[str]
) -> None:
    following = {**MODAL, "title": {"type": "plain_text", "text": "Next"}}

    @bolt.view("form")
    async def submitted(ack: Any) -> None:
        view = {} if reaction == "clear" else {"view": following}
        await ack(response_action=reaction, **view)

    ana = slack.person("ana")
    await ana.submit(opened["id"], {"title": "x"})
    assert [v["title"]["text"] for v in await ana.views()] == left


async def test_errors_must_name_an_input(
    slack: Slack, bolt: AsyncApp, opened: dict[str, Any]
) -> None:
    @bolt.view("form")
    async def submitted(ack: Any) -> None:
        await ack(response_action="errors", errors={"elsewhere": "No"})

    with pytest.raises(ClientError, match="view_submission_response_invalid"):
        await slack.person("ana").submit(opened["id"], {"title": "x"})


async def test_initial_values_are_in_the_state(slack: Slack, triggers: list[str]) -> None:
    option = {"text": {"type": "plain_text", "text": "High"}, "value": "high"}
    view = form(
        {"type": "plain_text_input", "action_id": "a", "initial_value": "begun"},
        {
            "type": "static_select",
            "action_id": "b",
            "options": [option],
            "initial_option": option,
        },
        {"type": "multi_users_select", "action_id": "d"},
    )
    await slack.person("ana").shortcut("anywhere")
    answer = await slack.bot.views_open(trigger_id=triggers[0], view=view)
    values = answer["view"]["state"]["values"]
    assert values["a"]["a"]["value"] == "begun"
    assert values["b"]["b"]["selected_option"]["value"] == "high"
    assert values["d"]["d"]["selected_users"] == []


async def test_a_modal_knows_the_channel_it_was_asked_for_in(slack: Slack, bolt: AsyncApp) -> None:
    here = {
        "type": "conversations_select",
        "action_id": "where",
        "default_to_current_conversation": True,
        "response_url_enabled": True,
    }
    urls: list[dict[str, Any]] = []

    @bolt.command("/echo")
    async def command(ack: Any, body: dict[str, Any], client: Any) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=form(here))
        await ack()

    @bolt.view("form")
    async def submitted(ack: Any, body: dict[str, Any]) -> None:
        urls.extend(body["response_urls"])
        await ack()

    ana = slack.person("ana")
    await ana.command("C0SUPPORT", "/echo")
    await ana.submit((await ana.view())["id"])
    assert urls[0]["channel_id"] == "C0SUPPORT"
    await slack.http.post(urls[0]["response_url"], json={"text": "done"})
    assert [m["text"] for m in await ana.messages("C0SUPPORT")] == ["done"]


FIELDS: list[tuple[dict[str, Any], Any, str]] = [
    ({"type": "plain_text_input", "min_length": 3}, "ab", "at least 3"),
    ({"type": "plain_text_input", "max_length": 3}, "abcd", "at most 3"),
    ({"type": "plain_text_input"}, "x" * 3001, "at most 3000"),
    ({"type": "email_text_input"}, "nobody", "valid"),
    ({"type": "url_text_input"}, "somewhere", "valid"),
    ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "valid"),
    ({"type": "number_input", "is_decimal_allowed": True, "max_value": "9"}, "10", "valid"),
    ({"type": "number_input", "is_decimal_allowed": True}, "ten", "valid"),
    ({"type": "multi_users_select", "max_selected_items": 1}, ["U1", "U2"], "at most 1"),
]


@pytest.mark.parametrize(("element", "value", "complaint"), FIELDS, ids=range(len(FIELDS)))
async def test_the_client_refuses_what_a_field_does_not_take(
    slack: Slack, triggers: list[str], element: dict[str, Any], value: Any, complaint: str
) -> None:
    ana = slack.person("ana")
    await ana.shortcut("anywhere")
    view = form({**element, "action_id": "a"})
    answer = await slack.bot.views_open(trigger_id=triggers[0], view=view)
    with pytest.raises(FormErrors, match=complaint):
        await ana.submit(answer["view"]["id"], {"a": value})


PNG = {"type": "file_input", "action_id": "a", "filetypes": ["png"], "max_files": 1}


async def asked_for_files(slack: Slack, triggers: list[str]) -> str:
    """Ask Ana for a picture and return the id of the modal."""
    await slack.person("ana").shortcut("anywhere")
    answer = await slack.bot.views_open(trigger_id=triggers[0], view=form(PNG))
    return str(answer["view"]["id"])


async def test_a_file_comes_to_the_app_whole(
    slack: Slack, bolt: AsyncApp, triggers: list[str]
) -> None:
    came: list[dict[str, Any]] = []

    @bolt.view("form")
    async def submitted(ack: Any, view: dict[str, Any]) -> None:
        came.extend(view["state"]["values"]["a"]["a"]["files"])
        await ack()

    ana, asked = slack.person("ana"), await asked_for_files(slack, triggers)
    file = await ana.upload(None, "a.PNG", b"one")
    await ana.submit(asked, {"a": [file["id"]]})
    assert came == [file]
    assert (await slack.http.get(came[0]["url_private"])).content == b"one"


@pytest.mark.parametrize(
    ("names", "complaint"), [(["a.png", "b.png"], "at most 1"), (["a.txt"], "type")]
)
async def test_a_form_takes_as_many_files_and_such_as_it_says(
    slack: Slack, triggers: list[str], names: list[str], complaint: str
) -> None:
    ana, asked = slack.person("ana"), await asked_for_files(slack, triggers)
    files = [await ana.upload(None, name, b"one") for name in names]
    with pytest.raises(FormErrors, match=complaint):
        await ana.submit(asked, {"a": [file["id"] for file in files]})


async def test_a_form_takes_nobody_elses_file(slack: Slack, triggers: list[str]) -> None:
    asked = await asked_for_files(slack, triggers)
    file = await slack.person("lee").upload("C0GENERAL", "a.png", b"one")
    with pytest.raises(ClientError, match="file_not_found"):
        await slack.person("ana").submit(asked, {"a": [file["id"]]})


async def test_an_option_that_is_not_offered_cannot_be_chosen(
    slack: Slack, triggers: list[str]
) -> None:
    option = {"text": {"type": "plain_text", "text": "High"}, "value": "high"}
    ana = slack.person("ana")
    await ana.shortcut("anywhere")
    view = form({"type": "static_select", "action_id": "a", "options": [option]})
    answer = await slack.bot.views_open(trigger_id=triggers[0], view=view)
    with pytest.raises(ClientError, match="no_such_option"):
        await ana.submit(answer["view"]["id"], {"a": "low"})


async def test_another_persons_modal_cannot_be_touched(
    slack: Slack, opened: dict[str, Any]
) -> None:
    with pytest.raises(ClientError, match="not_found"):
        await slack.person("dev").submit(opened["id"], {"title": "x"})
