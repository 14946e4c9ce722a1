"""What people do reaches a real Bolt app over signed HTTP, and its answers reach people."""

import asyncio
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp

from csopsbot.sandbox import ClientError, FormErrors
from tests.contract.sandbox.harness import Slack
from tests.contract.sandbox.views import MODAL


async def test_a_message_is_heard_and_answered_in_its_thread(slack: Slack, bolt: AsyncApp) -> None:
    @bolt.message("hello")
    async def greet(message: dict[str, Any], say: Any) -> None:
        await say(text="hello you", thread_ts=message["ts"])

    ana = slack.person("ana")
    said = await ana.say("C0GENERAL", "hello")
    answer = await ana.wait_for(
        "C0GENERAL", lambda m: m["text"] == "hello you", thread_ts=said["ts"]
    )
    assert answer["bot_id"] == "B0SANDBOX"


async def test_a_reaction_tells_who_reacted_to_whose_message(slack: Slack, bolt: AsyncApp) -> None:
    seen: list[dict[str, Any]] = []

    @bolt.event("reaction_added")
    async def note(event: dict[str, Any]) -> None:
        seen.append(event)

    said = await slack.person("ana").say("C0GENERAL", "look")
    await slack.person("dev").react("C0GENERAL", said["ts"], "eyes")
    await slack.until(lambda: seen)
    assert (seen[0]["user"], seen[0]["item_user"]) == ("U0DEV", "U0ANA")
    assert seen[0]["item"] == {"type": "message", "channel": "C0GENERAL", "ts": said["ts"]}


async def test_a_command_opens_a_modal_and_its_submission_comes_back(
    slack: Slack, bolt: AsyncApp
) -> None:
    submitted: list[dict[str, Any]] = []

    @bolt.command("/echo")
    async def command(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @bolt.view("form")
    async def form(ack: Any, view: dict[str, Any]) -> None:
        await ack()
        submitted.append(view["state"]["values"])

    ana = slack.person("ana")
    await ana.command("C0SUPPORT", "/echo", "it broke")
    view = await ana.view()
    await ana.submit(view["id"], {"title": "It broke"})
    await slack.until(lambda: submitted)
    assert submitted[0]["title"]["title"] == {"type": "plain_text_input", "value": "It broke"}
    assert submitted[0]["customer"]["customer"]["selected_option"] is None
    assert await ana.views() == []


async def test_an_error_at_a_field_keeps_the_modal_open(slack: Slack, bolt: AsyncApp) -> None:
    @bolt.shortcut("anywhere")
    async def shortcut(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @bolt.view("form")
    async def form(ack: Any) -> None:
        await ack(response_action="errors", errors={"title": "Too short"})

    ana = slack.person("ana")
    await ana.shortcut("anywhere")
    view = await ana.view()
    with pytest.raises(FormErrors) as refused:
        await ana.submit(view["id"], {"title": "x"})
    assert refused.value.errors == {"title": "Too short"}
    assert [v["id"] for v in await ana.views()] == [view["id"]]


async def test_an_empty_required_field_never_reaches_the_app(slack: Slack, bolt: AsyncApp) -> None:
    @bolt.shortcut("anywhere")
    async def shortcut(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    ana = slack.person("ana")
    await ana.shortcut("anywhere")
    view = await ana.view()
    with pytest.raises(FormErrors, match="required"):
        await ana.submit(view["id"])
    assert await slack.deliveries("view_submission:form") == []


async def test_a_message_shortcut_brings_the_message(slack: Slack, bolt: AsyncApp) -> None:
    seen: list[dict[str, Any]] = []

    @bolt.shortcut("quote")
    async def quote(ack: Any, body: dict[str, Any]) -> None:
        seen.append(body)
        await ack()

    said = await slack.person("ana").say("C0SUPPORT", "the customer is angry")
    await slack.person("lee").shortcut("quote", "C0SUPPORT", said["ts"])
    assert seen[0]["message"]["text"] == "the customer is angry"
    assert (seen[0]["user"]["id"], seen[0]["channel"]["id"]) == ("U0LEE", "C0SUPPORT")


async def test_a_button_answers_through_its_response_url(slack: Slack, bolt: AsyncApp) -> None:
    button = {
        "type": "button",
        "action_id": "go",
        "value": "7",
        "text": {"type": "plain_text", "text": "Go"},
    }

    @bolt.action("go")
    async def go(ack: Any, respond: Any, action: dict[str, Any]) -> None:
        await ack()
        await respond(text=f"went {action['value']}", replace_original=False)

    card = await slack.bot.chat_postMessage(
        channel="C0SUPPORT", text="card", blocks=[{"type": "actions", "elements": [button]}]
    )
    ana = slack.person("ana")
    await ana.press("C0SUPPORT", card["ts"], "go")
    whispered = await ana.wait_for("C0SUPPORT", lambda m: m["text"] == "went 7")
    assert whispered["is_ephemeral"]
    assert all(m["text"] != "went 7" for m in await slack.person("lee").messages("C0SUPPORT"))


async def test_an_external_select_offers_what_the_app_suggests(
    slack: Slack, bolt: AsyncApp
) -> None:
    got: list[Any] = []

    @bolt.shortcut("anywhere")
    async def shortcut(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @bolt.options("customer")
    async def customers(ack: Any, body: dict[str, Any]) -> None:
        text = {"type": "plain_text", "text": f"{body['value']}me"}
        await ack(options=[{"text": text, "value": "c1"}])

    @bolt.view("form")
    async def form(ack: Any, view: dict[str, Any]) -> None:
        await ack()
        got.append(view["state"]["values"]["customer"]["customer"]["selected_option"]["value"])

    ana = slack.person("ana")
    await ana.shortcut("anywhere")
    view = await ana.view()
    options = await ana.suggest(view["id"], "customer", "Ac")
    assert options[0]["text"]["text"] == "Acme"
    await ana.submit(view["id"], {"title": "t", "customer": "c1"})
    assert got == ["c1"]


async def test_dismissing_a_modal_tells_an_app_that_asked(slack: Slack, bolt: AsyncApp) -> None:
    closed = asyncio.Event()

    @bolt.shortcut("anywhere")
    async def shortcut(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @bolt.view_closed("form")
    async def gone(ack: Any) -> None:
        await ack()
        closed.set()

    ana = slack.person("ana")
    await ana.shortcut("anywhere")
    await ana.close((await ana.view())["id"])
    await closed.wait()
    assert await ana.views() == []


async def test_the_home_tab_shows_what_the_app_publishes(slack: Slack, bolt: AsyncApp) -> None:
    @bolt.event("app_home_opened")
    async def opened(event: dict[str, Any], client: Any) -> None:
        block = {"type": "section", "text": {"type": "plain_text", "text": "Welcome"}}
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [block]})

    ana = slack.person("ana")
    assert await ana.open_home() is None
    home = await ana.home()
    assert home["blocks"][0]["text"]["text"] == "Welcome"


async def test_a_command_nobody_acknowledges_shows_slacks_error(slack: Slack) -> None:
    with pytest.raises(ClientError, match="dispatch_failed"):
        await slack.person("ana").command("C0SUPPORT", "/echo")
