"""What people do on the page."""

from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp

from tests.contract.sandbox.face.window import do, page
from tests.contract.sandbox.harness import Slack
from tests.contract.sandbox.views import MODAL


async def said_in(slack: Slack, channel: str = "support") -> str:
    """Return what was said last in a channel."""
    messages = await slack.person("ana").messages(channel)
    return str(messages[-1]["text"])


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("Hello @lee", "Hello <@U0LEE|lee>"),
        ("Look at #general", "Look at <#C0GENERAL|general>"),
        ("@here look", "<!here> look"),
        ("1 < 2 & <b>", "1 &lt; 2 &amp; &lt;b&gt;"),
        ("> quoted", "> quoted"),
        (" /nobody knows", "/nobody knows"),
    ],
)
async def test_what_is_typed_is_sent_as_slacks_client_sends_it(
    slack: Slack, typed: str, sent: str
) -> None:
    assert (await do(slack, "ana", "say", channel="C0SUPPORT", text=typed))["ok"]
    assert await said_in(slack) == sent


async def test_a_slash_command_goes_to_the_app(slack: Slack, bolt: AsyncApp) -> None:
    taken: list[str] = []

    @bolt.command("/echo")
    async def echo(ack: Any, command: dict[str, Any]) -> None:
        taken.append(command["text"])
        await ack("Heard")

    assert (await do(slack, "ana", "say", channel="C0SUPPORT", text="/echo  one two"))["ok"]
    assert (taken, await said_in(slack)) == (["one two"], "Heard")


async def test_a_command_that_reaches_nobody_is_said_so(slack: Slack) -> None:
    answer = await do(slack, "ana", "say", channel="C0SUPPORT", text="/echo one")
    assert "did not reach the app" in answer["text"]


async def test_a_command_nobody_has_is_refused_to_whoever_typed_it_and_not_said(
    slack: Slack,
) -> None:
    await slack.person("lee").say("C0SUPPORT", "Before")
    answer = await do(slack, "ana", "say", channel="C0SUPPORT", text="/ecko Fabrikam is furious")
    assert (answer["ok"], answer["error"]) == (False, "unknown_command")
    assert "/ecko is no command here" in answer["text"]
    assert "/echo, /who" in answer["text"]
    assert await said_in(slack) == "Before"


async def test_a_command_in_a_thread_is_refused_as_slack_does(slack: Slack) -> None:
    ts = (await do(slack, "ana", "say", channel="C0SUPPORT", text="Hello"))["ts"]
    answer = await do(slack, "ana", "say", channel="C0SUPPORT", text="/echo one", thread_ts=ts)
    assert (answer["ok"], "not in a thread" in answer["text"]) == (False, True)


async def test_one_reacts_and_takes_it_back(slack: Slack) -> None:
    ts = (await do(slack, "ana", "say", channel="C0SUPPORT", text="Hello"))["ts"]
    where = {"channel": "C0SUPPORT", "timestamp": ts, "name": "eyes"}
    assert (await do(slack, "lee", "react", **where))["ok"]
    assert 'aria-pressed="true"' in await page(slack, "lee/support")
    assert 'aria-pressed="false"' in await page(slack, "ana/support")
    assert (await do(slack, "lee", "unreact", **where))["ok"]
    assert "aria-pressed" not in await page(slack, "ana/support")


async def test_one_changes_and_deletes_ones_own_message_alone(slack: Slack) -> None:
    ts = (await do(slack, "ana", "say", channel="C0SUPPORT", text="Helo @lee"))["ts"]
    assert 'data-source="Helo @lee"' in await page(slack, "ana/support")
    where = {"channel": "C0SUPPORT", "ts": ts}
    assert (await do(slack, "lee", "edit", **where, text="Mine"))["error"] == "cant_update_message"
    assert (await do(slack, "ana", "edit", **where, text="Hello @lee"))["ok"]
    assert await said_in(slack) == "Hello <@U0LEE|lee>"
    assert (await do(slack, "ana", "delete", **where))["ok"]
    assert not await slack.person("ana").messages("support")


async def test_a_whisper_is_dismissed_by_its_reader_alone(slack: Slack) -> None:
    said = await slack.bot.chat_postEphemeral(channel="C0SUPPORT", user="U0ANA", text="Psst")
    where = {"channel": "C0SUPPORT", "ts": said["message_ts"]}
    assert not (await do(slack, "lee", "dismiss", **where))["ok"]
    assert (await do(slack, "ana", "dismiss", **where))["ok"]
    assert "Psst" not in await page(slack, "ana/support")


async def test_a_form_comes_back_with_its_errors_at_their_fields(
    slack: Slack, bolt: AsyncApp
) -> None:
    @bolt.shortcut("anywhere")
    async def shortcut(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @bolt.view("form")
    async def submitted(ack: Any) -> None:
        await ack(response_action="errors", errors={"title": "Not that one"})

    await slack.person("ana").shortcut("anywhere")
    view = await slack.person("ana").view()
    answer = await do(slack, "ana", "submit", view_id=view["id"], values={"title": "Typed"})
    assert answer["errors"] == {"title": "Not that one"}
    for part in ("Not that one", 'aria-invalid="true"', 'value="Typed"'):
        assert part in answer["html"]


async def test_what_the_client_says_of_a_field_is_in_the_windows_language(
    slack: Slack, bolt: AsyncApp
) -> None:
    @bolt.shortcut("anywhere")
    async def shortcut(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    await slack.person("ana").shortcut("anywhere")
    view = await slack.person("ana").view()
    slack.http.cookies.set("language", "es")
    answer = await do(slack, "ana", "submit", view_id=view["id"], values={})
    assert "Rellena este campo obligatorio." in answer["html"]
    assert "Rellena este campo obligatorio." in await page(slack, "ana/support")


async def test_one_joins_a_channel(slack: Slack) -> None:
    assert (await do(slack, "dev", "join", channel="C0SUPPORT"))["ok"]
    assert 'name="text"' in await page(slack, "dev/support")


async def test_what_nobody_knows_is_refused(slack: Slack) -> None:
    assert (await do(slack, "ana", "conquer"))["error"] == "unknown_method"


async def test_what_people_do_is_no_traffic_of_the_apps(slack: Slack) -> None:
    await do(slack, "ana", "say", channel="C0SUPPORT", text="Hello")
    entries = (await slack.http.get("/sandbox/log")).json()["entries"]
    assert not [entry for entry in entries if entry["kind"] == "call"]


async def shared(slack: Slack, name: str, content: bytes, channel: str = "C0INNER") -> str:
    """Share a file as Ana on the page and return its address for Dev."""
    answer = await slack.http.post(
        "/app/ana/files",
        data={"channel": channel, "comment": "Look"},
        files={"file": (name, content)},
    )
    assert answer.json()["ok"], answer.text
    file = next(iter(slack.sandbox.world.files.values()))
    return f"/app/{{}}/files/{file.id}/{name}"


async def test_a_text_is_shared_with_its_first_lines_and_can_be_saved(slack: Slack) -> None:
    address = await shared(slack, "a.log", b"one\ntwo <b>")
    shown = await page(slack, "dev/inner")
    assert "two &lt;b&gt;" in shown
    saved = await slack.http.get(address.format("dev"))
    assert (saved.content, saved.headers["content-disposition"]) == (b"one\ntwo <b>", "attachment")


async def test_a_picture_is_shown_and_a_page_that_calls_itself_one_never_runs(slack: Slack) -> None:
    address = await shared(slack, "a.png", b"<script>alert(1)</script>")
    assert "<img" in await page(slack, "dev/inner")
    answer = await slack.http.get(address.format("dev"))
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


async def test_a_vector_picture_which_may_hold_scripts_is_only_saved(slack: Slack) -> None:
    answer = await slack.http.get((await shared(slack, "a.svg", b"<svg/>")).format("dev"))
    assert answer.headers["content-disposition"] == "attachment"


@pytest.mark.parametrize(
    ("comment", "content", "told"),
    [
        ("/echo a secret", b"one", "A command takes no files"),
        ("/ecko a secret", b"one", "A command takes no files"),
        ("Look", b"", "a.log is empty"),
    ],
)
async def test_files_that_cannot_be_shared_are_refused_and_nothing_is_said(
    slack: Slack, comment: str, content: bytes, told: str
) -> None:
    sent = {"channel": "C0SUPPORT", "comment": comment}
    parts = [("file", ("b.log", b"two")), ("file", ("a.log", content))]
    answer = (await slack.http.post("/app/ana/files", data=sent, files=parts)).json()
    assert (answer["ok"], told in answer["text"]) == (False, True)
    assert not await slack.person("ana").messages("support")
    assert not slack.sandbox.world.files


async def test_a_file_says_what_begins_with_a_space(slack: Slack) -> None:
    sent = {"channel": "C0SUPPORT", "comment": " /nobody knows"}
    await slack.http.post("/app/ana/files", data=sent, files={"file": ("a.log", b"one")})
    assert await said_in(slack) == "/nobody knows"


async def test_a_file_is_for_those_who_see_where_it_was_shared(slack: Slack) -> None:
    address = await shared(slack, "a.log", b"one")
    assert (await slack.http.get(address.format("lee"))).status_code == 404
